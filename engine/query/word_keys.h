// The words of a text as they are compared with another text: as the analyser cuts, stems and folds them.
// Used by one thread, as the Analyzer is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"

namespace pressmark {

/// One key a word, in order, by the rules of one language. "C++" and "R&D", whose parts are single letters,
/// are one word each.
std::vector<std::string> word_keys(Analyzer& analyzer, std::string_view text, std::string_view language);

/// The same words as they are written, folded and not stemmed.
std::vector<std::string> word_forms(Analyzer& analyzer, std::string_view text, std::string_view language);

/// Language and keys as one string; different sequences give different strings.
std::string name_of(const std::string& language, const std::vector<std::string>& keys);

}  // namespace pressmark
