// /explain, a page for editors, and /api/v1/explain: why a publication ranks where it does for a query, or is
// not found. Pure but for the answerer; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/answerer.h"
#include "server/parameters.h"
#include "server/problem.h"

namespace pressmark {

inline constexpr std::string_view kExplainPath = "/explain";

/// Whether the path is the page's or its API's.
bool is_explain_path(std::string_view path);

/// What the API still wants of the request: a query and a publication. The page asks for them.
std::optional<Problem> find_missing(const ExplainRequest& request);

/// The page or the JSON. Of what the editors hide it says that, and nothing more. Throws NotReady.
std::string explain_answer(Answerer& answerer, std::string_view path, const ExplainRequest& request);

}  // namespace pressmark
