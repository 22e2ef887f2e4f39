// The way out of a search that found nothing: what it finds when one of its filters is lifted. Safe to call
// from several threads, each with a searcher of its own.
#pragma once

#include <vector>

#include "engine/match/searcher.h"
#include "server/search_service.h"

namespace pressmark {

/// The filters of `request` that keep `query` from finding anything: for each, what is found without it and
/// with the others; where no single one is to blame, what is found without all of them. In the order of the
/// parameters, only what finds something.
std::vector<LiftedFilters> lift_filters(Searcher& searcher, const Query& query, const SearchRequest& request);

}  // namespace pressmark
