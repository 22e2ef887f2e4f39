// Publication -> what the index stores of its text: the content of its record and its blocks. No I/O.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/publication.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"
#include "engine/schema/text_store.h"

namespace pressmark {

struct AnalysedPublication {
  RecordContent record;
  std::vector<StoredBlock> blocks;
  std::vector<FormId> distinct_forms;  // sorted; compounds included
  uint64_t text_bytes = 0;
  bool truncated = false;  // over limits::kTextBytesMax or kTokensMax; the rest is left out
};

/// Analyses every block by the publication's language and gives each form its id in `lexicon`.
/// Blocks of one role that follow each other form one run, so that phrases cross paragraphs and pages; a
/// field break stands between runs.
AnalysedPublication analyse(const Publication& publication, Analyzer& analyzer, LexiconBuilder& lexicon);

}  // namespace pressmark
