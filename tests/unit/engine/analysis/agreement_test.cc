// Index and query agree: what a text is indexed under is what its words, typed into the box, are looked up
// under. Over texts made at random, over the collection of the repository, and, where PRESSMARK_DATA names a
// folder, over every ir/*/docs.jsonl in it.
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "tests/unit/engine/analysis/random_text.h"

using namespace pressmark;

namespace {

constexpr auto kLanguages = std::to_array<std::string_view>(
    {"", "en", "de", "fr", "it", "tr", "az", "da", "sv", "ru", "ar", "ne", "ja", "zh", "th", "xx"});

struct Text {
  std::string where, bytes;
  std::string language;
};

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Feeds, posts, notes and exports of the collection as they are written, markup too; no pictures of pages.
std::vector<Text> collection_texts() {
  std::vector<Text> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PRESSMARK_SOURCE_DIR "/corpus")) {
    const auto type = entry.path().extension();
    if (type != ".html" && type != ".md" && type != ".txt" && type != ".jsonl" && type != ".atom") continue;
    texts.push_back({entry.path().string(), read(entry.path()), "en"});
  }
  return texts;
}

std::vector<Text> outside_texts() {
  std::vector<Text> texts;
  const char* data = std::getenv("PRESSMARK_DATA");
  if (data == nullptr) return texts;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(data) + "/ir")) {
    const std::string name = entry.path().filename().string();
    const size_t dash = name.rfind('-');
    const std::string language = dash == std::string::npos ? "en" : name.substr(dash + 1);
    std::ifstream in(entry.path() / "docs.jsonl");
    for (std::string line; std::getline(in, line);) texts.push_back({name, line, language});
  }
  return texts;
}

/// Which words of a text, typed as they are written there, do not find it.
class Disagreement {
 public:
  std::vector<std::string> of(const std::string& text, std::string_view language) {
    std::vector<std::string> lost;
    analyzer_.analyze(text, language, tokens_);
    for (const Token& token : tokens_) {
      const std::string written = text.substr(token.span.begin, token.span.end - token.span.begin);
      ++words_count_;
      if (!known_.insert(written + '\0' + token.form + '\0' + std::string(language)).second) continue;
      analyzer_.analyze(written, language, typed_);
      std::vector<std::string> looked_up;
      for (const Token& typed : typed_) {
        for (std::string& term : analyzer_.terms(typed.form, language)) looked_up.push_back(std::move(term));
      }
      for (const std::string& term : analyzer_.terms(token.form, language)) {
        if (std::find(looked_up.begin(), looked_up.end(), term) == looked_up.end())
          lost.push_back(written + " -> " + term);
      }
    }
    return lost;
  }

  size_t words_count() const { return words_count_; }

 private:
  Analyzer analyzer_;
  std::vector<Token> tokens_, typed_;
  std::unordered_set<std::string> known_;
  size_t words_count_ = 0;
};

/// The forms of the words and compounds, each with a blank.
std::string forms_of(Analyzer& analyzer, const std::string& text, std::string_view language) {
  std::vector<Token> tokens;
  analyzer.analyze(text, language, tokens);
  std::string forms;
  for (const Token& token : tokens) forms.append(token.form).append(" ");
  return forms;
}

std::string normalized(const icu::Normalizer2& normalizer, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  normalizer.normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
  BOOST_REQUIRE(U_SUCCESS(status));
  return out;
}

/// ICU's dictionary knows composed kana and Hangul only, and cuts their parts by other rules.
bool has_syllables(const icu::UnicodeString& text) {
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(text.char32At(at), &status);
    if (script == USCRIPT_HANGUL || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) return true;
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_term_of_real_text_is_looked_up_by_its_word) {
  Disagreement disagreement;
  std::vector<Text> texts = collection_texts();
  BOOST_TEST(texts.size() > 20u);
  for (Text& text : outside_texts()) texts.push_back(std::move(text));
  for (const Text& text : texts) {
    for (const std::string& lost : disagreement.of(text.bytes, text.language))
      BOOST_ERROR(lost << " in " << text.where);
  }
  BOOST_TEST_MESSAGE(disagreement.words_count() << " tokens of " << texts.size() << " texts");
}

BOOST_AUTO_TEST_CASE(every_term_of_any_text_is_looked_up_by_its_word) {
  Disagreement disagreement;
  std::mt19937 random(51);
  for (size_t i = 0; i < 60'000; ++i) {
    const std::string text = random_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    for (const std::string& lost : disagreement.of(text, language))
      BOOST_ERROR(lost << " in \"" << text << "\" (" << language << ")");
  }
  BOOST_TEST(disagreement.words_count() > 100'000u);
}

BOOST_AUTO_TEST_CASE(composed_and_decomposed_text_have_the_same_forms) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2& composing = *icu::Normalizer2::getNFCInstance(status);
  const icu::Normalizer2& decomposing = *icu::Normalizer2::getNFDInstance(status);
  BOOST_REQUIRE(U_SUCCESS(status));
  Analyzer analyzer;
  std::mt19937 random(52);
  for (size_t i = 0; i < 40'000; ++i) {
    const std::string text = random_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    if (has_syllables(icu::UnicodeString::fromUTF8(text))) continue;
    const std::string composed = forms_of(analyzer, normalized(composing, text), language);
    const std::string decomposed = forms_of(analyzer, normalized(decomposing, text), language);
    if (composed != decomposed) {
      BOOST_ERROR(composed << "/ " << decomposed << "of \"" << text << "\" (" << language << ")");
    }
  }
}

BOOST_AUTO_TEST_CASE(capitals_have_the_forms_of_small_letters) {
  Analyzer analyzer;
  std::mt19937 random(53);
  for (size_t i = 0; i < 40'000; ++i) {
    const std::string text = random_text(random);
    std::string small, capital;
    icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
    letters.toLower(icu::Locale::getRoot()).toUTF8String(small);
    letters.toUpper(icu::Locale::getRoot()).toUTF8String(capital);
    // Some letters are several in capitals, or share one.
    if (letters.toLower(icu::Locale::getRoot()) != icu::UnicodeString::fromUTF8(small)) continue;
    const std::string one = forms_of(analyzer, small, "en"), other = forms_of(analyzer, capital, "en");
    if (one != other) BOOST_ERROR(one << "/ " << other << "of \"" << text << "\"");
  }
}

BOOST_AUTO_TEST_CASE(a_language_changes_the_words_only_where_an_i_is_turkic) {
  Analyzer analyzer;
  std::vector<Token> tokens, others;
  const auto words = [](const std::vector<Token>& from) {
    std::string forms;
    for (const Token& token : from) {
      if (token.kind == TokenKind::kWord) forms.append(token.form).append(" ");
    }
    return forms;
  };
  std::mt19937 random(54);
  for (size_t i = 0; i < 40'000; ++i) {
    const std::string text = random_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    if (language == "tr" || language == "az") continue;
    analyzer.analyze(text, language, tokens);
    analyzer.analyze(text, "", others);
    if (words(tokens) != words(others)) BOOST_ERROR(words(tokens) << "of \"" << text << "\" in " << language);
  }
}

BOOST_AUTO_TEST_CASE(a_word_typed_without_its_accents_is_found) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  std::mt19937 random(55);
  for (size_t i = 0; i < 40'000; ++i) {
    const std::string text = random_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    analyzer.analyze(text, language, tokens);
    for (const Token& token : tokens) {
      // A ring is no accent in Danish.
      if (language == "da" && token.form.find("\u00e5") != std::string::npos) continue;
      const auto terms = analyzer.terms(token.form, language);
      const auto typed = analyzer.terms(analyzer.fold(token.form), language);
      if (std::find_first_of(terms.begin(), terms.end(), typed.begin(), typed.end()) == terms.end())
        BOOST_ERROR(token.form << " is not found as " << analyzer.fold(token.form) << " (" << language
                               << ")");
    }
  }
}
