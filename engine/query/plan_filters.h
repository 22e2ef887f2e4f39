// Filters -> boolean terms. Used by plan.cc only.
#pragma once

#include <string>

#include "engine/query/plan.h"

namespace pressmark {

struct PlanTerms;

/// Adds what `filters` asks for to the conditions of `terms`.
void add_filters(const Filters& filters, const PlanContext& context, PlanTerms& terms);

/// The prefix of a field with single words (author, publisher, topic).
std::string field_prefix(QueryField field);

}  // namespace pressmark
