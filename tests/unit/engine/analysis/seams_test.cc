#include "engine/analysis/seams.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>

#include "tests/unit/engine/analysis/random_text.h"

using namespace pressmark;

namespace {

constexpr auto kLanguages = std::to_array<std::string_view>({"", "en", "de", "fr", "tr", "ru", "ja", "th"});

// clang-format off
constexpr auto kRunning = std::to_array<std::string_view>({
    "The ", "review ", "of ", "R & D ", "45 % ", "long-\nterm ", "U.K. ", "state-of-the-art ", "\u00a3 3.5bn, ",
    "FY2018 ", "covid-19. ", "\u00e9conomie ", "M\u00fcller; ", "(so) ", "\u2013 ", "1\u00a0000 ", "C++ ", "\n",
    "infor\u00ad\nmation ", "\u041f\u0440\u0438\u0432\u0435\u0442 ", "\u043c\u0438\u0440. ", "\u6771\u4eac\u90fd\u306e\u4eba\u53e3\u3002",
    "\u65e5\u672c\u8a9e\u306e\u6587\u3067\u3059\uff01", "\u4eca\u5929\u5929\u6c14\uff0c", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 ",
    "\u0645\u0631\u062d\u0628\u0627 ", "\u05e9\u05dc\u05d5\u05dd ", "\u0928\u092e\u0938\u094d\u0924\u0947 ", "\ud55c\uad6d\uc5b4 ", "& ", "- ", "% ", "$ ", "@ ", "x ",
});
// clang-format on

std::string running_text(std::mt19937& random) {
  std::string text;
  for (size_t i = random() % 60; i > 0; --i) {
    text += random() % 8 == 0 ? random_text(random) : std::string(kRunning[random() % kRunning.size()]);
  }
  return text;
}

bool is_same(const Token& part, const Token& whole, const Seam& from) {
  return part.form == whole.form && part.kind == whole.kind && part.position + from.word == whole.position &&
         part.span.begin + from.byte == whole.span.begin && part.span.end + from.byte == whole.span.end;
}

/// Whether the tokens between two seams (or ends) are those of the whole text.
bool part_is_as_in_whole(Analyzer& analyzer, std::string_view text, std::string_view language,
                         const std::vector<Token>& tokens, Seam from, uint32_t to) {
  std::vector<Token> part;
  analyzer.analyze(text.substr(from.byte, to - from.byte), language, part);
  size_t i = 0;
  for (const Token& token : tokens) {
    if (token.span.begin < from.byte || token.span.begin >= to) continue;
    if (i == part.size() || !is_same(part[i], token, from)) return false;
    ++i;
  }
  return i == part.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seams)

BOOST_AUTO_TEST_CASE(between_any_two_seams_the_tokens_are_those_of_the_whole) {
  std::mt19937 random(211);
  Analyzer analyzer;
  size_t seams_count = 0;
  for (int round = 0; round < 6000; ++round) {
    const std::string text = running_text(random);
    const std::string_view language = kLanguages[random() % kLanguages.size()];
    std::vector<Token> tokens;
    analyzer.analyze(text, language, tokens);
    std::vector<Seam> seams = find_seams(text, tokens, 1 + random() % 40);
    seams_count += seams.size();
    seams.insert(seams.begin(), Seam{});
    for (size_t i = 0; i < seams.size(); ++i) {
      const size_t last = i + 1 + random() % 3;
      const auto to = last < seams.size() ? seams[last].byte : static_cast<uint32_t>(text.size());
      BOOST_TEST(
          part_is_as_in_whole(analyzer, text, language, tokens, seams[i], to),
          "seed 211, round " << round << ", from byte " << seams[i].byte << " to " << to << " of: " << text);
    }
  }
  BOOST_TEST(seams_count > 20'000U);
}

BOOST_AUTO_TEST_CASE(they_are_as_far_apart_as_asked_and_no_farther_than_words_allow) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "word" + std::to_string(i) + (i % 5 == 4 ? ". " : " ");
  std::vector<Token> tokens;
  Analyzer().analyze(text, "en", tokens);
  const std::vector<Seam> seams = find_seams(text, tokens, 100);
  BOOST_TEST(seams.size() > text.size() / 120);
  Seam before;
  for (const Seam& seam : seams) {
    BOOST_TEST((seam.byte - before.byte >= 100U && seam.byte - before.byte < 120U));
    BOOST_TEST((tokens[seam.word].span.begin == seam.byte && tokens[seam.word].position == seam.word));
    before = seam;
  }
}

BOOST_AUTO_TEST_CASE(words_stand_between_any_two_and_before_the_first) {
  const std::string dots(200, '.');
  std::mt19937 random(5);
  Analyzer analyzer;
  std::vector<Token> tokens;
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (size_t i = random() % 8; i > 0; --i)
      text += random() % 2 == 0 ? dots.substr(0, random() % dots.size()) + ' ' : running_text(random);
    analyzer.analyze(text, "en", tokens);
    uint32_t words = 0;
    for (const Seam& seam : find_seams(text, tokens, 20)) {
      BOOST_TEST_REQUIRE(seam.word > words);
      words = seam.word;
    }
  }
}

BOOST_AUTO_TEST_CASE(text_without_blanks_or_ends_of_sentences_has_none) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "\u6771\u4eac\u90fd\u306e\u4eba\u53e3";
  std::vector<Token> tokens;
  Analyzer().analyze(text, "ja", tokens);
  BOOST_TEST(find_seams(text, tokens, 1).empty());
  BOOST_TEST(find_seams("", {}, 1).empty());
}

BOOST_AUTO_TEST_SUITE_END()
