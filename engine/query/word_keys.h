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

/// The words as one string; different sequences give different strings.
std::string joined(const std::vector<std::string>& words);

}  // namespace pressmark
