// What the editors say, applied to a generation and to a ranking: house rules made for an index, boosts,
// pinned publications, and hits that only a synonym finds.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/match/index.h"
#include "engine/match/searcher.h"
#include "engine/query/house_rules.h"

namespace pressmark {

/// The rules of `editorial` for one index. Throws std::runtime_error when its postings cannot be opened.
std::shared_ptr<const HouseRules> make_house_rules(const Index& index, const Editorial& editorial);

/// Multiplies the scores of the first `count` of `hits` (by rank) and puts them in order; the others stay
/// behind them.
void apply_boosts(const HouseRules& house, const Index& index, size_t count, std::vector<RankedHit>& hits);

/// The texts of the plan's synonyms that stand in a publication.
std::vector<std::string> synonyms_in(const Plan& plan, const Index& index, uint32_t docid);

/// What synonyms add to what is worth showing of one publication.
struct SynonymEvidence {
  Wanted wanted;        // of the plan, with the synonyms that stand in the publication
  std::string only_as;  // the synonym that it is found by, when none of the typed words stand in it
};
/// `wanted` is wanted_of(plan).
SynonymEvidence synonym_evidence(const Plan& plan, const Index& index, uint32_t docid, const Wanted& wanted);

}  // namespace pressmark
