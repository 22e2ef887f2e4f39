// The filters of the results page: which boxes there are, which chips take one away, what the form carries
// along. Pure; any thread.
#pragma once

#include <vector>

#include "server/search_service.h"
#include "server/template.h"
#include "server/url.h"

namespace pressmark {

/// Sets what results.mustache needs for order, choices, dates, years, chips and ways out.
void set_filters(View& view, const SearchRequest& request, const SearchResponse& response);

/// What the form must send although no field of the page shows it: filters without a box, and a page size.
std::vector<Parameter> hidden_parameters(const SearchRequest& request, const SearchResponse& response);

}  // namespace pressmark
