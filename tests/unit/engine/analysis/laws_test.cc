#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/folding.h"
#include "engine/analysis/utf8.h"
#include "engine/analysis/words.h"
#include "engine/limits.h"
#include "tests/unit/engine/analysis/random_text.h"

using namespace pressmark;

namespace {

constexpr auto kLanguages =
    std::to_array<std::string_view>({"", "en", "de", "fr", "it", "tr", "da", "ru", "ja", "xx"});

bool at_code_point(std::string_view text, size_t at) {
  return at == text.size() || !utf8::is_continuation(text[at]) ||
         utf8::decode(text, at).value == utf8::kIllFormed;
}

bool is_well_formed(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const utf8::CodePoint point = utf8::decode(text, at);
    if (point.value == utf8::kIllFormed) return false;
    at += point.size;
  }
  return true;
}

/// What is wrong with the tokens of a text, or "".
std::string fault(std::string_view text, const std::vector<Token>& tokens) {
  uint32_t words = 0;
  uint32_t end = 0;
  for (const Token& token : tokens) {
    const bool word = token.kind == TokenKind::kWord;
    if (token.position != words) return "position of " + token.form;
    if (word) ++words;
    if (token.span.begin >= token.span.end || token.span.end > text.size()) return "span of " + token.form;
    if (!at_code_point(text, token.span.begin) || !at_code_point(text, token.span.end)) {
      return "span of " + token.form + " cuts a code point";
    }
    if (word && token.span.begin < end) return "span of " + token.form + " does not rise";
    if (word) end = token.span.end;
    if (token.form.empty() || token.form.size() > limits::kFormBytesMax) return "size of " + token.form;
    if (!is_well_formed(token.form)) return "encoding of " + token.form;
    if (token.form.find_first_of(" \n\t") != std::string::npos) return "blank in " + token.form;
  }
  return {};
}

bool has_form(const std::vector<Token>& tokens, const std::string& form) {
  for (const Token& token : tokens) {
    if (token.form == form) return true;
  }
  return false;
}

/// Words whose cut depends on their neighbours: scripts that are cut by dictionary.
bool depends_on_context(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const utf8::CodePoint point = utf8::decode(text, at);
    if (point.value >= 0xe00 && point.value != utf8::kIllFormed &&
        !(point.value >= 0xac00 && point.value < 0xd7a4) &&
        !(point.value >= 0x2000 && point.value < 0x2100)) {
      return true;
    }
    at += point.size;
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(tokens_of_any_text_keep_the_laws) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  std::mt19937 random(15);
  for (size_t i = 0; i < 60'000; ++i) {
    const std::string text = random_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    analyzer.analyze(text, language, tokens);
    const std::string wrong = fault(text, tokens);
    if (!wrong.empty()) BOOST_ERROR(wrong << " in \"" << text << "\" (" << language << ")");
  }
}

BOOST_AUTO_TEST_CASE(tokens_of_any_bytes_keep_the_laws) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  std::mt19937 random(16);
  for (size_t i = 0; i < 30'000; ++i) {
    std::string text(random() % 80, ' ');
    for (char& c : text) c = static_cast<char>(random());
    analyzer.analyze(text, "en", tokens);
    const std::string wrong = fault(text, tokens);
    if (!wrong.empty()) BOOST_ERROR(wrong << " in \"" << text << "\"");
  }
}

BOOST_AUTO_TEST_CASE(a_span_analysed_again_has_its_form) {
  Analyzer analyzer;
  std::vector<Token> tokens, again;
  std::mt19937 random(17);
  size_t checked = 0;
  for (size_t i = 0; i < 30'000; ++i) {
    const std::string text = random_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    analyzer.analyze(text, language, tokens);
    for (const Token& token : tokens) {
      const std::string slice = text.substr(token.span.begin, token.span.end - token.span.begin);
      if (depends_on_context(slice)) continue;
      ++checked;
      analyzer.analyze(slice, language, again);
      if (!has_form(again, token.form)) {
        BOOST_ERROR("\"" << token.form << "\" is not in \"" << slice << "\" alone, but in \"" << text
                         << "\"");
      }
    }
  }
  BOOST_TEST(checked > 30'000u);
}

BOOST_AUTO_TEST_CASE(terms_of_any_form_keep_the_laws) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  std::mt19937 random(18);
  for (size_t i = 0; i < 10'000; ++i) {
    const std::string text = random_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    analyzer.analyze(text, language, tokens);
    for (const Token& token : tokens) {
      const auto terms = analyzer.terms(token.form, language);
      bool lawful = !terms.empty() && terms == analyzer.terms(token.form, language);
      for (size_t k = 0; k < terms.size(); ++k) {
        lawful = lawful && !terms[k].empty() && terms[k].size() <= limits::kFormBytesMax &&
                 is_well_formed(terms[k]);
        for (size_t n = 0; n < k; ++n) lawful = lawful && terms[n] != terms[k];
      }
      if (!lawful) BOOST_ERROR("terms of \"" << token.form << "\" (" << language << ")");
    }
  }
}

BOOST_AUTO_TEST_CASE(every_code_point_alone_keeps_the_laws) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text = "a ";
    append_code_point(c, text);
    analyzer.analyze(text, "en", tokens);
    const std::string wrong = fault(text, tokens);
    if (!wrong.empty()) BOOST_ERROR("U+" << std::hex << static_cast<uint32_t>(c) << ": " << wrong);
    for (const Token& token : tokens) {
      const std::string folded = fold_accents(token.form);
      if (folded != fold_accents(folded)) {
        BOOST_ERROR("U+" << std::hex << static_cast<uint32_t>(c) << " does not stay folded: " << folded);
      }
    }
  }
}
