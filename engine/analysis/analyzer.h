// Analyzer: UTF-8 text -> tokens. One analyser for indexing, querying and highlighting, so that they never
// disagree. The only code that knows ICU and the stemmer. An Analyzer is used by one thread at a time; make
// one per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

/// Half-open range of bytes into the text that was analysed.
struct ByteSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool operator==(const ByteSpan&) const = default;
};

enum class TokenKind : uint8_t {
  kWord,      // one word of the text; words have positions 0, 1, 2, …
  kCompound,  // a whole that is also there in parts ("covid-19", "c++"); its position is its first word's
};

struct Token {
  std::string form;       // NFKC case-folded, accents kept; at most limits::kFormBytesMax bytes
  ByteSpan span;          // of the words as written; slices the text at code point bounds
  uint32_t position = 0;  // of the word within the text, from 0
  TokenKind kind = TokenKind::kWord;
};

class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// Cuts `text` into `tokens` (cleared first), ordered by position, a compound before the words it spans.
  /// `text` should be valid UTF-8; ill-formed bytes separate words and are in no token. What is over
  /// limits::kTextBytesMax is left out.
  /// `language` (BCP 47 primary subtag, may be empty) chooses rules that differ by language.
  void analyze(std::string_view text, std::string_view language, std::vector<Token>& tokens);

  /// The index terms of a form in a language: the stem with accents folded first, then the alternatives under
  /// which the word must also be found (German "müller": "muller", "mueller"). Never empty for a non-empty
  /// form; lower case; each at most limits::kFormBytesMax bytes; numbers, codes and compounds are not
  /// stemmed.
  std::vector<std::string> terms(std::string_view form, std::string_view language);

  /// The form with accents folded and nothing stemmed ("hélène" -> "helene").
  std::string fold(std::string_view form);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a query leaves this form out of its ranking (unless it has no other words). By language, "" is
/// English.
bool is_stop_word(std::string_view form, std::string_view language);

/// The version of everything that decides which terms a text has: rules of this analyser, ICU, Unicode, the
/// stemmer. An index made with another one is refused.
std::string analyzer_version();

}  // namespace pressmark
