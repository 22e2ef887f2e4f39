#include <array>
#include <cstdio>

#include "engine/limits.h"
#include "engine/match/explain.h"

namespace pressmark {
namespace {

using Outcome = Explanation::Outcome;

constexpr std::array<std::string_view, 8> kOutcomes = {"found",    "beyond_depth", "not_indexed", "hidden",
                                                       "filtered", "excluded",     "missing",     "no_match"};

std::string times(uint32_t count) {
  if (count == 1) return "once";
  if (count == 2) return "twice";
  return std::to_string(count) + " times";
}

std::string quoted(const std::string& text) {
  return "“" + text + "”";
}

/// "a, b and c".
std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

std::string word_words(const WordEvidence& word) {
  std::string line = quoted(word.word);
  if (word.places.empty()) {
    return line + (word.publications == 0
                       ? " stands in no publication."
                       : " does not stand in it, but in " + std::to_string(word.publications) + " others.");
  }
  std::vector<std::string> places;
  for (const auto& [role, count] : word.places) places.push_back(times(count) + " " + role_words(role));
  line += " stands " + listed(places);
  line += word.exact ? ", also as typed" : ", only in another form";
  if (!word.counts) return line + "; it is too common a word to count.";
  if (word.publications > 0) {
    line += "; " + std::to_string(word.publications) +
            (word.publications == 1 ? " publication has it" : " publications have it");
  }
  return line + ".";
}

void add_lifts(const Explanation& e, std::vector<std::string>& lines) {
  if (e.pinned) lines.emplace_back("The editors have pinned it for this query.");
  if (e.exact_title) lines.emplace_back("The query is its whole title, which puts it in front.");
}

std::string factor(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.4g", value);
  return digits.data();
}

void add_factors(const Explanation& e, std::vector<std::string>& lines) {
  for (const std::string& synonym : e.synonyms)
    lines.push_back("It has " + quoted(synonym) + ", which the editors let stand for words of the query.");
  if (e.recency != 1)
    lines.push_back("News ages: its day multiplies its score by " + factor(e.recency) + ".");
  if (e.boost != 1) lines.push_back("The editors have its score multiplied by " + factor(e.boost) + ".");
  if (e.rank > 0 && e.rank_by_words > 0 && e.rank != e.rank_by_words) {
    lines.push_back("By its own words it would have rank " + std::to_string(e.rank_by_words) +
                    "; what the best answers have in common " +
                    (e.rank < e.rank_by_words ? "lifts it." : "puts others before it."));
  }
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  return kOutcomes.at(static_cast<size_t>(outcome));
}

std::string outcome_line(const Explanation& e) {
  const std::string obstacles = listed(e.obstacles);
  switch (e.outcome) {
    case Outcome::kFound:
      return "Rank " + std::to_string(e.rank) + (e.total_exact ? " of " : " of about ") +
             std::to_string(e.total) +
             (e.shown_under.empty()
                  ? "."
                  : ", folded under " + e.shown_under + ", which is the same work or series.");
    case Outcome::kBeyondDepth:
      return "It matches, but is not among the first " + std::to_string(limits::kHitsDepthMax) +
             (e.total_exact ? " of " : " of about ") + std::to_string(e.total) + ", where answers end.";
    case Outcome::kNotIndexed:
      return "Not found: no publication in the index has this id or address. `indexer failures` says what "
             "could not be read.";
    case Outcome::kHidden:
      return "Not found: the editors have hidden it.";
    case Outcome::kFiltered:
      return "Not found: it does not pass " + obstacles + ".";
    case Outcome::kExcluded:
      return "Not found: it has what the query excludes: " + obstacles + ".";
    case Outcome::kMissing:
      return "Not found: it does not have what the query demands: " + obstacles + ".";
    case Outcome::kNoMatch:
      return "Not found: none of the words stands in it.";
  }
  return {};
}

std::string role_words(Role role) {
  switch (role) {
    case Role::kTitle:
      return "in the title";
    case Role::kHeading:
      return "in headings";
    case Role::kSummary:
      return "in the summary";
    case Role::kBody:
      return "in the text";
    case Role::kQuote:
      return "in quotations";
    case Role::kCaption:
      return "in captions";
    case Role::kTable:
      return "in tables";
    case Role::kBoilerplate:
      return "in what stands on many pages and counts little";
  }
  return {};
}

std::vector<std::string> factor_lines(const Explanation& e) {
  std::vector<std::string> lines;
  add_lifts(e, lines);
  add_factors(e, lines);
  return lines;
}

std::vector<std::string> explanation_lines(const Explanation& e) {
  std::vector<std::string> lines{outcome_line(e)};
  add_lifts(e, lines);
  for (const WordEvidence& word : e.words) lines.push_back(word_words(word));
  for (const PairEvidence& pair : e.pairs) {
    if (pair.count == 0) continue;
    lines.push_back(quoted(pair.first) + " and " + quoted(pair.second) + " stand together " +
                    times(pair.count) + ", as in the query.");
  }
  add_factors(e, lines);
  return lines;
}

}  // namespace pressmark
