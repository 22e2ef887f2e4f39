// The part of a Plan that is Xapian queries. Included by engine/query and engine/match only.
#pragma once

#include <xapian.h>

#include "engine/query/plan.h"

namespace pressmark {

struct PlanTerms {
  Xapian::Query pinned;                   // what the editors put first; empty for nothing
  Xapian::Query text;                     // what ranks and what must (not) match; without the conditions
  Xapian::Query excluded;                 // what must not match, hidden publications too; empty for nothing
  std::vector<Xapian::Query> conditions;  // each a boolean filter that a publication must pass
  std::vector<Xapian::Query>
      by_column;  // those of kind, language and date, kept apart: facets look past them
};

/// `query` of those that pass the conditions; without those by column, for facets, if `with_columns` is
/// false.
Xapian::Query under_conditions(const PlanTerms& terms, const Xapian::Query& query, bool with_columns = true);

}  // namespace pressmark
