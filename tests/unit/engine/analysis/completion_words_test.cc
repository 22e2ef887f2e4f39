// The words by which titles are completed.
#include "engine/analysis/completion_words.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* text;
  const char* words;  // a plus before one that is joined to the one before
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.text;
}

const Case kCases[] = {
    {"", ""},
    {" - ", ""},
    {"Digital Strategy 2024", "digital strategy 2024"},
    // accents folded
    {"Hélène à Orléans", "helene a orleans"},
    // without a blank
    {"COVID-19 rules", "covid +19 rules"},
    {"levelling-up (again)", "levelling +up again"},
    // scripts without blanks, by character
    {"東京大学", "東 +京 +大 +学"},
    {"東京 2024", "東 +京 2024"},
    {"カフェ", "カ +フ +ェ"},
    {"กรุง", "ก +ร +ุ +ง"},
    // Hangul has blanks
    {"서울 대학교", "서울 대학교"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(completion_words_of_a_text)

BOOST_DATA_TEST_CASE(are_folded_and_know_what_they_are_joined_to, data::make(kCases)) {
  Analyzer analyzer;
  std::string words;
  for (const CompletionWord& word : completion_words(analyzer, sample.text, "en")) {
    if (!words.empty()) words += ' ';
    words += (word.joined ? "+" : "") + word.text;
  }
  BOOST_TEST(words == sample.words);
}

BOOST_AUTO_TEST_CASE(slice_the_text) {
  Analyzer analyzer;
  const std::string text = "Zwölf Jahre";
  const auto words = completion_words(analyzer, text, "de");
  BOOST_REQUIRE(words.size() == 2U);
  BOOST_TEST(text.substr(words[0].span.begin, words[0].span.end - words[0].span.begin) == "Zwölf");
  BOOST_TEST(words[1].span.end == text.size());
}

BOOST_AUTO_TEST_SUITE_END()
