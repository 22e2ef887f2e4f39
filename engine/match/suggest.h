// Corrections: only ones that find something, with how much.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/match/searcher.h"
#include "engine/match/spelling.h"

namespace pressmark {

struct Correction {
  Query query;         // with the misspelt words replaced
  std::string text;    // the same as text
  uint64_t total = 0;  // what it finds under the same conditions; above some thousands only about
  bool certain =
      false;  // each replaced word is nowhere in the collection, and a likely slip for its replacement
};

/// A better spelling of `query` when some of its words are not in the collection, or far rarer than a word
/// very like them, or run together or apart where the collection has it the other way; verified to find at
/// least one publication, and no fewer than `plan`, the plan of `query`. Of the readings of a word that one
/// is taken that stands with the other words of the query most. Words with digits, stop words, phrases,
/// prefixes and fields are left as they are. The allowed distance grows with the word: none below 3 code
/// points, 1 below 5, else 2. What is in `denied` is never suggested.
std::optional<Correction> correct(Searcher& searcher, const Query& query, const Plan& plan,
                                  const Filters& request, const DeniedWords& denied = {});

}  // namespace pressmark
