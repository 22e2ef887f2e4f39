// The page that explains one publication's place for one query, and lets another be asked about. By
// server/web/explanation.mustache; whole without a script. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "engine/match/explain.h"
#include "server/search_service.h"

namespace pressmark {

struct ExplanationPage {
  SearchRequest search;
  std::string id;                          // as asked
  std::optional<Explanation> explanation;  // nothing when the query or the id is still to be given
};

std::string explanation_page(const ExplanationPage& page);

}  // namespace pressmark
