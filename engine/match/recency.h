// Recency: news ages, reports do not. What a post's age does to its score. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/match/index.h"
#include "engine/match/searcher.h"
#include "engine/query/plan.h"

namespace pressmark {

/// Whether the query names a time by itself, so that nothing should be guessed about the age that is wanted.
bool names_time(const Plan& plan);

/// What multiplies the score of a publication: 1 for all but posts of a known day, and up to 1.05 for these,
/// the more the nearer they are to the latest day in the collection.
double recency_factor(const Columns& columns, uint32_t docid);

/// Multiplies the scores of the best kSecondStageMax of `hits` by it and puts these in order; the others stay
/// behind them.
void apply_recency(const Index& index, std::vector<RankedHit>& hits);

}  // namespace pressmark
