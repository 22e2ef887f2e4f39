#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/limits.h"
#include "engine/query/query.h"
#include "tests/unit/engine/query/describe.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* typed;
  const char* clauses;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.typed;
}

const Case kWords[] = {
    {"", ""},
    {"   ", ""},
    {"digital skills", "digital skills"},
    {"caf\xc3\xa9 \xe6\x9d\xb1\xe4\xba\xac", "café 東京"},
    // what is not well-formed, and controls, are blanks
    {"a\xff"
     "b",
     "a b"},
    {"a\tb\nc\x01"
     "d",
     "a b c d"},
    {"a\u00a0b\u3000c", "a b c"},
    {"\xed\xa0\x80x\xc0\xaf", "x"},
};

const Case kCodes[] = {
    {"C++", "C++"},
    {"C++ C# F#", "C++ C# F#"},
    {".NET", ".NET"},
    {"AT&T R&D", "AT&T R&D"},
    {"C(2019)4", "C(2019)4"},
    {"(C(2019)4)", "C(2019)4"},
    {"function(s) next", "function(s) next"},
    {"\u00a33.5bn 45%", "£3.5bn 45%"},
    {"2021/22 TV-2023/117 2.3.1", "2021/22 TV-2023/117 2.3.1"},
    {"post-COVID-19 levelling-up", "post-COVID-19 levelling-up"},
    {"u.k. O\u2019Brien", "u.k. O’Brien"},
    {"#digital @name a.b@example.org", "#digital @name a.b@example.org"},
};

const Case kSigns[] = {
    {"+5g -rollout", "+5g -rollout"},
    {"-rollout", "-rollout"},
    {"a - b", "a b"},
    {"a -", "a"},
    {"+ a", "a"},
    {"--a", "a"},
    {"+-a", "a"},
    {"a+b-c", "a+b-c"},
    {"-\"a b\"", "-'a b'"},
    {"-(a b)", "-{a b}"},
};

const Case kOperators[] = {
    {"cats AND dogs", "+cats +dogs"},
    {"cats OR dogs", "cats dogs"},
    {"cats NOT dogs", "cats -dogs"},
    {"NOT dogs", "-dogs"},
    {"a and b or not c", "a and b or not c"},
    {"cats AND NOT dogs", "+cats -dogs"},
    {"+fish cats OR dogs", "+fish +{cats dogs}"},
    {"fish AND cats OR dogs", "+fish +{cats dogs}"},
    {"cats OR dogs AND fish", "+{cats dogs} +fish"},
    {"x cats AND dogs", "x +cats +dogs"},
    {"cats AND (dogs fish)", "+cats +{dogs fish}"},
    {"(a OR b) c", "{a b} c"},
    {"a OR -b", "a -b"},
    // not between operands: words
    {"AND cats", "and cats"},
    {"cats OR", "cats or"},
    {"cats NOT", "cats not"},
    {"cats AND OR dogs", "cats and dogs"},
    {"(cats AND) dogs", "{cats and} dogs"},
    // a query in capitals has words only
    {"TERMS AND CONDITIONS", "TERMS and CONDITIONS"},
    {"5G OR 4G", "5G or 4G"},
    {"\u00c9COLE AND \u00c9T\u00c9", "ÉCOLE and ÉTÉ"},
    {"5G AND rollout", "+5G +rollout"},
    {"LANG:de A AND b", "+A +b"},
};

const Case kPhrases[] = {
    {"\"digital skills\"", "'digital skills'"},
    {"\"digital   skills \" x", "'digital skills' x"},
    {"\"tech review\"~5", "'tech review'~5"},
    {"\"tech review\"~0", "'tech review'"},
    {"\"tech review\"~", "'tech review'"},
    {"\"tech review\"~99999999999999", "'tech review'~50"},
    {"\"skills\"", "'skills'"},
    {"\"\" \"--\" a", "a"},
    {"\u201cdigital skills\u201d", "'digital skills'"},
    {"\u201edigital skills\u201c", "'digital skills'"},
    {"\u00abdigital skills\u00bb", "'digital skills'"},
    {"title:\"a b\"", "title:'a b'"},
    {"a\"b c\"d", "a 'b c' d"},
    {"\"a AND b\" c", "'a AND b' c"},
    // no partner
    {"\"digital skills", "digital skills"},
    {"5\" screen", "5 screen"},
    {"\"a b\" c\"", "'a b' c"},
};

const Case kPrefixes[] = {
    {"skill*", "skill*"},
    {"ski*", "ski*"},
    {"sk*", "sk"},
    {"*", ""},
    {"a*b", "a*b"},
    {"skill**", "skill*"},
    {"title:skill*", "title:skill*"},
    {"-skill*", "-skill*"},
    {"\u00e4\u00f6\u00fc*", "äöü*"},
    {"c++*", "c++"},
    {"aaa* bbb* ccc*", "aaa* bbb* ccc"},
};

const Case kGroups[] = {
    {"(a b) c", "{a b} c"},
    {"(a)", "a"},
    {"((a b))", "{a b}"},
    {"()", ""},
    {"(lang:de)", ""},
    {"+(a)", "+a"},
    {"-(-a)", "-{-a}"},
    {"(a", "a"},
    {"a)", "a"},
    {")(", ""},
    {"title:(a b)", "{title:a title:b}"},
    {"title:(a author:b)", "{title:a author:b}"},
    {"a(b c)d", "a(b c d"},
};

const Case kFields[] = {
    {"title:roadmap", "title:roadmap"},
    {"TITLE:roadmap", "title:roadmap"},
    {"author:\"Ada Lovelace\" publisher:office topic:skills",
     "author:'Ada Lovelace' publisher:office topic:skills"},
    {"-title:roadmap", "-title:roadmap"},
    {"title: roadmap", "title: roadmap"},
    {"foo:bar", "foo:bar"},
    {"https://example.org/a", "https://example.org/a"},
    {"10:30", "10:30"},
    {"title:-a", "title:-a"},
    {"lang:zz9", "lang:zz9"},
    {"-lang:de", "-lang:de"},
    {"published:tomorrow", "published:tomorrow"},
    {"published:\"last year\"", "'last year'"},
};

struct NoteCase {
  const char* typed;
  const char* note;
};
std::ostream& operator<<(std::ostream& out, const NoteCase& c) {
  return out << c.typed;
}

const NoteCase kNotes[] = {
    {"foo:bar", "“foo:” is not a field; searched as words."},
    {"title: x", "“title:” has no value; searched as a word."},
    {"lang:(a)", "“lang:” takes one value; searched as words."},
    {"kind:book", "“book” is no value for “kind:”; searched as words."},
    {"-lang:de", "“lang:” cannot be excluded; searched as words."},
    {"\"a", "A quotation mark has no partner and was ignored."},
    {"(a", "A parenthesis has no partner and was ignored."},
    {"sk*", "“sk*” is too short for an asterisk, which needs 3 letters before it; searched as a word."},
    {"aaa* bbb* ccc*", "Only 2 asterisks count in a query; “ccc*” was searched as a word."},
};

std::string repeat(const std::string& text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

BOOST_DATA_TEST_CASE(words_are_clauses, data::make(kWords)) {
  BOOST_TEST(describe(parse_query(sample.typed)) == sample.clauses);
}

BOOST_DATA_TEST_CASE(codes_are_words, data::make(kCodes)) {
  const Query query = parse_query(sample.typed);
  BOOST_TEST(describe(query) == sample.clauses);
  BOOST_TEST(query.notes.empty());
}

BOOST_DATA_TEST_CASE(signs_count_at_the_start_of_a_word, data::make(kSigns)) {
  BOOST_TEST(describe(parse_query(sample.typed)) == sample.clauses);
}

BOOST_DATA_TEST_CASE(operators_count_in_capitals_between_operands, data::make(kOperators)) {
  BOOST_TEST(describe(parse_query(sample.typed)) == sample.clauses);
}

BOOST_DATA_TEST_CASE(quotes_make_phrases, data::make(kPhrases)) {
  BOOST_TEST(describe(parse_query(sample.typed)) == sample.clauses);
}

BOOST_DATA_TEST_CASE(asterisks_make_prefixes, data::make(kPrefixes)) {
  BOOST_TEST(describe(parse_query(sample.typed)) == sample.clauses);
}

BOOST_DATA_TEST_CASE(parentheses_make_groups, data::make(kGroups)) {
  BOOST_TEST(describe(parse_query(sample.typed)) == sample.clauses);
}

BOOST_DATA_TEST_CASE(fields_stand_before_a_colon, data::make(kFields)) {
  BOOST_TEST(describe(parse_query(sample.typed)) == sample.clauses);
}

BOOST_DATA_TEST_CASE(notes_say_what_was_not_understood, data::make(kNotes)) {
  const Query query = parse_query(sample.typed);
  BOOST_REQUIRE_EQUAL(query.notes.size(), 1u);
  BOOST_TEST(query.notes[0] == sample.note);
}

BOOST_AUTO_TEST_CASE(well_formed_queries_have_no_notes) {
  for (const char* typed :
       {"digital skills", "+a -b \"c d\"~3 (e OR f) title:g skill* lang:de", "https://a.org", ""}) {
    BOOST_TEST(parse_query(typed).notes.empty(), typed);
  }
}

BOOST_AUTO_TEST_CASE(cuts_after_the_last_code_point_that_fits) {
  const std::string exact = repeat("é", limits::kQueryCodePointsMax);
  BOOST_TEST(parse_query(exact).clauses.at(0).text == exact);
  BOOST_TEST(parse_query(exact).notes.empty());
  const Query longer = parse_query(exact + "é");
  BOOST_TEST(longer.clauses.at(0).text == exact);
  BOOST_TEST(longer.notes.size() == 1u);
}

BOOST_AUTO_TEST_CASE(cuts_at_the_byte_limit) {
  // Four bytes a code point: both limits meet.
  const std::string exact = repeat("\U0001F600", limits::kQueryBytesMax / 4);
  BOOST_TEST(parse_query(exact).notes.empty());
  BOOST_TEST(parse_query(exact + "a").notes.size() == 1u);
  BOOST_TEST(parse_query(exact + "a").clauses.at(0).text.size() == limits::kQueryBytesMax);
}

BOOST_AUTO_TEST_CASE(leaves_out_words_over_the_limit) {
  const Query exact = parse_query(repeat("w ", limits::kQueryTermsMax));
  BOOST_TEST(exact.clauses.size() == limits::kQueryTermsMax);
  BOOST_TEST(exact.notes.empty());
  const Query longer = parse_query(repeat("w ", limits::kQueryTermsMax + 1));
  BOOST_TEST(longer.clauses.size() == limits::kQueryTermsMax);
  BOOST_REQUIRE_EQUAL(longer.notes.size(), 1u);
  BOOST_TEST(longer.notes[0] == "The query has more than 32 words; the rest was left out.");
}

BOOST_AUTO_TEST_CASE(cuts_a_phrase_at_the_limit_of_words) {
  const Query exact = parse_query("\"" + repeat("w ", limits::kQueryTermsMax) + "\"");
  BOOST_TEST(exact.notes.empty());
  const Query longer = parse_query("a \"" + repeat("w ", limits::kQueryTermsMax) + "\" b");
  BOOST_TEST(longer.clauses.size() == 2u);
  BOOST_TEST(longer.clauses.at(1).text.size() == 2 * (limits::kQueryTermsMax - 1) - 1);
  BOOST_TEST(longer.notes.size() == 1u);
}

BOOST_AUTO_TEST_CASE(ignores_parentheses_over_the_depth_limit) {
  const auto nested = [](size_t depth) { return repeat("(x ", depth) + "y z" + repeat(")", depth); };
  const Query exact = parse_query(nested(limits::kQueryDepthMax));
  BOOST_TEST(exact.notes.empty());
  BOOST_TEST(describe(exact) ==
             repeat("{x ", limits::kQueryDepthMax) + "y z" + repeat("}", limits::kQueryDepthMax));
  const Query deeper = parse_query(nested(limits::kQueryDepthMax + 1));
  BOOST_TEST(deeper.notes.size() == 1u);
  BOOST_TEST(describe(deeper) ==
             repeat("{x ", limits::kQueryDepthMax) + "x y z" + repeat("}", limits::kQueryDepthMax));
}

BOOST_AUTO_TEST_CASE(alternatives_make_no_group_over_the_depth_limit) {
  const auto nested = [](size_t depth) { return repeat("(x ", depth) + "+y a OR b" + repeat(")", depth); };
  const auto within = [](size_t depth, const std::string& inner) {
    return repeat("{x ", depth) + inner + repeat("}", depth);
  };
  BOOST_TEST(describe(parse_query(nested(limits::kQueryDepthMax - 1))) ==
             within(limits::kQueryDepthMax - 1, "+y +{a b}"));
  BOOST_TEST(describe(parse_query(nested(limits::kQueryDepthMax))) ==
             within(limits::kQueryDepthMax, "+y a b"));
}
