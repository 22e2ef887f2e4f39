// The words of a short text for exact comparison: titles, names, topics.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"

namespace pressmark {

/// The words of `text` in order, accents folded, nothing stemmed, compounds left out.
std::vector<std::string> folded_words(Analyzer& analyzer, std::string_view text, std::string_view language);

}  // namespace pressmark
