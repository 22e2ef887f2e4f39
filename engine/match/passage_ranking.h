// The parts (pages, sections) of the best publications of a search, ranked against each other. Reads records,
// no text. Pure but for the index; one thread a call.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/part_evidence.h"
#include "engine/match/searcher.h"

namespace pressmark {

/// How many publications' parts are looked at.
inline constexpr uint32_t kPassagePublicationsMax = 50;

/// The parts of `publications` (best first) that have words of the query, best first: by what they have of it
/// and by their publication's own score; equal ones in the order of the publications and of the text.
std::vector<RankedPart> rank_parts(const Plan& plan, const Index& index,
                                   std::span<const RankedHit> publications);

/// For each of `hits` the stretches of its best parts, in order of position, each with a weight that rises
/// with what it has of the query; the whole publication where there is nothing to choose among.
std::vector<std::vector<WeightedRange>> passage_ranges(const Plan& plan, const Index& index,
                                                       std::span<const RankedHit> hits);

}  // namespace pressmark
