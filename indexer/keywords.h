// A record -> the keywords of a publication (engine/schema/keywords.h), and what it adds to the counts of the
// collection. No I/O.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/schema/keywords.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"
#include "engine/schema/term_statistics.h"

namespace pressmark {

struct TermOccurrences {
  TermId term = 0;
  uint32_t occurrences = 0;
};

/// How often each term of a record stands in it outside boilerplate: stems, alternatives and compounds.
std::vector<TermOccurrences> term_occurrences(const RecordContent& record, const LexiconBuilder& lexicon);

/// The kKeywordsMax stems of most weight: those that stand often in this publication and in few others, and
/// in one other at least. Numbers, stop words and very short words are none.
Keywords keywords_of(const RecordContent& record, std::string_view language, const LexiconBuilder& lexicon,
                     const TermCounter& counter, double documents, double average_length);

}  // namespace pressmark
