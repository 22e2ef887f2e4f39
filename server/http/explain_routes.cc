#include "server/http/explain_routes.h"

#include <utility>

#include "server/explanation.h"
#include "server/explanation_page.h"

namespace pressmark {
namespace {

constexpr std::string_view kApiPath = "/api/v1/explain";

/// Without what would show a hidden publication to whoever guesses its id.
Explanation concealed(Explanation explanation) {
  if (explanation.outcome != Explanation::Outcome::kHidden) return explanation;
  Explanation hidden;
  hidden.outcome = Explanation::Outcome::kHidden;
  hidden.id = std::move(explanation.id);
  return hidden;
}

}  // namespace

bool is_explain_path(std::string_view path) {
  return path == kExplainPath || path == kApiPath;
}

std::optional<Problem> find_missing(const ExplainRequest& request) {
  Problem missing{ProblemCode::kMissingParameter, "It takes a query and a publication.", {}};
  if (!asks_something(request.search)) missing.errors.push_back({"q", "it is missing", "words to search"});
  if (request.id.empty())
    missing.errors.push_back({"id", "it is missing", "the id or address of a publication"});
  if (missing.errors.empty()) return std::nullopt;
  return missing;
}

std::string explain_answer(Answerer& answerer, std::string_view path, const ExplainRequest& request) {
  ExplanationPage page{request.search, request.id, std::nullopt};
  if (asks_something(request.search) && !request.id.empty())
    page.explanation = concealed(answerer.explain(request.search, request.id));
  if (path == kApiPath) return explanation_json(*page.explanation);
  return explanation_page(page);
}

}  // namespace pressmark
