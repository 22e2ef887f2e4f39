// The days of a query log on disk.
#include "server/query_days.h"

#include <sys/stat.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "engine/limits.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using testing::TempDir;
namespace data = boost::unit_test::data;
namespace fs = std::filesystem;

namespace {

constexpr Date kToday = {2026, 11, 23};

QueryDay sample() {
  QueryDay day;
  day.day = kToday;
  day.least = 5;
  day.searches = 12;
  day.without_results = 5;
  day.withheld = 1;
  day.changed = 6;
  day.queries = {{"flood defences", {6, 0}}, {"\"q\" <b> \\ ü", {5, 5}}};
  day.changes = {{{"floods", "flood defences"}, 5}};
  return day;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(query_days)

BOOST_AUTO_TEST_CASE(writing_then_reading_is_identity) {
  const Result<QueryDay> read = parse_query_day(query_day_json(sample()), "x");
  BOOST_TEST_REQUIRE(read.ok());
  BOOST_TEST((read.value() == sample()));
}

BOOST_AUTO_TEST_CASE(what_is_added_is_summed) {
  const TempDir dir;
  const QueryDirectory log(dir.path() / "log");
  log.add(sample());
  log.add(sample());
  const Result<QueryDay> day = log.read(kToday);
  BOOST_TEST_REQUIRE(day.ok());
  BOOST_TEST(day.value().searches == 24u);
  BOOST_TEST(day.value().queries.at("flood defences").asked == 12u);
  BOOST_TEST((day.value().changes.at({"floods", "flood defences"}) == 10u));
}

BOOST_AUTO_TEST_CASE(its_files_are_for_its_owner_alone) {
  const TempDir dir;
  QueryDirectory(dir.path() / "log").add(sample());
  struct stat status {};
  BOOST_TEST(::stat((dir.path() / "log").c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777) == 0700u);
  for (const auto& entry : fs::directory_iterator(dir.path() / "log")) {
    BOOST_TEST(::stat(entry.path().c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0600u, entry.path());
  }
}

BOOST_AUTO_TEST_CASE(a_day_that_is_not_there_is_empty) {
  const TempDir dir;
  const Result<QueryDay> day = QueryDirectory(dir.path()).read(kToday);
  BOOST_TEST_REQUIRE(day.ok());
  BOOST_TEST(day.value().empty());
  BOOST_TEST((day.value().day == kToday));
}

BOOST_AUTO_TEST_CASE(takes_as_many_queries_as_the_limit_and_no_more) {
  QueryDay day;
  for (size_t i = 0; i < limits::kLoggedQueriesMax; ++i) {
    day.queries[std::to_string(i)] = {5, 0};
    day.changes[{std::to_string(i), "x"}] = 5;
  }
  day.day = kToday;
  BOOST_TEST(parse_query_day(query_day_json(day), "x").ok());
  QueryDay more;
  more.queries = {{"0", {1, 0}}, {"one more", {5, 0}}};
  more.changes = {{{"0", "x"}, 1}, {{"one", "more"}, 5}};
  day.add(more);
  BOOST_TEST(day.queries.size() == limits::kLoggedQueriesMax);
  BOOST_TEST(day.changes.size() == limits::kLoggedQueriesMax);
  BOOST_TEST(day.queries.at("0").asked == 6u);
  day.queries["one more"] = {5, 0};
  BOOST_TEST(!parse_query_day(query_day_json(day), "x").ok());
}

BOOST_AUTO_TEST_CASE(the_largest_day_fits_into_its_file) {
  QueryDay day;
  day.day = kToday;
  const std::string quotes(limits::kLoggedQueryBytesMax - 4, '"');  // twice as long in JSON
  for (size_t i = 1'000; i < 1'000 + limits::kLoggedQueriesMax; ++i) {
    const std::string text = quotes + std::to_string(i);
    day.queries[text] = {uint64_t{1} << 40, uint64_t{1} << 40};
    day.changes[{text, text}] = uint64_t{1} << 40;
  }
  const std::string json = query_day_json(day);
  BOOST_TEST(json.size() > 5'000'000u);
  BOOST_TEST(parse_query_day(json, "x").ok());
  const std::string padding(limits::kQueryDayBytesMax - json.size(), ' ');
  BOOST_TEST(parse_query_day(json + padding, "x").ok());
  BOOST_TEST(!parse_query_day(json + padding + ' ', "x").ok());
}

const char* const kBad[] = {
    "",
    "{}",
    "[]",
    "null",
    R"({"format":2,"day":"2026-11-23","least":5,"searches":1,"without_results":0,"withheld":0,"changed":0,"queries":[],"changes":[]})",
    R"({"format":1,"day":"2026-11-31","least":5,"searches":1,"without_results":0,"withheld":0,"changed":0,"queries":[],"changes":[]})",
    R"({"format":1,"day":"2026-11-23","least":5,"searches":-1,"without_results":0,"withheld":0,"changed":0,"queries":[],"changes":[]})",
    R"({"format":1,"day":"2026-11-23","least":5,"searches":1e99,"without_results":0,"withheld":0,"changed":0,"queries":[],"changes":[]})",
    R"({"format":1,"day":"2026-11-23","least":5,"searches":1,"without_results":0,"withheld":0,"changed":0,"queries":[{"query":""}],"changes":[]})",
    R"({"format":1,"day":"2026-11-23","least":5,"searches":1,"without_results":0,"withheld":0,"changed":0,"queries":["secret"],"changes":[]})",
};
BOOST_DATA_TEST_CASE(a_damaged_day_is_named_and_not_quoted, data::make(kBad), json) {
  const Result<QueryDay> day = parse_query_day(json, "2026-11-23.json");
  BOOST_TEST_REQUIRE(!day.ok());
  BOOST_TEST(day.error().where == "2026-11-23.json");
  BOOST_TEST(day.error().message ==
             "is no day of a query log; move it away, and counting goes on without it");
}

BOOST_AUTO_TEST_CASE(a_day_under_another_name_is_refused) {
  const TempDir dir;
  dir.write("2026-11-22.json", query_day_json(sample()));
  BOOST_TEST(!QueryDirectory(dir.path()).read({2026, 11, 22}).ok());
}

BOOST_AUTO_TEST_CASE(removes_the_days_before_one_and_nothing_else) {
  const TempDir dir;
  for (const char* name : {"2026-10-24.json", "2026-10-25.json", "2026-11-23.json", "2026-10-24.json.bak",
                           "2020.json", "notes.txt"})
    dir.write(name, "x");
  QueryDirectory(dir.path()).remove_before({2026, 10, 25});
  BOOST_TEST(!fs::exists(dir.path() / "2026-10-24.json"));
  BOOST_TEST(std::distance(fs::directory_iterator(dir.path()), {}) == 5);
}

BOOST_AUTO_TEST_CASE(days_are_counted_over_months_and_years) {
  BOOST_TEST((days_before({2026, 11, 23}, 29) == Date{2026, 10, 25}));
  BOOST_TEST((days_before({2024, 3, 1}, 1) == Date{2024, 2, 29}));
  BOOST_TEST((days_before({2026, 1, 1}, 1) == Date{2025, 12, 31}));
  BOOST_TEST((days_before({2026, 1, 1}, 0) == Date{2026, 1, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
