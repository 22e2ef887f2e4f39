// Pages: answers -> HTML, by the templates of server/web/. Whole without a script; all state is in the
// address. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/problem.h"
#include "server/search_service.h"

namespace pressmark {

/// The empty search page: the box, and what is indexed.
std::string home_page(const IndexStatus& status);

/// The results of `request`.
std::string results_page(const SearchRequest& request, const SearchResponse& response);

/// The page for a request that was not answered; `instance` names the occurrence.
std::string problem_page(const Problem& problem, std::string_view instance);

/// What every problem code means: where the `type` of a problem document leads.
std::string problems_page();

}  // namespace pressmark
