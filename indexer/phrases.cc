#include "indexer/phrases.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace pressmark {
namespace {

// A phrase that stands in a longer one so often is not offered beside it.
constexpr double kPartShare = 0.8;

uint32_t hash_of(const std::array<FormId, kPhraseWordsMax>& forms) {
  uint64_t hash = 0x9e3779b97f4a7c15u;
  for (const FormId form : forms) {
    hash = (hash ^ form) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  return static_cast<uint32_t>(hash);
}

/// Two neighbouring forms as one number; both are below 2^24.
uint64_t pair_of(FormId first, FormId second) {
  return uint64_t{first} << 32 | second;
}

uint32_t hash_of(uint64_t pair) {
  return static_cast<uint32_t>((pair * 0x9e3779b97f4a7c15u) >> 32);
}

bool is_prominent(Role role) {
  return role == Role::kTitle || role == Role::kHeading;
}

}  // namespace

size_t FoundPhrase::size() const {
  return static_cast<size_t>(std::find(forms.begin(), forms.end(), kFieldBreak) - forms.begin());
}

PhraseFinder::PhraseFinder(Kinds kinds, size_t candidates_max)
    : kinds_(std::move(kinds)), candidates_max_(candidates_max) {}

PhraseFinder::WordKind PhraseFinder::kind(FormId form) {
  if (form >= known_kinds_.size()) known_kinds_.resize(size_t{form} + 1);
  uint8_t& known = known_kinds_[form];
  if (known == 0) known = static_cast<uint8_t>(1 + static_cast<int>(kinds_(form)));
  return static_cast<WordKind>(known - 1);
}

void PhraseFinder::add(const RecordContent& record) {
  const std::vector<FormId>& forms = record.forms;
  std::vector<bool> prominent(forms.size());
  std::unordered_map<uint64_t, Local> pairs;
  size_t run = 0;
  // Only where every two neighbours stand together again can a longer phrase do so.
  const auto may_join = [&](size_t at) {
    return at + 1 < forms.size() && forms[at] != kFieldBreak && forms[at + 1] != kFieldBreak &&
           kind(forms[at]) != WordKind::kNever && kind(forms[at + 1]) != WordKind::kNever;
  };
  for (size_t at = 0; at < forms.size(); ++at) {
    if (forms[at] == kFieldBreak) ++run;
    if (run >= record.roles.size() || record.roles[run] == Role::kBoilerplate || !may_join(at)) continue;
    Local& pair = pairs[pair_of(forms[at], forms[at + 1])];
    ++pair.count;
    prominent[at] = is_prominent(record.roles[run]);
    pair.prominent = pair.prominent || prominent[at];
  }
  const auto matters = [](const Local& local) { return local.count > 1 || local.prominent; };
  struct HashForms {
    size_t operator()(const Forms& all) const { return hash_of(all); }
  };
  std::unordered_map<Forms, Local, HashForms> phrases;
  for (size_t at = 0; at < forms.size(); ++at) {
    if (forms[at] == kFieldBreak || kind(forms[at]) != WordKind::kWord) continue;
    Forms phrase;
    phrase.fill(kFieldBreak);
    phrase[0] = forms[at];
    for (size_t size = 2; size <= kPhraseWordsMax && may_join(at + size - 2); ++size) {
      const auto pair = pairs.find(pair_of(forms[at + size - 2], forms[at + size - 1]));
      if (pair == pairs.end() || !matters(pair->second)) break;
      phrase[size - 1] = forms[at + size - 1];
      if (kind(phrase[size - 1]) != WordKind::kWord) continue;
      Local& local = phrases[phrase];
      ++local.count;
      local.prominent = local.prominent || prominent[at];
      if (matters(local) && !std::exchange(local.counted, true)) count(phrase);
    }
  }
}

std::optional<uint32_t> PhraseFinder::find(const Forms& forms) const {
  return table_.find(hash_of(forms), [&](uint32_t id) { return candidates_[id].forms == forms; });
}

void PhraseFinder::count(const Forms& forms) {
  if (const auto known = find(forms)) {
    ++candidates_[*known].documents;
    return;
  }
  if (candidates_.size() == candidates_max_) forget_rare();
  table_.insert(hash_of(forms), static_cast<uint32_t>(candidates_.size()));
  candidates_.push_back({forms, 1, 0});
}

/// Makes room: drops candidates of few publications until half of the places are free.
void PhraseFinder::forget_rare() {
  while (candidates_.size() > candidates_max_ / 2) {
    ++forgotten_;
    std::erase_if(candidates_, [&](const FoundPhrase& phrase) { return phrase.documents <= forgotten_; });
  }
  table_ = IdTable();
  for (uint32_t id = 0; id < candidates_.size(); ++id) table_.insert(hash_of(candidates_[id].forms), id);
}

std::vector<FoundPhrase> PhraseFinder::take(uint32_t documents_min) {
  std::vector<bool> is_part(candidates_.size());
  for (const FoundPhrase& longer : candidates_) {
    const size_t size = longer.size();
    if (longer.documents < documents_min) continue;
    for (size_t begin = 0; begin < size; ++begin) {
      for (size_t count = 2; begin + count <= size && count < size; ++count) {
        Forms part;
        part.fill(kFieldBreak);
        std::copy_n(longer.forms.begin() + static_cast<std::ptrdiff_t>(begin), count, part.begin());
        const auto known = find(part);
        if (known && longer.documents >= kPartShare * candidates_[*known].documents) is_part[*known] = true;
      }
    }
  }
  std::vector<FoundPhrase> found;
  for (size_t id = 0; id < candidates_.size(); ++id)
    if (!is_part[id] && candidates_[id].documents >= documents_min) found.push_back(candidates_[id]);
  candidates_.clear();
  table_ = IdTable();
  return found;
}

PhraseCounter::PhraseCounter(std::vector<FoundPhrase>& phrases)
    : phrases_(phrases), next_(phrases.size()), stamp_(phrases.size()) {
  std::unordered_map<uint64_t, uint32_t> last;
  for (uint32_t id = 0; id < phrases.size(); ++id) {
    const uint64_t pair = pair_of(phrases[id].forms[0], phrases[id].forms[1]);
    next_[id] = id;
    const auto [at, is_new] = last.try_emplace(pair, id);
    if (is_new) first_.insert(hash_of(pair), id);
    next_[std::exchange(at->second, id)] = id;
  }
}

void PhraseCounter::add(const RecordContent& record) {
  ++records_;
  const std::vector<FormId>& forms = record.forms;
  size_t run = 0;
  for (size_t at = 0; at + 1 < forms.size(); ++at) {
    if (forms[at] == kFieldBreak) ++run;
    if (run >= record.roles.size() || record.roles[run] == Role::kBoilerplate) continue;
    const uint64_t pair = pair_of(forms[at], forms[at + 1]);
    auto id = first_.find(hash_of(pair), [&](uint32_t other) {
      return pair_of(phrases_[other].forms[0], phrases_[other].forms[1]) == pair;
    });
    while (id) {
      FoundPhrase& phrase = phrases_[*id];
      const size_t size = phrase.size();
      const auto begin = forms.begin() + static_cast<std::ptrdiff_t>(at);
      const bool stands =
          at + size <= forms.size() &&
          std::equal(phrase.forms.begin(), phrase.forms.begin() + static_cast<std::ptrdiff_t>(size), begin);
      if (stands && std::exchange(stamp_[*id], records_) != records_) ++phrase.documents_all;
      id = next_[*id] == *id ? std::nullopt : std::optional(next_[*id]);
    }
  }
}

}  // namespace pressmark
