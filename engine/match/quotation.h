// Where words that were quoted from a publication stand in it now. Read from its positional record; no text.
// Values; any thread.
#pragma once

#include <span>
#include <vector>

#include "engine/schema/record.h"

namespace pressmark {

/// A stretch of one part that has the words, or most of them.
struct QuotedPlace {
  TermPosition begin = 0, end = 0;  // half-open
  PartRun part;
  bool whole = false;  // all of them, one directly after the other
};

/// The best place of each part that has as much of the quotation as any other part, in order of position. A
/// word is given by its forms (sorted; any of them will do). Where the words stand nowhere whole, a stretch
/// half as long again has to have three in five of them in their order; less is no place.
std::vector<QuotedPlace> quoted_places(const RecordView& record, std::span<const std::vector<FormId>> words);

}  // namespace pressmark
