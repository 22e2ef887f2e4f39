// Synonyms of the editors as a part of a plan. Used by plan.cc only; one thread.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "engine/query/plan_words.h"

namespace pressmark {

/// What other words may weigh, of what the typed ones do: flat between .8 and 1 where half of a collection
/// has a made-up word in place of the other half's, and below 1 what was typed comes first.
inline constexpr double kSynonymShare = 0.8;

/// The postings of `text` (in the editors' letters) as an alternative to words that weigh `typed_weight`
/// together. At most kSynonymShare of that, and of the weight that it would have itself, which it has where
/// the collection has none of the typed words (`typed_weight` 0). Several words are a phrase, in any
/// inflection. What is found is noted in `synonyms`; empty when the collection does not have it, or has it
/// noted already.
Xapian::Query synonym_query(const std::string& text, double typed_weight, const PlanContext& context,
                            WordResolver& words, std::vector<PlanSynonym>& synonyms);

}  // namespace pressmark
