// Repetition: which paragraphs the readers of a site see again and again. Pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/collection/trace.h"

namespace pressmark {

/// A paragraph that stands in this many works is boilerplate.
inline constexpr uint32_t kRepeatedWorksMin = 3;

/// Sets `repeated` on the blocks of all traces. `works` is group_works() of them: copies of one text do not
/// make it boilerplate. A paragraph stays text where it is the matter of the page: where a work
/// opens with it and hardly any other does, and in a publication that has next to nothing else. A heading
/// goes with all that it heads.
void mark_repeated(const std::vector<Trace*>& traces, const std::vector<uint32_t>& works);

}  // namespace pressmark
