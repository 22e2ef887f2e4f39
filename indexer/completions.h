// What can be offered while somebody types (engine/schema/completions.h), made anew from all publications of
// a generation, so that an index that grew by updates offers what one made at once does.
#pragma once

#include <filesystem>

#include "engine/schema/lexicon.h"

namespace pressmark {

class Analyzer;

/// Writes completions.dat of the generation in `directory`, whose postings and records are written. `lexicon`
/// is theirs. Throws std::runtime_error or std::system_error.
void make_completions(const std::filesystem::path& directory, const LexiconBuilder& lexicon,
                      Analyzer& analyzer);

}  // namespace pressmark
