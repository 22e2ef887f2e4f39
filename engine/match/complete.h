// Completions of what is being typed: titles of publications, phrases and words of the collection. Only ones
// that find something, with how much.
#pragma once

#include <string>
#include <vector>

#include "engine/match/completion.h"
#include "engine/match/searcher.h"
#include "engine/match/spelling.h"

namespace pressmark {

/// At most `limit` completions of `text`, each word of which may be typed to any of its letters: titles
/// first, a third at most where there is other, then phrases, then words in place of the last one typed. Of a
/// work or series one title, that of its newest edition among those that fit. No text comes twice, however it
/// is accented. What is in `denied`, or hidden by the editors, never comes. Only where there is nothing else
/// one slip a word is allowed.
std::vector<Completion> complete(Searcher& searcher, const std::string& text, size_t limit,
                                 const DeniedWords& denied = {});

}  // namespace pressmark
