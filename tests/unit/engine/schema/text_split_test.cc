#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "engine/schema/text_store.h"

namespace pressmark {
namespace {

using Pieces = std::vector<std::string_view>;

struct SplitRow {
  const char* why;
  std::string_view text;
  size_t bytes_max;
  Pieces pieces;
};
std::ostream& operator<<(std::ostream& out, const SplitRow& row) {
  return out << row.why;
}

const SplitRow kRows[] = {
    {"nothing gives nothing", "", 10, {}},
    {"what fits stays whole", "One. Two.", 9, {"One. Two."}},
    {"the last sentence's end that fits", "One. Two. Three.", 12, {"One. Two. ", "Three."}},
    {"an end before closing quotes", "\"Stop.\" He went on", 12, {"\"Stop.\" ", "He went on"}},
    {"a full stop within a number is no end", "about 3.5 percent", 12, {"about 3.5 ", "percent"}},
    {"a line's end", "first line\nsecond line", 14, {"first line\n", "second line"}},
    {"a table's row goes before a space", "a b\nc d e f g", 8, {"a b\n", "c d e f ", "g"}},
    {"white space where no sentence ends", "alpha beta gamma", 12, {"alpha beta ", "gamma"}},
    {"wide white space", "alpha\u3000beta", 10, {"alpha\u3000", "beta"}},
    {"no room for the white space itself", "alpha beta", 5, {"alpha", " beta"}},
    {"ideographic full stops need no space", "日本。日本。日", 20, {"日本。日本。", "日"}},
    {"not within a code point", "日本語", 4, {"日", "本", "語"}},
    {"not within an emoji", "a😀b", 4, {"a", "😀", "b"}},
    {"not within a word broken at a line's end", "a long-\nterm plan", 10, {"a ", "long-\nterm", " plan"}},
    {"nor within one hyphenated by the printer",
     "a long\u00ad\nterm plan",
     11,
     {"a ", "long\u00ad\nterm", " plan"}},
};

bool within_code_point(std::string_view rest) {
  return !rest.empty() && (static_cast<uint8_t>(rest.front()) & 0xc0) == 0x80;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_split)

BOOST_DATA_TEST_CASE(cuts_where_a_reader_would, boost::unit_test::data::make(kRows), row) {
  BOOST_TEST(split_text(row.text, row.bytes_max) == row.pieces, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(pieces_are_the_text_and_within_the_limit_and_cut_at_code_points) {
  std::mt19937 random(1666);
  const std::vector<std::string> kParts = {"a",  "word", " ",  ". ",  "\n",     "é",
                                           "日", "😀",    "。", "-\n", "\u00a0", "?\" "};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (size_t count = random() % 60; count > 0; --count) text += kParts[random() % kParts.size()];
    const size_t bytes_max = 4 + random() % 30;
    std::string together;
    for (const std::string_view piece : split_text(text, bytes_max)) {
      BOOST_TEST(!piece.empty());
      BOOST_TEST(piece.size() <= bytes_max);
      BOOST_TEST(!within_code_point(piece));
      together += piece;
    }
    BOOST_TEST(together == text);
  }
}

BOOST_AUTO_TEST_CASE(goes_through_bytes_that_are_no_text) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (size_t count = random() % 100; count > 0; --count) text.push_back(static_cast<char>(random()));
    std::string together;
    for (const std::string_view piece : split_text(text, 5)) {
      BOOST_TEST((!piece.empty() && piece.size() <= 5));
      together += piece;
    }
    BOOST_TEST((together == text));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressmark
