#include "server/run_file.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace pressmark;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(run_file)

BOOST_AUTO_TEST_CASE(reads_topics_line_by_line) {
  const auto topics = parse_topics("1\twhat is x\r\n\nq-2\ta\tb\n3\t", "topics.tsv");
  BOOST_TEST_REQUIRE(topics.ok());
  const std::vector<Topic> expected = {{"1", "what is x"}, {"q-2", "a\tb"}, {"3", ""}};
  BOOST_TEST((topics.value() == expected));
}

struct BadTopics {
  const char* file;
  const char* where;
  const char* message;
};
std::ostream& operator<<(std::ostream& out, const BadTopics& row) {
  return out << row.message;
}
const BadTopics kBadTopics[] = {
    {"1\ta\n2 b\n", "t.tsv:2", "no id before a tab; a topic is a line id<TAB>query"},
    {"\ta\n", "t.tsv:1", "no id before a tab; a topic is a line id<TAB>query"},
    {"1 2\ta\n", "t.tsv:1", "white space in the id; a topic is a line id<TAB>query"},
    {"1\ta\n\n1\tb", "t.tsv:3", "the id 1 stands there twice; a topic is a line id<TAB>query"},
};
BOOST_DATA_TEST_CASE(names_the_line_that_is_no_topic, data::make(kBadTopics), row) {
  const auto topics = parse_topics(row.file, "t.tsv");
  BOOST_TEST_REQUIRE(!topics.ok());
  BOOST_TEST(topics.error().where == row.where);
  BOOST_TEST(topics.error().message == row.message);
}

BOOST_AUTO_TEST_CASE(writes_ranks_scores_and_ids_without_blanks_of_hits_and_what_is_related) {
  Hit first, second;
  first.id = "a b\tc";
  first.score = 2.5;
  second.id = "https://example.org/é%20";
  second.score = 0.125;
  SearchResponse response;
  response.hits = {first};
  response.related = {second};
  BOOST_TEST(run_lines("q1", response) ==
             "q1 Q0 a%20b%09c 1 2.500000 pressmark\nq1 Q0 https://example.org/é%20 2 0.125000 pressmark\n");
}

BOOST_AUTO_TEST_CASE(writes_what_matches_and_is_folded_after_its_hit) {
  Hit hit, next;
  hit.id = "report.pdf";
  hit.score = 2;
  hit.forms.resize(2);
  hit.forms[0].id = "landing.html";
  hit.forms[0].matches = true;
  hit.forms[1].id = "copy.pdf";
  next.id = "next.html";
  next.score = 1;
  SearchResponse response;
  response.hits = {hit, next};
  BOOST_TEST(run_lines("q1", response) ==
             "q1 Q0 report.pdf 1 2.000000 pressmark\nq1 Q0 landing.html 2 2.000000 pressmark\n"
             "q1 Q0 next.html 3 1.000000 pressmark\n");
}

BOOST_AUTO_TEST_CASE(names_a_passage_by_its_anchor_or_its_number) {
  PassageHit page, section, other;
  page.id = section.id = other.id = "a b.pdf";
  page.anchor = "#page=14";
  section.anchor = "#the end";
  other.snippet.part = 3;
  BOOST_TEST(run_lines("q1", std::vector{page, section, other}) ==
             "q1 Q0 a%20b.pdf#page=14 1 0.000000 pressmark\n"
             "q1 Q0 a%20b.pdf#the%20end 2 0.000000 pressmark\n"
             "q1 Q0 a%20b.pdf#part=3 3 0.000000 pressmark\n");
}

BOOST_AUTO_TEST_SUITE_END()
