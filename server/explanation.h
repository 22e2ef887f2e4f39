// An Explanation as it is given out. Pure; any thread.
#pragma once

#include <string>

#include "engine/match/explain.h"

namespace pressmark {

/// One JSON object, escaped as every answer is; the plain words are in "lines".
std::string explanation_json(const Explanation& explanation);

/// The title, then a line a sentence. Control characters of documents are blanks.
std::string explanation_text(const Explanation& explanation);

}  // namespace pressmark
