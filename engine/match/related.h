// Related: where few publications have the words of a query, others that are like them, by their keywords.
#pragma once

#include <span>
#include <vector>

#include "engine/match/folding.h"
#include "engine/match/index.h"
#include "engine/match/searcher.h"

namespace Xapian {
class Database;
}

namespace pressmark {

/// A search that finds so many or more needs no others.
inline constexpr size_t kFewHits = 10;

/// Publications like `hits`, which are all there are, best first, so many that both together are kFewHits at
/// most. None that match, that the query excludes or that its conditions leave out; none shown as one with a
/// hit or with another.
std::vector<RelatedHit> find_related(const Plan& plan, const Index& index, const Xapian::Database& postings,
                                     Folding& folding, std::span<const RankedHit> hits);

}  // namespace pressmark
