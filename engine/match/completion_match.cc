#include "engine/match/completion_match.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "engine/limits.h"

namespace pressmark {
namespace {

// Where the rarest word has more entries than this, the list is read by rank instead, and so far at most.
constexpr size_t kEntriesMax = 4'000;
constexpr uint32_t kRanksMax = 20'000;
// By rank, so many that fit are enough to choose from.
constexpr size_t kChoice = 100;
constexpr size_t kSlipBytesMin = 4;

/// A run of words that must stand next to each other.
using Chain = std::span<const TypedWord>;

bool stands_at(std::span<const CompletionWordId> entry, size_t at, Chain chain) {
  if (at + chain.size() > entry.size()) return false;
  for (size_t i = 0; i < chain.size(); ++i)
    if (!chain[i].words.contains(entry[at + i])) return false;
  return true;
}

size_t chain_size(std::span<const TypedWord> typed) {
  size_t size = 1;
  while (size < typed.size() && typed[size].joined) ++size;
  return size;
}

/// Whether each chain can have a place of its own, tried from the left.
bool fits_in_any_order(std::span<const CompletionWordId> entry, std::span<const TypedWord> typed) {
  std::bitset<limits::kCompletionWordsMax> taken;
  while (!typed.empty()) {
    const Chain chain = typed.first(chain_size(typed));
    bool placed = false;
    for (size_t at = 0; at < entry.size() && !placed; ++at) {
      bool is_free = stands_at(entry, at, chain);
      for (size_t i = 0; i < chain.size() && is_free; ++i) is_free = !taken[at + i];
      for (size_t i = 0; i < chain.size() && is_free; ++i) taken.set(at + i);
      placed = is_free;
    }
    if (!placed) return false;
    typed = typed.subspan(chain.size());
  }
  return true;
}

bool fits_in_order(std::span<const CompletionWordId> entry, std::span<const TypedWord> typed) {
  size_t at = 0;
  while (!typed.empty()) {
    const Chain chain = typed.first(chain_size(typed));
    while (at < entry.size() && !stands_at(entry, at, chain)) ++at;
    if (at == entry.size()) return false;
    at += chain.size();
    typed = typed.subspan(chain.size());
  }
  return true;
}

/// Whether `word` begins with `typed` but for one slip behind their first letter.
bool begins_nearly(std::string_view word, std::string_view typed) {
  const size_t shorter = std::min(word.size(), typed.size());
  size_t same = 0;
  while (same < shorter && word[same] == typed[same]) ++same;
  if (same == 0 || same == typed.size()) return same > 0;
  const std::string_view rest = typed.substr(same);
  const auto goes_on = [&](size_t word_skip, size_t typed_skip) {
    return typed_skip <= rest.size() && word.size() >= same + word_skip &&
           word.substr(same + word_skip).starts_with(rest.substr(typed_skip));
  };
  const bool exchanged = rest.size() > 1 && word.size() > same + 1 && word[same] == rest[1] &&
                         word[same + 1] == rest[0] && goes_on(2, 2);
  return exchanged || goes_on(1, 1) || goes_on(1, 0) || goes_on(0, 1);
}

}  // namespace

std::vector<TypedWord> typed_words(const CompletionFile& file, std::span<const CompletionWord> words) {
  std::vector<TypedWord> typed;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool whole = i + 1 < words.size() && words[i + 1].joined;
    typed.push_back(
        {whole ? file.exactly(words[i].text) : file.with_prefix(words[i].text), words[i].joined && i > 0});
  }
  return typed;
}

Fit fit(std::span<const CompletionWordId> entry, std::span<const TypedWord> typed) {
  if (stands_at(entry, 0, typed)) return Fit::kBeginning;
  for (size_t at = 1; at < entry.size(); ++at)
    if (stands_at(entry, at, typed)) return Fit::kTogether;
  if (fits_in_order(entry, typed)) return Fit::kInOrder;
  return fits_in_any_order(entry, typed) ? Fit::kAnyOrder : Fit::kNone;
}

std::vector<uint32_t> matching_entries(const CompletionList& list, std::span<const TypedWord> typed,
                                       size_t limit) {
  struct Found {
    Fit fit;
    uint32_t entry;
  };
  std::vector<Found> found;
  if (typed.empty() || limit == 0) return {};
  const auto look_at = [&](uint32_t entry) {
    if (const Fit how = fit(list.words(entry), typed); how != Fit::kNone) found.push_back({how, entry});
  };
  std::span<const uint32_t> rarest = list.entries(typed.front().words);
  for (const TypedWord& word : typed.subspan(1)) {
    const std::span<const uint32_t> entries = list.entries(word.words);
    if (entries.size() < rarest.size()) rarest = entries;
  }
  if (rarest.size() <= kEntriesMax) {
    for (const uint32_t entry : rarest) look_at(entry);
  } else {
    const auto end = std::min(static_cast<uint32_t>(list.size()), kRanksMax);
    for (uint32_t entry = 0; entry < end && found.size() < std::max(kChoice, limit); ++entry) look_at(entry);
  }
  const auto better = [](const Found& a, const Found& b) {
    return a.fit != b.fit ? a.fit > b.fit : a.entry < b.entry;
  };
  // An entry may have come once for each of its words.
  const size_t count = std::min(found.size(), limit * limits::kCompletionWordsMax);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), better);
  std::vector<uint32_t> entries;
  for (size_t i = 0; i < count && entries.size() < limit; ++i)
    if (i == 0 || found[i].entry != found[i - 1].entry) entries.push_back(found[i].entry);
  return entries;
}

std::vector<CompletionWordId> best_words(const CompletionFile& file, CompletionWords range, size_t limit) {
  struct Ranked {
    uint32_t rank;
    CompletionWordId word;
  };
  std::vector<Ranked> best;
  const std::span<const uint32_t> ranks = file.ranks(range);
  const auto earlier = [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; };
  for (size_t i = 0; i < ranks.size() && limit > 0; ++i) {
    if (ranks[i] == CompletionFile::kNoRank) continue;
    if (best.size() == limit) {
      if (ranks[i] > best.front().rank) continue;
      std::pop_heap(best.begin(), best.end(), earlier);
      best.pop_back();
    }
    best.push_back({ranks[i], range.begin + static_cast<CompletionWordId>(i)});
    std::push_heap(best.begin(), best.end(), earlier);
  }
  std::sort_heap(best.begin(), best.end(), earlier);
  std::vector<CompletionWordId> words;
  for (const Ranked& ranked : best) words.push_back(ranked.word);
  return words;
}

std::vector<CompletionWordId> near_words(const CompletionFile& file, std::string_view typed, size_t limit) {
  if (typed.size() < kSlipBytesMin || limit == 0) return {};
  const CompletionWords range = file.with_prefix(typed.substr(0, 1));
  const std::span<const uint32_t> ranks = file.ranks(range);
  std::vector<CompletionWordId> near;
  for (CompletionWordId word = range.begin; word < range.end; ++word) {
    if (begins_nearly(file.word(word), typed)) near.push_back(word);
  }
  std::sort(near.begin(), near.end(), [&](CompletionWordId a, CompletionWordId b) {
    const uint32_t rank_a = ranks[a - range.begin], rank_b = ranks[b - range.begin];
    return rank_a != rank_b ? rank_a < rank_b : a < b;
  });
  if (near.size() > limit) near.resize(limit);
  return near;
}

}  // namespace pressmark
