// A record -> the terms of a publication with their impacts. No I/O, no Xapian.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"
#include "engine/schema/stored_fields.h"

namespace pressmark {

class Analyzer;

struct WeightedTerm {
  std::string term;     // with its prefix
  uint32_t impact = 0;  // 1 to kImpactMax
};

/// The words of a record, each counted by the weight of its field: what average lengths are made of.
double weighted_length(const RecordContent& record);

/// The ranked terms of a record: each stem, alternative and compound, and the title's again with their
/// prefix.
std::vector<WeightedTerm> ranked_terms(const RecordContent& record, const LexiconBuilder& lexicon,
                                       double average_length);

/// The value of schema::kEditionSlot: of a report whose title names an edition; else empty.
std::string edition_value(const StoredFields& fields, Analyzer& analyzer);

/// The boolean terms of a publication's fields.
std::vector<std::string> boolean_terms(const StoredFields& fields, Analyzer& analyzer);

}  // namespace pressmark
