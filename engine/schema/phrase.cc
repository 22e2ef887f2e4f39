// Phrases over positional records: PhraseMatcher. Exact phrases are looked for in pieces of at most eight
// words, which lie in one block each (record.cc); phrases with slop run over the places of all their words in
// order.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <deque>
#include <optional>

#include "engine/limits.h"
#include "engine/schema/record.h"
#include "engine/schema/record_blocks.h"
#include "engine/schema/record_register.h"

namespace pressmark {

using namespace record_layout;

namespace {

using Words = std::span<const PhraseMatcher::Word>;

constexpr size_t kPieceWordsMax = kOverlapTokens + 1;

/// Where one piece of an exact phrase stands in one block: which codes are which words.
class PieceInBlock {
 public:
  explicit PieceInBlock(Words words) : words_(words) {}

  /// Looks the words up, those listed first in `order` first; false if one of them is not in the block.
  bool look_up(const RecordBlock& block, std::span<const uint8_t> order) {
    words_of_code_.fill(0);
    size_t lead_codes_count = SIZE_MAX;
    for (const uint8_t word : order) {
      size_t codes_count = 0;
      uint8_t code = 0, last_code = 0;
      FormFinder finder(block.directory);
      for (const FormId form : words_[word].forms) {
        if (!finder.find(form, code)) continue;
        words_of_code_[code] = static_cast<uint8_t>(words_of_code_[code] | 1u << word);
        last_code = code;
        ++codes_count;
      }
      if (codes_count == 0) return false;
      if (codes_count < lead_codes_count) {
        lead_codes_count = codes_count;
        lead_ = word;
        lead_code_ = last_code;
      }
    }
    lead_is_one_code_ = lead_codes_count == 1;
    return true;
  }

  /// Appends first positions of the piece, except of those wholly in the block before, until there are
  /// `limit`.
  void scan(const RecordBlock& block, size_t limit, std::vector<TermPosition>& found) const {
    const size_t words_count = words_.size();
    if (block.codes.size() < words_count) return;
    const uint8_t* const begin = block.codes.data();
    // The lead may stand anywhere that leaves room for the words before and after it.
    const uint8_t* at = begin + lead_;
    const uint8_t* const end = begin + block.codes.size() - (words_count - 1 - lead_);
    if (block.overlap + 1 > words_count) at += block.overlap + 1 - words_count;
    for (; at < end && found.size() < limit; ++at) {
      if (lead_is_one_code_) {
        at = static_cast<const uint8_t*>(std::memchr(at, lead_code_, static_cast<size_t>(end - at)));
        if (at == nullptr) return;
      } else {
        while (at != end && (words_of_code_[*at] >> lead_ & 1) == 0) ++at;
        if (at == end) return;
      }
      const uint8_t* const start = at - lead_;
      size_t word = 0;
      while (word < words_count && (words_of_code_[start[word]] >> word & 1) != 0) ++word;
      if (word == words_count) found.push_back(block.position + static_cast<TermPosition>(start - begin));
    }
  }

 private:
  Words words_;
  std::array<uint8_t, 256> words_of_code_;  // bit w: the code is a form of word w
  uint8_t lead_ = 0;                        // the word with the fewest codes
  uint8_t lead_code_ = 0;
  bool lead_is_one_code_ = false;
};

/// The words of a piece, the ones that are likely to be missing first: without common forms, of few forms,
/// seen late.
std::array<uint8_t, kPieceWordsMax> rarest_first(Words words) {
  std::array<uint8_t, kPieceWordsMax> order{};
  for (uint8_t i = 0; i < words.size(); ++i) order[i] = i;
  const auto first_form = [&](uint8_t word) {
    return words[word].forms.empty() ? kFieldBreak : words[word].forms.front();
  };
  std::sort(order.begin(), order.begin() + words.size(), [&](uint8_t a, uint8_t b) {
    const bool a_common = first_form(a) < kCommonForms, b_common = first_form(b) < kCommonForms;
    if (a_common != b_common) return b_common;
    if (words[a].forms.size() != words[b].forms.size()) return words[a].forms.size() < words[b].forms.size();
    return first_form(a) > first_form(b);
  });
  return order;
}

/// A record's blocks, and its register if it has one.
struct Blocks {
  BlockSections sections;
  std::optional<Register> of_long;
};

/// The blocks in which all the words may be; nothing: any.
std::optional<std::vector<uint32_t>> blocks_of(const Blocks& blocks, Words words) {
  std::optional<std::vector<uint32_t>> all;
  if (!blocks.of_long) return all;
  for (const PhraseMatcher::Word& word : words) {
    if (!word.forms.empty() && word.forms.front() < kCommonForms) continue;
    auto of_word = items_of(blocks.of_long->block_lists, word.forms);
    if (!of_word) continue;
    if (all) {
      std::erase_if(
          *all, [&](uint32_t block) { return !std::binary_search(of_word->begin(), of_word->end(), block); });
    } else {
      all = std::move(of_word);
    }
  }
  return all;
}

std::vector<TermPosition> find_piece(const Blocks& in, Words words, size_t limit) {
  std::vector<TermPosition> found;
  const auto order = rarest_first(words);
  PieceInBlock piece(words);
  BlockReader blocks(in.sections);
  RecordBlock block;
  const auto look = [&] {
    if (found.size() >= limit || !blocks.next(block)) return false;
    if (piece.look_up(block, {order.data(), words.size()})) piece.scan(block, limit, found);
    return true;
  };
  const auto listed = blocks_of(in, words);
  if (!listed) {
    while (look()) {
    }
    return found;
  }
  for (const uint32_t index : *listed) {
    blocks.skip_to(index);
    if (!look()) break;
  }
  return found;
}

/// A longer phrase stands where each of its pieces does, one after the other.
std::vector<TermPosition> find_exact(const Blocks& in, Words words, size_t limit) {
  if (words.size() <= kPieceWordsMax) return find_piece(in, words, limit);
  std::vector<TermPosition> found = find_piece(in, words.first(kPieceWordsMax), SIZE_MAX);
  for (size_t begin = kPieceWordsMax; begin < words.size() && !found.empty(); begin += kPieceWordsMax) {
    const Words rest = words.subspan(begin);
    const std::vector<TermPosition> next =
        find_piece(in, rest.first(std::min(kPieceWordsMax, rest.size())), SIZE_MAX);
    std::erase_if(found, [&](TermPosition position) {
      return !std::binary_search(next.begin(), next.end(), position + begin);
    });
  }
  if (found.size() > limit) found.resize(limit);
  return found;
}

using WordSet = std::bitset<limits::kQueryCodePointsMax>;

/// Slides over the places of the words of a phrase, in order, and notes where all of them stand close enough.
class NearWindow {
 public:
  struct Place {
    TermPosition position;
    const WordSet* words;  // those that the form standing there can be
  };
  NearWindow(size_t words_count, uint32_t reach, size_t limit)
      : words_count_(words_count),
        reach_(reach),
        limit_(limit),
        counts_(words_count),
        missing_(words_count) {}

  void add(const Place& place) {
    while (!places_.empty() && place.position - places_.front().position > reach_) drop_first();
    places_.push_back(place);
    for (size_t word = 0; word < words_count_; ++word) {
      if (place.words->test(word) && counts_[word]++ == 0) --missing_;
    }
  }
  /// Nothing beyond this point can be near anything before it.
  void close() {
    while (!places_.empty()) drop_first();
  }
  bool full() const { return found_.size() >= limit_; }
  std::vector<TermPosition> take() { return std::move(found_); }

 private:
  /// All places within reach of the first are there: settles whether a match begins at it.
  void drop_first() {
    if (!full() && missing_ == 0 && each_word_has_a_place()) found_.push_back(places_.front().position);
    for (size_t word = 0; word < words_count_; ++word) {
      if (places_.front().words->test(word) && --counts_[word] == 0) ++missing_;
    }
    places_.pop_front();
  }

  /// Gives each word a place of its own, as far as that can be done (augmenting paths of a bipartite
  /// matching).
  bool each_word_has_a_place() {
    if (places_.size() < words_count_) return false;
    word_at_.assign(places_.size(), kNoWord);
    for (size_t word = 0; word < words_count_; ++word) {
      visited_.assign(places_.size(), false);
      if (!seat(word)) return false;
    }
    return true;
  }
  bool seat(size_t word) {
    for (size_t i = 0; i < places_.size(); ++i) {
      if (visited_[i] || !places_[i].words->test(word)) continue;
      visited_[i] = true;
      if (word_at_[i] == kNoWord || seat(word_at_[i])) {
        word_at_[i] = word;
        return true;
      }
    }
    return false;
  }

  static constexpr size_t kNoWord = SIZE_MAX;
  size_t words_count_;
  uint32_t reach_;
  size_t limit_;
  std::deque<Place> places_;
  std::vector<size_t> counts_;  // places of each word
  size_t missing_;              // words without one
  std::vector<size_t> word_at_;
  std::vector<bool> visited_;
  std::vector<TermPosition> found_;
};

std::vector<FormId> all_forms(Words words) {
  std::vector<FormId> forms;
  for (const auto& word : words) forms.insert(forms.end(), word.forms.begin(), word.forms.end());
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

/// By index into `forms`: the words that each form can be.
std::vector<WordSet> words_by_form(Words words, const std::vector<FormId>& forms) {
  std::vector<WordSet> sets(forms.size());
  for (size_t word = 0; word < words.size(); ++word) {
    for (const FormId form : words[word].forms) {
      const auto at = std::lower_bound(forms.begin(), forms.end(), form);
      sets[static_cast<size_t>(at - forms.begin())].set(word);
    }
  }
  return sets;
}

std::vector<TermPosition> find_near(const BlockSections& sections, Words words, uint32_t slop, size_t limit) {
  ENGINE_CHECK(words.size() <= limits::kQueryCodePointsMax);
  const std::vector<FormId> forms = all_forms(words);
  const std::vector<WordSet> sets = words_by_form(words, forms);
  // Wide enough for the words themselves, whatever the slop.
  const uint32_t reach =
      std::max(std::min(slop, UINT32_MAX - 1) + 1, static_cast<uint32_t>(words.size()) - 1);
  NearWindow window(words.size(), reach, limit);
  BlockReader blocks(sections);
  std::array<const WordSet*, 256> words_of_code;
  for (RecordBlock block; !window.full() && blocks.next(block);) {
    words_of_code.fill(nullptr);
    bool any = false;
    FormFinder finder(block.directory);
    for (size_t i = 0; i < forms.size(); ++i) {
      uint8_t code = 0;
      if (!finder.find(forms[i], code)) continue;
      words_of_code[code] = &sets[i];
      any = true;
    }
    for (size_t i = block.overlap; any && i < block.codes.size() && !window.full(); ++i) {
      const uint8_t code = block.codes[i];
      if (code == kBreakCode) {
        window.close();
      } else if (words_of_code[code] != nullptr) {
        window.add({block.position + static_cast<TermPosition>(i), words_of_code[code]});
      }
    }
    const auto fresh = block.codes.subspan(block.overlap);
    if (!any && std::find(fresh.begin(), fresh.end(), kBreakCode) != fresh.end()) window.close();
  }
  window.close();
  return window.take();
}

}  // namespace

PhraseMatcher::PhraseMatcher(std::vector<Word> words, uint32_t slop)
    : words_(std::move(words)), slop_(slop) {}

bool PhraseMatcher::matches(const RecordView& record) const {
  return !find(record, 1).empty();
}

std::vector<TermPosition> PhraseMatcher::find(const RecordView& record, size_t limit) const {
  if (words_.empty() || limit == 0) return {};
  if (slop_ > 0) return find_near(record.sections(), words_, slop_, limit);

  if (!record.filter_.empty()) {
    const auto may_follow = [&](const Word& first, const Word& second) {
      return first.terms.empty() || second.terms.empty() ||
             std::any_of(first.terms.begin(), first.terms.end(), [&](TermId a) {
               return std::any_of(second.terms.begin(), second.terms.end(),
                                  [&](TermId b) { return record.may_have_pair(a, b); });
             });
    };
    for (size_t i = 1; i < words_.size(); ++i) {
      if (!may_follow(words_[i - 1], words_[i])) return {};
    }
  }
  Blocks blocks{record.sections(), record.long_register()};
  if (blocks.of_long) blocks.sections.samples = blocks.of_long->blocks;
  return find_exact(blocks, words_, limit);
}

}  // namespace pressmark
