#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/folding.h"
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

/// A code point of WordBreakTest.txt: its text, and its class as the comment names it.
struct Sample {
  std::string text;
  std::string word_break;
  char32_t code_point = 0;
};

/// One line: the code points of each segment between two boundaries.
using Segments = std::vector<std::vector<Sample>>;

Segments parse_line(const std::string& line) {
  Segments segments;
  std::istringstream fields(line.substr(0, line.find('#')));
  std::vector<std::string> classes;
  // "<NAME> (Class) ÷ [rule] …"; some names have parentheses, so the last before a sign counts.
  const std::string comment = line.substr(line.find('#'));
  for (size_t at = comment.find("(", 0); at != std::string::npos; at = comment.find("(", at + 1)) {
    const size_t end = comment.find(')', at);
    if (comment.compare(end, 4, ") \xc3\xb7") == 0 || comment.compare(end, 4, ") \xc3\x97") == 0) {
      classes.push_back(comment.substr(at + 1, end - at - 1));
    }
  }
  size_t index = 0;
  for (std::string field; fields >> field;) {
    if (field == "\xc3\xb7") {
      segments.emplace_back();
    } else if (field != "\xc3\x97") {
      const auto code_point = static_cast<char32_t>(std::stoul(field, nullptr, 16));
      std::string text;
      append_code_point(code_point, text);
      segments.back().push_back({text, classes.at(index++), code_point});
    }
  }
  segments.pop_back();
  return segments;
}

bool is_word_class(std::string_view word_break) {
  for (const std::string_view name : {"ALetter", "Hebrew_Letter", "Numeric", "Katakana"}) {
    if (word_break.starts_with(name)) return true;
  }
  return false;
}

std::string show(const std::vector<ByteSpan>& spans) {
  std::string out;
  for (const ByteSpan& span : spans)
    out += "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + "] ";
  return out;
}

/// The rule by which our words differ from the file's on this line, or "".
std::string named_rule(const Segments& segments) {
  for (const auto& segment : segments) {
    for (const Sample& sample : segment) {
      if (sample.word_break == "ExtendNumLet") return "separators: a low line parts words";
    }
  }
  for (const auto& segment : segments) {
    for (size_t i = 0; i + 1 < segment.size(); ++i) {
      if (segment[i].code_point == ':') return "ICU's root locale: a colon parts words";
      if (segment[i].code_point == ';') return "separators: a semicolon parts numbers";
      if (segment[i].code_point == '.') return "separators: a dot between letters parts words";
    }
  }
  for (const auto& segment : segments) {
    if (segment.back().code_point == '\'') return "edges: a word does not end with an apostrophe";
    for (size_t i = 0; i + 1 < segment.size(); ++i) {
      const bool pictured = segment[i].code_point == 0x200d && !is_word_class(segment[i + 1].word_break);
      if (pictured) return "ICU's status: a letter joined to a picture is no word";
    }
  }
  return {};
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

BOOST_AUTO_TEST_CASE(words_are_those_of_unicodes_own_test_but_for_named_rules) {
  const char* data = std::getenv("PRESSMARK_DATA");
  if (data == nullptr) {
    BOOST_TEST_MESSAGE("skipped: set PRESSMARK_DATA to a folder with lingua/WordBreakTest.txt");
    BOOST_WARN_MESSAGE(false, "skipped: PRESSMARK_DATA is not set");
    return;
  }
  std::ifstream file(std::string(data) + "/lingua/WordBreakTest.txt");
  BOOST_REQUIRE_MESSAGE(file, "cannot read " << data << "/lingua/WordBreakTest.txt");
  Analyzer analyzer;
  size_t agreeing = 0;
  std::map<std::string, size_t> differing;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const Segments segments = parse_line(line);
    std::string text;
    std::vector<ByteSpan> expected, actual;
    for (const auto& segment : segments) {
      const auto begin = static_cast<uint32_t>(text.size());
      bool word = false;
      for (const Sample& sample : segment) {
        text += sample.text;
        word = word || is_word_class(sample.word_break);
      }
      if (word) expected.push_back({begin, static_cast<uint32_t>(text.size())});
    }
    std::vector<Token> tokens;
    analyzer.analyze(text, "", tokens);
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::kWord) actual.push_back(token.span);
    }
    if (actual == expected) {
      ++agreeing;
      continue;
    }
    const std::string rule = named_rule(segments);
    BOOST_TEST(!rule.empty(), line << "\nours: " << show(actual) << "theirs: " << show(expected));
    ++differing[rule];
  }
  BOOST_TEST_MESSAGE(agreeing << " cases agree");
  for (const auto& [rule, count] : differing) BOOST_TEST_MESSAGE(count << " differ by: " << rule);
  BOOST_TEST(agreeing > 1'500u);
}
