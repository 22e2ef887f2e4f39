// Every document that a query matches, without ranking them: for what is counted over all matches. Where the
// query is made of terms alone its posting lists are put together as bits, those of frequent terms from
// memory; otherwise Xapian's matcher walks it.
#pragma once

#include <xapian.h>

#include <functional>

#include "engine/match/document_set.h"
#include "engine/match/phrase_decider.h"

namespace pressmark {

/// Calls `found` with each that matches and that `decider` accepts, rising. False when the time limit came
/// first. `frequent` is of the same generation as `postings`.
bool for_each_match(const Xapian::Database& postings, const Xapian::Query& query, FrequentTerms& frequent,
                    const PhraseDecider& decider, const std::function<void(Xapian::docid)>& found);

}  // namespace pressmark
