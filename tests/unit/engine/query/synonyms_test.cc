// Which words of a query are the left side of a synonym.
#include "engine/query/synonyms.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "engine/query/word_keys.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

const SynonymTable& table() {
  static Analyzer analyzer;
  static const SynonymTable built(
      {
          {{"pensioner", "older person", "elderly"}, {}, 1},
          {{"West Midlands Combined Authority"}, {"WMCA"}, 2},
          {{"west midlands"}, {"the region"}, 3},
          {{"IT"}, {"information technology"}, 4},
          {{"R&D"}, {"research and development"}, 5},
          {{"Förderung"}, {"Zuschuss"}, 6},
          {{"covid-19"}, {"coronavirus"}, 7},
      },
      {"en", "de"}, analyzer);
  return built;
}

/// "first+count: word | word" of each match.
std::string found(const char* query) {
  static Analyzer analyzer;
  std::string out;
  for (const SynonymMatch& match : table().find(parse_query(query).clauses, analyzer)) {
    out += (out.empty() ? "" : "; ") + std::to_string(match.first) + "+" + std::to_string(match.count) + ":";
    for (const std::string& word : match.words) out += " " + word + ",";
  }
  return out;
}

struct Case {
  const char* query;
  const char* found;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.query;
}

const Case kCases[] = {
    // each word of a two-way entry stands for all the others
    {"pensioner", "0+1: older person, elderly,"},
    {"elderly", "0+1: pensioner, older person,"},
    {"homes for older person", "2+2: pensioner, elderly,"},
    // in any case, inflection and accent
    {"Pensioners", "0+1: older person, elderly,"},
    {"older persons", "0+2: pensioner, elderly,"},
    {"forderung", "0+1: Zuschuss,"},
    // one-way entries work one way
    {"wmca", ""},
    {"coronavirus", ""},
    // the longest wins, and what it took is taken
    {"west midlands combined authority", "0+4: WMCA,"},
    {"west midlands buses", "0+2: the region,"},
    {"west midlands combined pensioner", "0+2: the region,; 3+1: older person, elderly,"},
    // a part of a left side is none
    {"older", ""},
    {"midlands", ""},
    // a stop word only in the letters that the editors wrote
    {"IT jobs", "0+1: information technology,"},
    {"is it jobs", ""},
    // words joined by signs
    {"R&D tax", "0+1: research and development,"},
    {"r d", ""},
    {"covid 19", "0+2: coronavirus,"},
    {"covid-19", "0+1: coronavirus,"},
    // what is quoted, excluded or asked of a field is literal
    {"\"pensioner\"", ""},
    {"-pensioner care", ""},
    {"title:pensioner", ""},
    {"pension*", ""},
    // wanted words too, but not half of a match
    {"+pensioner care", "0+1: older person, elderly,"},
    {"+west +midlands", "0+2: the region,"},
    {"+west midlands", ""},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(synonyms)

BOOST_DATA_TEST_CASE(finds_the_words_that_stand_for_others, data::make(kCases), c) {
  BOOST_TEST(found(c.query) == c.found);
}

BOOST_AUTO_TEST_CASE(knows_the_words_of_left_sides_only) {
  Analyzer analyzer;
  BOOST_TEST(table().knows("wmca", analyzer) == false);
  BOOST_TEST(table().knows("midlands", analyzer));
  BOOST_TEST(table().knows("forderung", analyzer));
  BOOST_TEST(SynonymTable().knows("midlands", analyzer) == false);
}

BOOST_AUTO_TEST_CASE(an_empty_table_finds_nothing) {
  Analyzer analyzer;
  BOOST_TEST(SynonymTable({}, {}, analyzer).find(parse_query("pensioner").clauses, analyzer).empty());
}

BOOST_AUTO_TEST_SUITE_END()
