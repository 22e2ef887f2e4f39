#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/query/query.h"
#include "tests/unit/engine/query/describe.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct DateCase {
  const char* typed;
  const char* from;  // "" is open
  const char* to;
};
std::ostream& operator<<(std::ostream& out, const DateCase& c) {
  return out << c.typed;
}

const DateCase kDates[] = {
    // a day, a month, a year
    {"published:2022", "2022-01-01", "2022-12-31"},
    {"published:2022-03", "2022-03-01", "2022-03-31"},
    {"published:2024-02", "2024-02-01", "2024-02-29"},
    {"published:2022-03-29", "2022-03-29", "2022-03-29"},
    {"published:=2022", "2022-01-01", "2022-12-31"},
    {"published:\"2022\"", "2022-01-01", "2022-12-31"},
    // ranges
    {"published:2021..2023", "2021-01-01", "2023-12-31"},
    {"published:2022-03..2022-06", "2022-03-01", "2022-06-30"},
    {"published:2022..2022-01", "2022-01-01", "2022-01-31"},
    {"published:2022-02-28..2022-02", "2022-02-28", "2022-02-28"},
    {"published:2021..2022-06-15", "2021-01-01", "2022-06-15"},
    {"published:2021..", "2021-01-01", ""},
    {"published:..2021", "", "2021-12-31"},
    {"published:2023..2021", "2021-01-01", "2023-12-31"},
    // comparisons
    {"published:>=2022-03", "2022-03-01", ""},
    {"published:>2022-03", "2022-04-01", ""},
    {"published:<=2022-02", "", "2022-02-28"},
    {"published:<2022-03", "", "2022-02-28"},
    {"published:<2024-03", "", "2024-02-29"},
    // after the end, before the start
    {"after:2022", "2023-01-01", ""},
    {"after:2022-12-31", "2023-01-01", ""},
    {"after:2022-02-28", "2022-03-01", ""},
    {"before:2023", "", "2022-12-31"},
    {"before:2022-03-01", "", "2022-02-28"},
    {"after:2020 before:2023", "2021-01-01", "2022-12-31"},
    // several hold together
    {"published:2021..2023 after:2021", "2022-01-01", "2023-12-31"},
    {"published:2021 published:2023", "2023-01-01", "2021-12-31"},
    // no dates
    {"published:22", "", ""},
    {"published:2022-13", "", ""},
    {"published:2022-02-29", "", ""},
    {"published:2022-02-28x", "", ""},
    {"published:20220101", "", ""},
    {"published:..", "", ""},
    {"published:2022..x", "", ""},
    {"after:9999", "", ""},
    {"before:0001", "", ""},
};

const DateCase kWrittenDates[] = {
    // in quotes when they have a blank
    {"published:\"March 2022\"", "2022-03-01", "2022-03-31"},
    {"published:\u201c3 de marzo de 2022\u201d", "2022-03-03", "2022-03-03"},
    {"published:29.03.2022", "2022-03-29", "2022-03-29"},
    {"published:3-Mar-2022", "2022-03-03", "2022-03-03"},
    {"after:\"3 March 2022\"", "2022-03-04", ""},
    {"before:\"M\u00e4rz 2022\"", "", "2022-02-28"},
    // ranges and comparisons, quoted as a whole or in part
    {"published:\"March 2022..May 2022\"", "2022-03-01", "2022-05-31"},
    {"published:\"March 2022 .. 2023\"", "2022-03-01", "2023-12-31"},
    {"published:\"March 2022\"..\"May 2022\"", "2022-03-01", "2022-05-31"},
    {"published:2021..\"May 2022\"", "2021-01-01", "2022-05-31"},
    {"published:\"May 2022\"..2021", "2021-01-01", "2022-05-31"},
    {"published:\"May 2022\"..", "2022-05-01", ""},
    {"published:..\"May 2022\"", "", "2022-05-31"},
    {"published:>=\"May 2022\"", "2022-05-01", ""},
    {"published:\"< May 2022\"", "", "2022-04-30"},
    // reckoned from today
    {"published:today", "2022-03-29", "2022-03-29"},
    {"published:\"last year\"", "2021-01-01", "2021-12-31"},
    {"published:last-year..today", "2021-01-01", "2022-03-29"},
    {"after:yesterday", "2022-03-29", ""},
    {"before:\"this week\"", "", "2022-03-27"},
    {"published:\"last 3 months\"", "2021-12-30", "2022-03-29"},
    // no dates
    {"published:\"31 February 2022\"", "", ""},
    {"published:\"last 0 days\"", "", ""},
    {"published:March", "", ""},
    {"published:\"March..May 2022\"", "", ""},
    {"published:>=\"digital skills\"", "", ""},
    {"after:>=\"May 2022\"", "", ""},
};

std::string iso(const std::optional<Date>& date) {
  return date ? date->iso() : "";
}

}  // namespace

BOOST_DATA_TEST_CASE(reads_dates, data::make(kDates)) {
  const Query query = parse_query(sample.typed);
  BOOST_TEST(iso(query.filters.published.from) == sample.from);
  BOOST_TEST(iso(query.filters.published.to) == sample.to);
  // What is no date is words, and the answer says so.
  const bool dated = query.filters.published != DateRange{};
  BOOST_TEST(query.clauses.empty() == dated);
  BOOST_TEST(query.notes.empty() == dated);
}

BOOST_DATA_TEST_CASE(reads_dates_as_people_write_them, data::make(kWrittenDates)) {
  const auto today = Date::make(2022, 3, 29);
  const Query query = parse_query(sample.typed, today);
  BOOST_TEST(iso(query.filters.published.from) == sample.from);
  BOOST_TEST(iso(query.filters.published.to) == sample.to);
  const bool dated = query.filters.published != DateRange{};
  BOOST_TEST(query.clauses.empty() == dated);
  BOOST_TEST(query.notes.empty() == dated);
  // Written again it is the same on any day.
  BOOST_TEST((parse_query(to_text(query)).filters == query.filters));
}

BOOST_AUTO_TEST_CASE(a_value_in_quotes_that_is_no_date_is_a_phrase) {
  const Query query = parse_query("published:>=\"digital skills\" x");
  BOOST_TEST(describe(query) == "'>=digital skills' x");
  BOOST_REQUIRE_EQUAL(query.notes.size(), 1u);
  BOOST_TEST(query.notes[0] == "“>=digital skills” is no value for “published:”; searched as words.");
}

BOOST_AUTO_TEST_CASE(reads_kinds) {
  const Query query = parse_query("kind:report kind:Posts,report");
  const std::vector<Kind> expected = {Kind::kReport, Kind::kPost};
  BOOST_TEST((query.filters.kinds == expected));
  BOOST_TEST(parse_query("kind:report,book").filters.kinds.empty());
}

BOOST_AUTO_TEST_CASE(reads_languages) {
  const std::vector<std::string> expected = {"de", "fr", "fil"};
  BOOST_TEST(parse_query("lang:de-AT,FR lang:fil").filters.languages == expected);
  for (const char* typed : {"lang:d", "lang:germ", "lang:d1", "lang:de,", "lang:\"\""}) {
    BOOST_TEST(parse_query(typed).filters.languages.empty(), typed);
  }
}

BOOST_AUTO_TEST_CASE(reads_file_types) {
  const std::vector<std::string> expected = {"pdf", "html"};
  BOOST_TEST(parse_query("filetype:.PDF,html").filters.filetypes == expected);
  BOOST_TEST(parse_query("filetype:abcdefghij").filters.filetypes.size() == 1u);
  BOOST_TEST(parse_query("filetype:abcdefghijk").filters.filetypes.empty());
}

BOOST_AUTO_TEST_CASE(reads_sites) {
  const std::vector<std::string> expected = {"example.org", "www.example.com"};
  BOOST_TEST(parse_query("site:Example.org site:https://www.example.com/a/b").filters.sites == expected);
  for (const char* typed : {"site:.", "site:\"-\"", "site:a_b", "site:\"a b\""}) {
    BOOST_TEST(parse_query(typed).filters.sites.empty(), typed);
  }
}

BOOST_AUTO_TEST_CASE(writes_filters_as_short_as_they_can_be) {
  const auto rewritten = [](const char* typed) { return to_text(parse_query(typed)); };
  BOOST_TEST(rewritten("lang:de x kind:posts after:2021 before:2023") ==
             "x kind:post lang:de published:2022");
  BOOST_TEST(rewritten("published:2022-03-01..2022-06-30") == "published:2022-03..2022-06");
  BOOST_TEST(rewritten("published:2022-01-01..2022-01-31") == "published:2022-01");
  BOOST_TEST(rewritten("published:2022-02-28") == "published:2022-02-28");
  BOOST_TEST(rewritten("published:2022-01-01..2022-11-30") == "published:2022..2022-11");
  BOOST_TEST(rewritten("before:2022-03-15") == "published:..2022-03-14");
  BOOST_TEST(rewritten("published:2021 published:2023") == "published:2023.. published:..2021");
}

BOOST_AUTO_TEST_CASE(writes_conditions_that_came_from_elsewhere_as_clauses) {
  Query query = parse_query("x");
  query.filters.authors = {"Ada Lovelace"};
  BOOST_TEST(to_text(query) == "x +author:\"Ada Lovelace\"");
}
