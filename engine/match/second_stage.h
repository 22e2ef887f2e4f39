// The second look at the best candidates of the first stage: do the words stand next to each other as they do
// in the query, and in the form typed? Read from the positional records.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/match/index.h"
#include "engine/match/searcher.h"

namespace pressmark {

/// Adds the evidence to the scores of the first kSecondStageMax of `candidates` (by rank) and puts all in
/// order: by score, then newest first, then by document id.
void rescore(const Plan& plan, const Index& index, const RankingParts& parts,
             std::vector<RankedHit>& candidates);

/// The first `count` by score, then newest first, then by document id; the others stay behind, as they are.
void put_in_order(const Index& index, size_t count, std::vector<RankedHit>& candidates);

inline constexpr size_t kSecondStageMax = 100;

}  // namespace pressmark
