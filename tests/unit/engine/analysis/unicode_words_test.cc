// Unicode's own test of word boundaries, held against the analyser's words. Where they differ on purpose, the
// rule that makes them differ has a name and says what it makes of Unicode's words: a difference that is not
// exactly what one rule makes is an error.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/folding.h"

using namespace pressmark;

namespace {

struct Sample {
  char32_t code_point = 0;
  std::string word_break;  // its Word_Break as the file names it
  ByteSpan span;
};
/// What stands between two boundaries.
using Segment = std::vector<Sample>;

struct Case {
  std::string line, text;
  std::vector<Segment> segments;
};

std::vector<Case> read_cases() {
  std::ifstream file(PRESSMARK_SOURCE_DIR "/tests/data/unicode/word_break_15.0.txt");
  std::map<std::string, std::string> classes;
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    if (!line.starts_with("÷")) {
      std::string code_point;
      fields >> code_point >> classes[code_point];
      continue;
    }
    Case read{line, {}, {}};
    for (std::string field; fields >> field;) {
      if (field == "÷") {
        read.segments.emplace_back();
      } else if (field != "×") {
        const auto begin = static_cast<uint32_t>(read.text.size());
        const auto code_point = static_cast<char32_t>(std::stoul(field, nullptr, 16));
        append_code_point(code_point, read.text);
        const ByteSpan span{begin, static_cast<uint32_t>(read.text.size())};
        read.segments.back().push_back({code_point, classes.at(field), span});
      }
    }
    read.segments.pop_back();
    cases.push_back(std::move(read));
  }
  return cases;
}

bool makes_a_word(const Sample& sample) {
  constexpr auto kWordClasses =
      std::to_array<std::string_view>({"ALetter", "Hebrew_Letter", "Numeric", "Katakana"});
  return std::find(kWordClasses.begin(), kWordClasses.end(), sample.word_break) != kWordClasses.end();
}

/// Unicode's segments that are words, as spans of the text.
std::vector<ByteSpan> words_of(const std::vector<Segment>& segments) {
  std::vector<ByteSpan> words;
  for (const Segment& segment : segments) {
    if (std::any_of(segment.begin(), segment.end(), makes_a_word))
      words.push_back({segment.front().span.begin, segment.back().span.end});
  }
  return words;
}

/// A segment in pieces without the separator and the marks on it.
std::vector<Segment> parted_at(const Segment& segment, char32_t separator) {
  std::vector<Segment> pieces(1);
  bool dropping = false;
  for (const Sample& sample : segment) {
    if (sample.code_point == separator) pieces.emplace_back();
    dropping = sample.code_point == separator || (dropping && !makes_a_word(sample));
    if (!dropping) pieces.back().push_back(sample);
  }
  return pieces;
}

std::vector<Segment> parted_at_low_lines(const Segment& segment) {
  return parted_at(segment, '_');
}

std::vector<Segment> parted_at_colons(const Segment& segment) {
  return parted_at(segment, ':');
}

std::vector<Segment> without_last_apostrophe(const Segment& segment) {
  size_t size = segment.size();
  while (size > 0 && !makes_a_word(segment[size - 1]) && segment[size - 1].code_point != '\'') --size;
  if (size == 0 || segment[size - 1].code_point != '\'') return {segment};
  return {Segment(segment.begin(), segment.begin() + static_cast<std::ptrdiff_t>(size) - 1)};
}

std::vector<Segment> without_joined_picture(const Segment& segment) {
  const auto joiner =
      std::find_if(segment.begin(), segment.end(), [](const Sample& s) { return s.word_break == "ZWJ_FE"; });
  if (joiner == segment.end() || joiner + 1 == segment.end() || makes_a_word(joiner[1])) return {segment};
  return {Segment(segment.begin(), joiner)};
}

struct Rule {
  const char* name;
  std::vector<Segment> (*apply)(const Segment&);
  size_t cases_count;  // that it changes
};
constexpr Rule kRules[] = {
    {"separators: a low line parts words", parted_at_low_lines, 110},
    {"separators: a colon parts words", parted_at_colons, 15},
    {"edges: a word does not end with an apostrophe", without_last_apostrophe, 3},
    {"edges: a picture joined to a word is no part of it", without_joined_picture, 2},
};

std::string show(const std::vector<ByteSpan>& spans) {
  std::string out;
  for (const ByteSpan& span : spans)
    out += "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ") ";
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(words_are_those_of_unicodes_own_test_but_for_named_rules) {
  const std::vector<Case> cases = read_cases();
  BOOST_REQUIRE_EQUAL(cases.size(), 1'823u);
  Analyzer analyzer;
  std::vector<Token> tokens;
  std::array<size_t, std::size(kRules)> changed{};
  for (const Case& sample : cases) {
    std::vector<ByteSpan> ours;
    analyzer.analyze(sample.text, "", tokens);
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::kWord) ours.push_back(token.span);
    }
    if (ours == words_of(sample.segments)) continue;
    size_t rules_count = 0;
    for (size_t i = 0; i < std::size(kRules); ++i) {
      std::vector<Segment> pieces;
      for (const Segment& segment : sample.segments) {
        for (Segment& piece : kRules[i].apply(segment)) pieces.push_back(std::move(piece));
      }
      if (ours != words_of(pieces)) continue;
      ++rules_count;
      ++changed[i];
    }
    BOOST_TEST(rules_count == 1u, sample.line << " is explained by " << rules_count
                                              << " rules\nours: " << show(ours)
                                              << "\ntheirs: " << show(words_of(sample.segments)));
  }
  for (size_t i = 0; i < std::size(kRules); ++i) {
    BOOST_TEST(changed[i] == kRules[i].cases_count, kRules[i].name << " changes " << changed[i] << " cases");
  }
}
