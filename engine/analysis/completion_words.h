// The words by which titles and phrases are completed while somebody types: each may be typed to any of its
// letters, so that what is typed of it must be a beginning of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"

namespace pressmark {

struct CompletionWord {
  std::string text;  // folded
  ByteSpan span;     // in the text; not of the single character where a word was taken apart
  // No blank before it: it belongs right behind the word before.
  bool joined = false;
};

/// The words of `text` in order, accents folded, nothing stemmed, compounds left out. What is written without
/// blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) comes as single characters, since where its words
/// end depends on letters that are yet to be typed.
std::vector<CompletionWord> completion_words(Analyzer& analyzer, std::string_view text,
                                             std::string_view language);

/// Whether a word is of a script that is written without blanks.
bool is_unspaced(std::string_view word);

}  // namespace pressmark
