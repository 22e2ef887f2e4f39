#include "server/explanation_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

#include "server/citation.h"
#include "server/frame.h"
#include "server/parameters.h"
#include "server/template.h"
#include "server/wording.h"

namespace pressmark {
namespace {

using Outcome = Explanation::Outcome;

struct PartWords {
  std::string_view part, words;
};
constexpr std::array<PartWords, 7> kParts = {{{"words", "The words, the rarer the more"},
                                              {"burstiness", "Words that recur where they occur"},
                                              {"title", "Words of the title once more"},
                                              {"pairs", "Words side by side, and as typed"},
                                              {"recency", "Newer posts before older ones"},
                                              {"smoothing", "Likeness to other good answers"},
                                              {"expansion", "Keywords shared with the best answers"}}};

std::string part_words(std::string_view part) {
  const auto found =
      std::find_if(kParts.begin(), kParts.end(), [&](const auto& p) { return p.part == part; });
  return std::string(found == kParts.end() ? part : found->words);
}

std::string score_text(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.2f", value);
  return digits.data();
}

/// "+1.25", "−0.31", "0".
std::string change_text(double value) {
  const std::string size = score_text(std::abs(value));
  if (size == "0.00") return "0";
  return (value > 0 ? "+" : "−") + size;
}

/// Of a bar that is 100 wide.
std::string width_of(double value, double longest) {
  return std::to_string(longest > 0 ? std::lround(100 * std::abs(value) / longest) : 0);
}

/// What stands in the way, by what it is.
std::string_view obstacles_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFiltered:
      return "Conditions that it does not pass";
    case Outcome::kExcluded:
      return "What the query excludes, and it has";
    default:
      return "What the query demands, and it lacks";
  }
}

std::string places_text(const WordEvidence& word) {
  std::string text;
  for (const auto& [role, count] : word.places)
    text += (text.empty() ? "" : ", ") + number_words(count) + ' ' + role_words(role);
  if (text.empty()) return "not in it";
  return text + (word.exact ? "; as typed" : "; in another form");
}

void set_words(View& view, const Explanation& explanation) {
  double heaviest = 0;
  for (const WordEvidence& word : explanation.words) heaviest = std::max(heaviest, word.weight);
  set_list(view, "words", explanation.words, [&](const WordEvidence& word) {
    View row;
    row.set("word", word.word);
    row.set("missing", word.places.empty());
    row.set("places", places_text(word));
    row.set("publications", number_words(word.publications));
    row.set("weight", !word.counts ? "too common" : word.publications == 0 ? "–" : score_text(word.weight));
    row.set("width", width_of(word.weight, heaviest));
    return row;
  });
  std::vector<PairEvidence> pairs = explanation.pairs;
  std::erase_if(pairs, [](const PairEvidence& pair) { return pair.count == 0; });
  set_list(view, "pairs", pairs, [](const PairEvidence& pair) {
    View row;
    row.set("first", pair.first);
    row.set("second", pair.second);
    row.set("times", pair.count == 1   ? "once"
                     : pair.count == 2 ? "twice"
                                       : number_words(pair.count) + " times");
    return row;
  });
}

void set_steps(View& view, const Explanation& explanation) {
  double longest = 0;
  double before = 0;
  for (const ScoreStep& step : explanation.steps)
    longest = std::max(longest, std::abs(step.score - std::exchange(before, step.score)));
  before = 0;
  set_list(view, "steps", explanation.steps, [&](const ScoreStep& step) {
    const double change = step.score - std::exchange(before, step.score);
    View row;
    row.set("part", part_words(step.part));
    row.set("change", change_text(change));
    row.set("down", change < 0);
    row.set("width", width_of(change, longest));
    row.set("score", score_text(step.score));
    row.set("rank", number_words(step.rank));
    return row;
  });
}

void set_form(View& view, const ExplanationPage& page) {
  view.set("query", page.search.text);
  view.set("id", page.id);
  SearchRequest others;
  others.filters = page.search.filters;
  set_list(view, "hidden", to_parameters(others), [](const Parameter& parameter) {
    View field;
    field.set("name", parameter.name);
    field.set("value", parameter.value);
    return field;
  });
}

void set_explanation(View& view, const Explanation& explanation, const SearchRequest& search) {
  const bool indexed = explanation.outcome != Outcome::kNotIndexed && explanation.outcome != Outcome::kHidden;
  view.set("name", explanation.title.empty() ? explanation.id : explanation.title);
  view.set("outcome", outcome_line(explanation));
  set_text(view, "about_url", indexed ? publication_url(explanation.id) : "");
  SearchRequest results;
  results.text = search.text;
  results.filters = search.filters;
  results.explain = true;
  view.set("results_url", search_url(results));
  view.set("obstacles_title", std::string(obstacles_words(explanation.outcome)));
  set_list(view, "obstacles", explanation.obstacles, text_view);
  const bool matches = explanation.outcome == Outcome::kFound || explanation.outcome == Outcome::kBeyondDepth;
  set_list(view, "factors", matches ? factor_lines(explanation) : std::vector<std::string>{}, text_view);
  set_words(view, explanation);
  set_steps(view, explanation);
}

}  // namespace

std::string explanation_page(const ExplanationPage& page) {
  View view;
  set_form(view, page);
  if (page.explanation) {
    View explained;
    set_explanation(explained, *page.explanation, page.search);
    view.set("explanation", explained);
  } else {
    view.set("explanation", false);
  }
  Frame around;
  around.title =
      (page.explanation
           ? "Why " + (page.explanation->title.empty() ? page.explanation->id : page.explanation->title) +
                 " ranks where it does"
           : std::string("Why a publication ranks where it does")) +
      " – Pressmark";
  around.css_class = "results";
  around.main = render("explanation.mustache", view);
  around.query = page.search.text;
  around.noindex = true;
  return frame(around);
}

}  // namespace pressmark
