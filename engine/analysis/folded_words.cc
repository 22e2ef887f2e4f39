#include "engine/analysis/folded_words.h"

namespace pressmark {

std::vector<std::string> folded_words(Analyzer& analyzer, std::string_view text, std::string_view language) {
  std::vector<Token> tokens;
  analyzer.analyze(text, language, tokens);
  std::vector<std::string> words;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kWord) words.push_back(analyzer.fold(token.form));
  }
  return words;
}

}  // namespace pressmark
