// Places: where the wanted words stand, and how good a stretch of text with some of them is. Found in the
// positional record first, where no text need be read, and then again in the text of the few blocks that are
// worth it. Internal to engine/snippet. Values; nothing here is shared between threads.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/snippet/snippet.h"

namespace pressmark::snippets {

/// Bit w stands for the w-th wanted word.
using WordSet = uint32_t;

struct WordMatch {
  WordSet words = 0;
  WordSet exact = 0;  // those of them that are written as typed
};

/// One position where a wanted word stands or a phrase begins.
struct Place {
  TermPosition position = 0;
  WordMatch match = {};
  bool phrase = false;  // a wanted phrase begins here
  Role role = Role::kBody;
  TermPosition run_end = 0;    // of its run of one role
  TermPosition range_end = 0;  // of the stretch that passages may come from
  double weight = 1;           // of that stretch
  ByteSpan span = {};          // in the text of its block, once that has been read
};

/// The wanted words by form id and by form.
class WantedTable {
 public:
  WantedTable(const Wanted& wanted, const Lexicon& lexicon);

  /// Of all words; sorted.
  const std::vector<FormId>& forms() const { return forms_; }
  WordMatch find(FormId form) const;
  WordMatch find(std::string_view form) const;
  size_t words_count() const { return weights_.size(); }
  double weight(size_t word) const { return weights_[word]; }
  double weight_of(WordSet words) const;
  double total_weight() const { return total_weight_; }

 private:
  static constexpr size_t kSketches = 4096;
  /// What most other words do not share with a form.
  static size_t sketch(std::string_view form) {
    return (static_cast<uint8_t>(form.front()) * 31u + static_cast<uint8_t>(form.back()) * 7u + form.size()) %
           kSketches;
  }

  std::vector<FormId> forms_;
  std::vector<WordMatch> matches_;                               // by index into forms_
  std::vector<std::pair<std::string_view, WordMatch>> by_form_;  // sorted
  std::bitset<kSketches> sketches_;                              // of those forms
  std::vector<double> weights_;
  double total_weight_ = 0;
};

/// Where a wanted phrase stands (at least: one with slop may end later).
struct PhrasePlace {
  TermPosition begin = 0, end = 0;  // half-open
  bool operator==(const PhrasePlace&) const = default;
};

/// Places within `ranges` in order of position: those of titles never, those of boilerplate only if there are
/// no others. Some hundred at most; rare words are given the room first.
struct FoundPlaces {
  std::vector<Place> places;
  bool all = false;                  // none was left out for their number
  std::vector<PhrasePlace> phrases;  // rising
};
FoundPlaces find_places(const RecordView& record, const Wanted& wanted, const WantedTable& table,
                        std::span<const WeightedRange> ranges);

/// What a passage at `position` is worth by the stretch that it lies in; 0 outside all of them.
double range_weight(std::span<const WeightedRange> ranges, TermPosition position);

/// How well some neighbouring places (in order) would serve as one passage, whatever stands around them:
/// words covered by weight, exact forms, whole phrases, nearness and order.
double evidence(std::span<const Place> places, const WantedTable& table);

/// What a passage of this role is worth beside one of body text.
double role_factor(Role role);
/// A slight preference for what stands early.
double early_factor(TermPosition position, uint32_t length);

/// A stretch of places that may make a passage.
struct Candidate {
  TermPosition begin = 0, end = 0;  // half-open
  double score = 0;
  WordSet words = 0;  // in it
};
/// The best stretches of at most `positions_max` positions that do not overlap; best first, at most
/// `count_max`.
std::vector<Candidate> best_stretches(std::span<const Place> places, const WantedTable& table,
                                      uint32_t positions_max, uint32_t record_length, size_t count_max);

}  // namespace pressmark::snippets
