// Tokens written out so that a table can say what they should be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"

namespace pressmark {

/// The forms in order, compounds in angle brackets: "<c++> c".
inline std::string describe(std::string_view text, std::string_view language) {
  static Analyzer analyzer;
  std::vector<Token> tokens;
  analyzer.analyze(text, language, tokens);
  std::string out;
  for (const Token& token : tokens) {
    if (!out.empty()) out += ' ';
    const bool compound = token.kind == TokenKind::kCompound;
    out.append(compound ? "<" : "").append(token.form).append(compound ? ">" : "");
  }
  return out;
}

/// The same without compounds.
inline std::string describe_words(std::string_view text, std::string_view language) {
  static Analyzer analyzer;
  std::vector<Token> tokens;
  analyzer.analyze(text, language, tokens);
  std::string out;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kWord) out.append(out.empty() ? "" : " ").append(token.form);
  }
  return out;
}

}  // namespace pressmark
