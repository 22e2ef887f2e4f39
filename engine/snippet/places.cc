#include "engine/snippet/places.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <numeric>

#include "engine/limits.h"

namespace pressmark::snippets {

namespace {

constexpr size_t kPlacesMax = 400;
constexpr size_t kPhrasePlacesMax = 50;
constexpr double kWeightLeast = 0.01;  // so that a word of no weight still counts for something

// What the parts of the evidence are worth, as shares of the weight of the words concerned.
constexpr double kInexactShare = 0.85;
constexpr double kPhraseShare = 3.0;
constexpr double kNearShare = 0.3;
constexpr double kInOrderShare = 0.15;
constexpr double kRepeatShare = 0.02;
constexpr size_t kRepeatsMax = 4;
constexpr double kEarlyShare = 0.1;

void add(WordMatch& to, const WordMatch& match) {
  to.words |= match.words;
  to.exact |= match.exact;
}

std::vector<Place> places_of(const std::vector<Occurrence>& occurrences, const WantedTable& table) {
  std::vector<Place> places;
  for (const Occurrence& occurrence : occurrences) {
    if (places.empty() || places.back().position != occurrence.position) {
      places.push_back({.position = occurrence.position});
    }
    add(places.back().match, table.find(occurrence.form));
  }
  return places;
}

/// Of the ranges one after the other, until there are `limit`.
std::vector<Occurrence> read_ranges(const RecordView& record, const std::vector<FormId>& forms,
                                    std::span<const WeightedRange> ranges, size_t limit) {
  std::vector<Occurrence> found;
  for (const WeightedRange& each : ranges) {
    if (found.size() == limit) break;
    const auto more = record.occurrences(forms, limit - found.size(), each.range);
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

/// At most kPlacesMax occurrences; when there are more, the words share them, the weightiest first, and what
/// one does not use goes to the next.
std::vector<Occurrence> read_occurrences(const RecordView& record, const Wanted& wanted,
                                         const WantedTable& table, std::span<const WeightedRange> ranges) {
  std::vector<Occurrence> found = read_ranges(record, table.forms(), ranges, kPlacesMax);
  if (found.size() < kPlacesMax || table.words_count() < 2) return found;
  found.clear();
  std::vector<size_t> order(table.words_count());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return table.weight(a) > table.weight(b); });
  for (size_t i = 0; i < order.size(); ++i) {
    const size_t share = (kPlacesMax - std::min(found.size(), kPlacesMax)) / (order.size() - i);
    const auto of_word =
        read_ranges(record, wanted.words[order[i]].forms, ranges, std::max<size_t>(share, 1));
    found.insert(found.end(), of_word.begin(), of_word.end());
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
  return found;
}

std::vector<PhrasePlace> find_phrases(const RecordView& record, const Wanted& wanted) {
  std::vector<PhrasePlace> places;
  for (const PhraseMatcher& phrase : wanted.phrases) {
    const auto length = static_cast<TermPosition>(phrase.words_count());
    for (const TermPosition begin : phrase.find(record, kPhrasePlacesMax))
      places.push_back({begin, begin + length});
  }
  std::sort(places.begin(), places.end(), [](const PhrasePlace& a, const PhrasePlace& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  return places;
}

void mark_phrases(const std::vector<PhrasePlace>& phrases, std::vector<Place>& places) {
  const auto before = [](const Place& place, TermPosition position) { return place.position < position; };
  for (const PhrasePlace& phrase : phrases) {
    auto at = std::lower_bound(places.begin(), places.end(), phrase.begin, before);
    if (at == places.end() || at->position != phrase.begin)
      at = places.insert(at, {.position = phrase.begin});
    at->phrase = true;
  }
}

void set_roles(const RecordView& record, std::vector<Place>& places) {
  std::vector<TermPosition> positions;
  positions.reserve(places.size());
  for (const Place& place : places) positions.push_back(place.position);
  const std::vector<RoleRun> runs = record.runs_at(positions);
  for (size_t i = 0; i < places.size(); ++i) {
    places[i].role = runs[i].role;
    places[i].run_end = runs[i].end;
  }
}

void set_ranges(std::span<const WeightedRange> ranges, std::vector<Place>& places) {
  auto each = ranges.begin();
  for (Place& place : places) {
    while (each != ranges.end() && each->range.end <= place.position) ++each;
    if (each == ranges.end()) return;
    place.range_end = each->range.end;
    place.weight = each->weight;
  }
}

}  // namespace

WantedTable::WantedTable(const Wanted& wanted, const Lexicon& lexicon) {
  std::vector<std::pair<FormId, WordMatch>> matches;
  for (size_t i = 0; i < std::min(wanted.words.size(), limits::kQueryTermsMax); ++i) {
    const WantedWord& word = wanted.words[i];
    const WordSet bit = WordSet{1} << i;
    for (const FormId form : word.forms) matches.push_back({form, {bit, 0}});
    for (const FormId form : word.exact_forms) matches.push_back({form, {bit, bit}});
    weights_.push_back(std::max(word.weight, kWeightLeast));
    total_weight_ += weights_.back();
  }
  std::sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [form, match] : matches) {
    if (forms_.empty() || forms_.back() != form) {
      forms_.push_back(form);
      matches_.emplace_back();
    }
    add(matches_.back(), match);
  }
  for (size_t i = 0; i < forms_.size(); ++i) {
    const std::string_view form = lexicon.form(forms_[i]);
    if (!form.empty()) by_form_.emplace_back(form, matches_[i]);
  }
  std::sort(by_form_.begin(), by_form_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  size_t kept = 0;
  for (size_t i = 0; i < by_form_.size(); ++i) {
    if (kept > 0 && by_form_[kept - 1].first == by_form_[i].first) {
      add(by_form_[kept - 1].second, by_form_[i].second);
    } else {
      by_form_[kept++] = by_form_[i];
    }
  }
  by_form_.resize(kept);
  for (const auto& [form, match] : by_form_) sketches_.set(sketch(form));
}

WordMatch WantedTable::find(FormId form) const {
  const auto at = std::lower_bound(forms_.begin(), forms_.end(), form);
  if (at == forms_.end() || *at != form) return {};
  return matches_[static_cast<size_t>(at - forms_.begin())];
}

WordMatch WantedTable::find(std::string_view form) const {
  if (form.empty() || !sketches_[sketch(form)]) return {};
  const auto at =
      std::lower_bound(by_form_.begin(), by_form_.end(), form,
                       [](const auto& each, std::string_view wanted) { return each.first < wanted; });
  return at == by_form_.end() || at->first != form ? WordMatch{} : at->second;
}

double WantedTable::weight_of(WordSet words) const {
  double weight = 0;
  for (; words != 0; words &= words - 1) weight += weights_[static_cast<size_t>(std::countr_zero(words))];
  return weight;
}

double range_weight(std::span<const WeightedRange> ranges, TermPosition position) {
  const auto after = std::upper_bound(
      ranges.begin(), ranges.end(), position,
      [](TermPosition wanted, const WeightedRange& each) { return wanted < each.range.begin; });
  if (after == ranges.begin() || position >= std::prev(after)->range.end) return 0;
  return std::prev(after)->weight;
}

FoundPlaces find_places(const RecordView& record, const Wanted& wanted, const WantedTable& table,
                        std::span<const WeightedRange> ranges) {
  FoundPlaces found;
  const std::vector<Occurrence> occurrences = read_occurrences(record, wanted, table, ranges);
  found.all = occurrences.size() < kPlacesMax;
  std::vector<Place> places = places_of(occurrences, table);
  found.phrases = find_phrases(record, wanted);
  std::erase_if(found.phrases,
                [&](const PhrasePlace& phrase) { return range_weight(ranges, phrase.begin) <= 0; });
  mark_phrases(found.phrases, places);
  set_roles(record, places);
  set_ranges(ranges, places);
  std::erase_if(places, [](const Place& place) { return place.role == Role::kTitle; });
  const auto is_boilerplate = [](const Place& place) { return place.role == Role::kBoilerplate; };
  if (!std::all_of(places.begin(), places.end(), is_boilerplate)) std::erase_if(places, is_boilerplate);
  found.places = std::move(places);
  return found;
}

double evidence(std::span<const Place> places, const WantedTable& table) {
  WordMatch covered;
  bool phrase = false;
  double near = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    const Place& place = places[i];
    add(covered, place.match);
    phrase = phrase || place.phrase;
    if (i == 0) continue;
    const Place& before = places[i - 1];
    const WordSet fresh = place.match.words & ~before.match.words;
    if (fresh == 0 || before.match.words == 0) continue;
    // Two different words side by side are worth as much as the lighter of them.
    const double pair = std::min(table.weight_of(fresh), table.weight_of(before.match.words));
    const bool in_order = (before.match.words << 1 & fresh) != 0;
    const double gap = std::max(1.0, static_cast<double>(place.position) - before.position);
    near = std::max(near, pair * (kNearShare + (in_order ? kInOrderShare : 0)) / gap);
  }
  const double exact = table.weight_of(covered.exact);
  const double inexact = table.weight_of(covered.words & ~covered.exact);
  const auto distinct = static_cast<size_t>(std::popcount(covered.words));
  const size_t repeats = std::min(places.size() - std::min(places.size(), distinct), kRepeatsMax);
  const double whole = std::max(table.total_weight(), kWeightLeast);
  return exact + kInexactShare * inexact + near + (phrase ? kPhraseShare * whole : 0) +
         kRepeatShare * static_cast<double>(repeats) * table.weight_of(covered.words);
}

double role_factor(Role role) {
  switch (role) {
    case Role::kSummary:
    case Role::kBody:
    case Role::kQuote:
      return 1;
    case Role::kHeading:
      return 0.6;
    case Role::kCaption:
    case Role::kTable:
      return 0.5;
    case Role::kTitle:
    case Role::kBoilerplate:
      break;
  }
  return 0.3;
}

double early_factor(TermPosition position, uint32_t length) {
  return 1 + kEarlyShare * (1 - static_cast<double>(position) / std::max(length, 1u));
}

std::vector<Candidate> best_stretches(std::span<const Place> places, const WantedTable& table,
                                      uint32_t positions_max, uint32_t record_length, size_t count_max) {
  std::vector<Candidate> all;
  size_t last = 0;
  for (size_t first = 0; first < places.size(); ++first) {
    const Place& place = places[first];
    const TermPosition end = std::min({place.run_end, place.range_end, place.position + positions_max});
    last = std::max(last, first + 1);
    while (last < places.size() && places[last].position < end) ++last;
    const double score = evidence(places.subspan(first, last - first), table) * role_factor(place.role) *
                         early_factor(place.position, record_length) * place.weight;
    WordSet words = 0;
    for (size_t i = first; i < last; ++i) words |= places[i].match.words;
    all.push_back({place.position, places[last - 1].position + 1, score, words});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::vector<Candidate> best;
  for (const Candidate& candidate : all) {
    if (best.size() == count_max) break;
    const bool overlaps = std::any_of(best.begin(), best.end(), [&](const Candidate& taken) {
      return candidate.begin < taken.end && taken.begin < candidate.end;
    });
    if (!overlaps) best.push_back(candidate);
  }
  return best;
}

}  // namespace pressmark::snippets
