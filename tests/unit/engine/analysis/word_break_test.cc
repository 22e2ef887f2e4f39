#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>

#include "engine/analysis/word_breaker.h"

using namespace pressmark;

namespace {

std::string show(const std::vector<RawWord>& words) {
  std::string out;
  for (const RawWord& word : words) {
    out += "[" + std::to_string(word.begin) + "," + std::to_string(word.end) + (word.plain ? "p] " : "] ");
  }
  return out;
}

void check_same(WordBreaker& breaker, const std::string& text) {
  std::vector<RawWord> fast, slow;
  breaker.find(text, fast);
  breaker.testing_find_by_icu(text, slow);
  if (fast != slow) BOOST_ERROR("\"" << text << "\": " << show(fast) << " but ICU has " << show(slow));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_fast_path_cuts_ascii_as_icu_does) {
  constexpr std::string_view kAlphabet = "abZ019  \t\n\r.,;:'\"_@-+()&#/%\x01\x7f";
  WordBreaker breaker;
  std::mt19937 random(72);
  for (size_t i = 0; i < 100'000; ++i) {
    std::string text;
    for (size_t length = random() % 24; length > 0; --length) text += kAlphabet[random() % kAlphabet.size()];
    check_same(breaker, text);
  }
}

BOOST_AUTO_TEST_CASE(the_fast_path_cuts_all_short_ascii_as_icu_does) {
  constexpr std::string_view kAlphabet = "a1_@.',;: -\n";
  WordBreaker breaker;
  for (size_t n = 0; n < kAlphabet.size() * kAlphabet.size() * kAlphabet.size() * kAlphabet.size(); ++n) {
    std::string text;
    for (size_t rest = n, i = 0; i < 4; ++i, rest /= kAlphabet.size())
      text += kAlphabet[rest % kAlphabet.size()];
    check_same(breaker, text);
  }
  for (char c = 0; c != '\x7f'; ++c) {
    for (const char* text : {"a%a", "1%1", "%", "a%1", "%%", " %a"}) {
      std::string with(text);
      std::replace(with.begin(), with.end(), '%', c);
      check_same(breaker, with);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_fast_path_gives_way_to_icu_where_text_is_mixed) {
  constexpr auto kPieces = std::to_array<std::string_view>(
      {"a",
       "b",
       "word",
       "1",
       "23",
       " ",
       " ",
       " ",
       "  ",
       "\n",
       "\t",
       ".",
       "'",
       ",",
       "_",
       "@",
       "-",
       "\"",
       "\u00e9",
       "\u0301",
       "\u00ad",
       "\u200d",
       "\u200b",
       "\u2019",
       "\u05d0",
       "\u05d1\"",
       "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
       "\u6771\u4eac",
       "\u30ab",
       "\U0001F600",
       "\U0001F1EC",
       "\u202f",
       "\u00b7",
       "\u2028",
       "\u0085",
       "\xff",
       "\xc3",
       "\xe2\x80",
       " plain words between that are long enough for the look ahead to stop before the next foreign one "});
  WordBreaker breaker;
  std::mt19937 random(29);
  for (size_t i = 0; i < 60'000; ++i) {
    std::string text;
    for (size_t pieces = random() % 16; pieces > 0; --pieces) text += kPieces[random() % kPieces.size()];
    check_same(breaker, text);
  }
}
