#include "engine/analysis/completion_words.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "engine/analysis/utf8.h"

namespace pressmark {
namespace {

bool unspaced(UChar32 character) {
  UErrorCode failed = U_ZERO_ERROR;
  switch (uscript_getScript(character, &failed)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

UChar32 next_code_point(std::string_view text, size_t& at) {
  const utf8::CodePoint next = utf8::decode(text, at);
  at += next.size;
  return static_cast<UChar32>(next.value);
}

bool is_blank_between(std::string_view text, uint32_t begin, uint32_t end) {
  for (size_t at = begin; at < end;) {
    if (u_isUWhiteSpace(next_code_point(text, at)) != 0) return true;
  }
  return false;
}

}  // namespace

bool is_unspaced(std::string_view word) {
  size_t at = 0;
  return !word.empty() && unspaced(next_code_point(word, at));
}

std::vector<CompletionWord> completion_words(Analyzer& analyzer, std::string_view text,
                                             std::string_view language) {
  std::vector<Token> tokens;
  analyzer.analyze(text, language, tokens);
  std::vector<CompletionWord> words;
  uint32_t end = 0;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kWord) continue;
    const bool joined = !words.empty() && !is_blank_between(text, end, token.span.begin);
    end = token.span.end;
    const std::string folded = analyzer.fold(token.form);
    if (!is_unspaced(folded)) {
      words.push_back({folded, token.span, joined});
      continue;
    }
    for (size_t at = 0; at < folded.size();) {
      const size_t begin = at;
      next_code_point(folded, at);
      words.push_back({folded.substr(begin, at - begin), token.span, joined || begin > 0});
    }
  }
  return words;
}

}  // namespace pressmark
