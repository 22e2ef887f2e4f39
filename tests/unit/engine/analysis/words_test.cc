#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/analysis/analyzer.h"
#include "engine/limits.h"
#include "tests/unit/engine/analysis/describe.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* text;
  const char* words;
  const char* language = "en";
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.text;
}

const Case kFolding[] = {
    {"", ""},
    {" \n\t ", ""},
    {"Digital SKILLS", "digital skills"},
    {"H\u00e9l\u00e8ne", "hélène"},
    {"He\u0301le\u0300ne", "hélène"},
    {"e\ufb03ciency", "efficiency"},
    {"\uff26\uff55\uff4c\uff4c \uff11\uff12", "full 12"},
    {"Stra\u00dfe STRASSE", "strasse strasse"},
    {"\u039f\u0394\u039f\u03a3", "οδοσ"},
    {"\u041c\u041e\u0421\u041a\u0412\u0410", "москва"},
    {"\u2167", "viii"},
    {"\ufdfa", "صلىاللهعليهوسلم"},
    // Turkish and Azerbaijani have two letters i
    {"I\u015eIK \u0130stanbul", "ışık istanbul", "tr"},
    {"ISPARTA", "ısparta", "az"},
    {"ISPARTA", "isparta", "en"},
    {"I\u0307stanbul I\u0304", "istanbul \u012b", "tr"},
};

const Case kInvisible[] = {
    // a soft hyphen is no letter
    {"inter\u00adnational", "international"},
    {"inter\u00ad\nnational", "international"},
    {"a\u00ad\nb\u00ad\nc d", "abc d"},
    {"inter\u00ad national", "inter national"},
    {"inter\nnational", "inter national"},
    {"d\u2019inter\u00ad\nnational\u2019s", "d international"},
    // zero width and direction
    {"co\u200doperate co\u200coperate co\u2060operate", "cooperate cooperate cooperate"},
    {"\ufeffdigital", "digital"},
    {"digital\u200bskills", "digital skills"},
    {"\u200fdigital\u200e \u202askills\u202c", "digital skills"},
    {"\u2067\u05e9\u05dc\u05d5\u05dd\u2069", "שלום"},
    {"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "میخواهم"},
};

const Case kApostrophes[] = {
    // a final 's is dropped, other apostrophes are kept
    {"the region's plans", "the region plans"},
    {"the region\u2019s plans", "the region plans"},
    {"THE REGION'S", "the region"},
    {"regions' plans", "regions plans"},
    {"it's", "it"},
    {"don't don\u2019t", "don't don't"},
    {"O\u2018Brien O\uff07Brien O\u02bcBrien", "o'brien o'brien o'brien"},
    {"'quoted'", "quoted"},
    // elisions, whatever the language says
    {"l'avion d\u2019accord qu'il", "l avion d accord qu il", "fr"},
    {"l'avion", "l avion", "en"},
    {"L\u2019\u00c9cole jusqu\u2019ici aujourd\u2019hui", "l école jusqu ici aujourd'hui", "fr"},
    {"qu'aujourd'hui", "qu aujourd'hui", "fr"},
    {"dell'arte all'improvviso un'altra", "dell arte all improvviso un altra", "it"},
    {"D'Angelo O'Reilly's", "d angelo o'reilly"},
    // a suffix in Turkish
    {"Ankara'da T\u00fcrkiye\u2019nin", "ankara türkiye", "tr"},
    // a letter in Ukrainian and Hebrew
    {"\u043c'\u044f\u0441\u043e", "м'ясо", "uk"},
    {"\u05e6\u05d4\"\u05dc", "צה\"ל", "he"},
};

const Case kDirections[] = {
    // right to left, with numbers and words of the other direction in it
    {"\u05d3\u05d5\u05d7 2021/22 \u05e9\u05dc AT&T", "דוח 2021 22 של at t", "he"},
    {"\u05d3\u05d5\"\u05d7 \u05d4\u05de\u05d5\u05e2\u05e6\u05d4", "דו\"ח המועצה", "he"},
    {"\u05d3\u05d5\u05f4\u05d7", "דו״ח", "he"},
    {"\u062a\u0642\u0631\u064a\u0631 COVID-19\u060c \u0627\u0644\u0635\u0641\u062d\u0629 12",
     "تقرير covid 19 الصفحة 12", "ar"},
    {"\u202b\u062a\u0642\u0631\u064a\u0631 \u202aDigital\u202c \u0633\u0646\u0648\u064a\u202c",
     "تقرير digital سنوي", "ar"},
    {"\u06af\u0632\u0627\u0631\u0634\u200c\u0647\u0627", "گزارشها", "fa"},
    // tatweel and vowel signs
    {"\u0643\u064e\u062a\u064e\u0628\u064e", "كَتَبَ", "ar"},
};

const Case kScripts[] = {
    {"\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e04\u0e23\u0e31\u0e1a", "สวัสดี ครับ", "th"},
    {"\u6771\u4eac\u90fd\u306b\u4f4f\u3080", "東京 都 に 住む", "ja"},
    {"\u4e2d\u56fd\u7ecf\u6d4e\u589e\u957f", "中国 经济 增长", "zh"},
    {"\ud55c\uad6d\uc5b4 \ud14d\uc2a4\ud2b8", "한국어 텍스트", "ko"},
    {"\u30ab\u30bf\u30ab\u30ca", "カタカナ", "ja"},
    {"PDF\u3092\u958b\u304f", "pdf を 開く", "ja"},
    {"5G\u7f51\u7edc", "5g 网络", "zh"},
    {"\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", "مرحبا بالعالم", "ar"},
    {"\u0939\u093f\u0928\u094d\u0926\u0940", "हिन्दी", "hi"},
    {"\u0e9e\u0eb2\u0eaa\u0eb2\u0ea5\u0eb2\u0ea7", "ພາສາ ລາວ", "lo"},
    {"\u1794\u17d2\u179a\u1791\u17c1\u179f\u1780\u1798\u17d2\u1796\u17bb\u1787\u17b6", "ប្រទេស កម្ពុជា", "km"},
    {"\u1019\u103c\u1014\u103a\u1019\u102c\u1005\u102c", "မြန်မာ စာ", "my"},
    {"\u0e1b\u0e35 2021/22 \u0e02\u0e2d\u0e07BBC", "ปี 2021 22 ของ bbc", "th"},
    {"\u0e1b\u0e352016 5G\u0e02\u0e2d\u0e07 \u0e1b\u0e35\u0e52\u0e55\u0e56\u0e54", "ปี 2016 5g ของ ปี ๒๕๖๔",
     "th"},
    {"\u1019\u103c\u1014\u103a\u1019\u102cBBC \u1794\u17d2\u179a\u1791\u17c1\u179fBBC",
     "မြန်မာ bbc ប្រទេស bbc"},
    {"COVID-19\u611f\u67d3 \u4eba\u3005\u306e iPhone\u7528\u30b1\u30fc\u30b9",
     "covid 19 感染 人々 の iphone 用 ケース", "ja"},
    {"text\u0442\u0435\u043a\u0441\u0442", "textтекст"},
    {"\U0001F600digital\U0001F468\u200d\U0001F469\u200d\U0001F467 skills \U0001F1EC\U0001F1E7",
     "digital skills"},
    {"\u2764\ufe0f", ""},
    // a picture joined to a word is no part of it
    {"love\u200d\u2764\ufe0f caf\u00e9\u200d\U0001F600 1\u200d\u2705", "love café 1"},
    // a word begins with no vowel sign
    {"a@\u093f \u0915_\u093f\u0916", "a क ख", "hi"},
    {"\u201cquoted\u201d \u2014 \u2026 \u00a9\u2122", "quoted"},
};

const Case kIllFormed[] = {
    {"a\xff"
     "b",
     "a b"},
    {"\x80", ""},
    {"caf\xc3", "caf"},
    {"\xed\xa0\x80x", "x"},
    {"a\xc0\xafz", "a z"},
    {"\xf4\x90\x80\x80y", "y"},
};

const Case kSeparators[] = {
    {"snake_case __init__ _", "snake case init"},
    {"a;b 1;2 10:30", "a b 1 2 10 30"},
    {"end.The", "end the"},
    {"3.14 1,5 2.3.1 v2.3.1", "3.14 1,5 2.3.1 v2.3.1"},
    {"a@b @c d@", "a b c d"},
    {"10\u202f000 mot\u202f!", "10 000 mot"},
    {"H\u2082O CO\u2082 m\u00b2", "h2o co2 m"},
    {"col\u00b7lecci\u00f3", "col·lecció", "ca"},
};

std::string repeat(const std::string& text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

BOOST_DATA_TEST_CASE(folds_case_and_width, data::make(kFolding)) {
  BOOST_TEST(describe_words(sample.text, sample.language) == sample.words);
}

BOOST_DATA_TEST_CASE(sees_through_what_is_invisible, data::make(kInvisible)) {
  BOOST_TEST(describe_words(sample.text, sample.language) == sample.words);
}

BOOST_DATA_TEST_CASE(knows_apostrophes, data::make(kApostrophes)) {
  BOOST_TEST(describe_words(sample.text, sample.language) == sample.words);
}

BOOST_DATA_TEST_CASE(cuts_what_runs_from_right_to_left, data::make(kDirections)) {
  BOOST_TEST(describe_words(sample.text, sample.language) == sample.words);
}

BOOST_DATA_TEST_CASE(cuts_every_script, data::make(kScripts)) {
  BOOST_TEST(describe_words(sample.text, sample.language) == sample.words);
}

BOOST_DATA_TEST_CASE(ill_formed_bytes_separate_words, data::make(kIllFormed)) {
  BOOST_TEST(describe_words(sample.text, sample.language) == sample.words);
}

BOOST_DATA_TEST_CASE(separators_part_words, data::make(kSeparators)) {
  BOOST_TEST(describe_words(sample.text, sample.language) == sample.words);
}

BOOST_AUTO_TEST_CASE(a_word_over_two_lines_is_one_span) {
  const std::string text = "an inter\u00ad\nnational body";
  std::vector<Token> tokens;
  Analyzer().analyze(text, "en", tokens);
  BOOST_REQUIRE_EQUAL(tokens.size(), 3u);
  BOOST_TEST(text.substr(tokens[1].span.begin, tokens[1].span.end - tokens[1].span.begin) ==
             "inter\u00ad\nnational");
}

BOOST_AUTO_TEST_CASE(cuts_a_form_at_the_byte_limit) {
  const std::string exact(limits::kFormBytesMax, 'a');
  BOOST_TEST(describe(exact, "en") == exact);
  BOOST_TEST(describe(exact + "a", "en") == exact);
  // A code point is not cut in two.
  const std::string wide = repeat("é", limits::kFormBytesMax / 2);
  BOOST_TEST(describe(wide, "en") == wide);
  BOOST_TEST(describe("a" + wide, "en") == "a" + repeat("é", limits::kFormBytesMax / 2 - 1));
}

BOOST_AUTO_TEST_CASE(analyses_no_more_than_the_text_limit) {
  std::string text(limits::kTextBytesMax - 5, ' ');
  text += "first second";
  std::vector<Token> tokens;
  Analyzer().analyze(text, "en", tokens);
  BOOST_REQUIRE_EQUAL(tokens.size(), 1u);
  BOOST_TEST(tokens[0].form == "first");
}

BOOST_AUTO_TEST_CASE(tokens_of_an_earlier_text_leave_nothing_behind) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  analyzer.analyze("one post-COVID-19 plan for \u00e9lan", "en", tokens);
  analyzer.analyze("C++", "en", tokens);
  BOOST_REQUIRE_EQUAL(tokens.size(), 2u);
  BOOST_TEST(tokens[0].form == "c++");
  BOOST_TEST(tokens[1].form == "c");
  analyzer.analyze("", "en", tokens);
  BOOST_TEST(tokens.empty());
}
