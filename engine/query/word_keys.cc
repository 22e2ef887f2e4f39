#include "engine/query/word_keys.h"

#include <algorithm>

namespace pressmark {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

/// The forms of a piece of text without blanks in it.
void append_forms(Analyzer& analyzer, std::string_view piece, std::string_view language,
                  std::vector<std::string>& forms) {
  std::vector<Token> tokens;
  analyzer.analyze(piece, language, tokens);
  const bool has_letter = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == TokenKind::kWord && token.form.size() == 1;
  });
  const auto whole = std::find_if(tokens.begin(), tokens.end(),
                                  [](const Token& token) { return token.kind == TokenKind::kCompound; });
  if (has_letter && whole != tokens.end()) {
    forms.push_back(whole->form);
    return;
  }
  for (Token& token : tokens) {
    if (token.kind == TokenKind::kWord) forms.push_back(std::move(token.form));
  }
}

std::vector<std::string> forms_of(Analyzer& analyzer, std::string_view text, std::string_view language) {
  std::vector<std::string> forms;
  for (size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    append_forms(analyzer, text.substr(at, end - at), language, forms);
    at = text.find_first_not_of(kBlanks, end);
  }
  return forms;
}

}  // namespace

std::vector<std::string> word_keys(Analyzer& analyzer, std::string_view text, std::string_view language) {
  std::vector<std::string> keys = forms_of(analyzer, text, language);
  for (std::string& key : keys) key = analyzer.terms(key, language).front();
  return keys;
}

std::vector<std::string> word_forms(Analyzer& analyzer, std::string_view text, std::string_view language) {
  std::vector<std::string> forms = forms_of(analyzer, text, language);
  for (std::string& form : forms) form = analyzer.fold(form);
  return forms;
}

std::string name_of(const std::string& language, const std::vector<std::string>& keys) {
  std::string name = language + ':';
  for (const std::string& key : keys) name += key + ' ';
  return name;
}

}  // namespace pressmark
