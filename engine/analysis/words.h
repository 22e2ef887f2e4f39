// Words: what the analyser counts as words, from Unicode's words by rules of its own. Each rule has a name in
// words.cc. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/analysis/word_breaker.h"

namespace pressmark {

/// A word of the text; text[begin, end) may hold soft hyphens and, after one, a line feed.
struct Word {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool plain = false;      // ASCII letters and digits only
  bool continues = false;  // a year that ends the word before it
  bool operator==(const Word&) const = default;
};

/// What of the rules differs by language.
struct LanguageRules {
  bool turkic = false;      // I is dotless; what follows an apostrophe is a suffix and dropped
  bool elides = false;      // l'avion is two words and never "lavion"
  bool dot_groups = false;  // 1.000 is a thousand
};
LanguageRules language_rules(std::string_view language);

/// Puts the words that `raw` make of `text` into `words` (cleared first), rising.
void make_words(std::string_view text, const std::vector<RawWord>& raw, const LanguageRules& rules,
                std::vector<Word>& words);

}  // namespace pressmark
