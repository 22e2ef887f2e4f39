// What the parts of publications (pages, sections) have of a query, for choosing among them: within one
// publication and over several. Read from the positional records; no text. Values; one thread a call.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/index.h"
#include "engine/query/plan.h"
#include "engine/schema/record.h"

namespace pressmark {

/// A part with at least one word or phrase of the query.
struct PartEvidence {
  TermPosition begin = 0, end = 0;  // half-open
  PartKind kind = PartKind::kText;
  double score = 0;     // above 0; comparable over all publications of one call
  uint32_t places = 0;  // where words of the query stand in it
};

/// For each of `docids` its parts with evidence, in order of position. How much a word says about a part is
/// judged by how few parts of its publication have it, and of all `docids`: so a name that stands on each
/// page of a report does not choose among them.
std::vector<std::vector<PartEvidence>> part_evidence(const Plan& plan, const Index& index,
                                                     std::span<const uint32_t> docids);

}  // namespace pressmark
