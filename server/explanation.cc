#include "server/explanation.h"

#include <cmath>

#include "server/response_json.h"
#include "server/terminal.h"

namespace pressmark {

std::string explanation_json(const Explanation& e) {
  Json words = Json::array();
  for (const WordEvidence& word : e.words) {
    Json places = Json::object();
    for (const auto& [role, count] : word.places) places[std::string(role_name(role))] = count;
    words.push_back({{"word", word.word},
                     {"places", std::move(places)},
                     {"exact", word.exact},
                     {"publications", word.publications},
                     {"counts", word.counts},
                     {"weight", word.weight}});
  }
  Json pairs = Json::array();
  for (const PairEvidence& pair : e.pairs)
    pairs.push_back({{"first", pair.first}, {"second", pair.second}, {"count", pair.count}});
  Json steps = Json::array();
  for (const ScoreStep& step : e.steps)
    steps.push_back({{"part", step.part}, {"score", step.score}, {"rank", step.rank}});
  const auto rank = [](uint32_t value) { return value > 0 ? Json(value) : Json(nullptr); };
  return dump({{"id", e.id},
               {"title", e.title},
               {"outcome", outcome_name(e.outcome)},
               {"rank", rank(e.rank)},
               {"shown_under", e.shown_under},
               {"rank_by_words", rank(e.rank_by_words)},
               {"total", e.total},
               {"total_exact", e.total_exact},
               {"score", std::isfinite(e.score) ? e.score : 0.0},
               {"steps", std::move(steps)},
               {"obstacles", e.obstacles},
               {"words", std::move(words)},
               {"pairs", std::move(pairs)},
               {"synonyms", e.synonyms},
               {"exact_title", e.exact_title},
               {"pinned", e.pinned},
               {"recency", e.recency},
               {"boost", e.boost},
               {"lines", explanation_lines(e)}});
}

std::string explanation_text(const Explanation& explanation) {
  std::string text = terminal_line(explanation.title.empty() ? explanation.id : explanation.title) + '\n';
  for (const std::string& line : explanation_lines(explanation)) text += terminal_line(line) + '\n';
  return text;
}

}  // namespace pressmark
