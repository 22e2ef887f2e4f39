// What the days of a query log come to.
#include "server/query_report.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "server/query_report_page.h"
#include "server/run_file.h"

using namespace pressmark;

namespace {

constexpr Date kToday = {2026, 11, 23};

std::vector<QueryDay> sample() {
  QueryDay before, today;
  before.day = {2026, 11, 22};
  before.least = 5;
  before.searches = 20;
  before.without_results = 5;
  before.queries = {{"skills", {10, 0}}, {"zorbing", {5, 5}}};
  today.day = kToday;
  today.least = 5;
  today.searches = 20;
  today.withheld = 4;
  today.changed = 8;
  today.queries = {{"skills", {6, 0}}, {"<b>buses\x1b[2J", {7, 0}}};
  today.changes = {{{"zorbing", "sport"}, 5}, {{"bus", "buses"}, 6}};
  return {before, today};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(query_report)

BOOST_AUTO_TEST_CASE(sums_the_days_and_sorts_by_count) {
  const QueryReport report = make_query_report(sample(), kToday, 30);
  BOOST_TEST(report.days.size() == 30u);
  BOOST_TEST((report.days.front().day == Date{2026, 10, 25}));
  BOOST_TEST(report.days.back().searches == 20u);
  BOOST_TEST(report.searches == 40u);
  BOOST_TEST(report.in_clear == 28u);
  BOOST_TEST_REQUIRE(report.queries.size() == 3u);
  BOOST_TEST(report.queries[0].text == "skills");
  BOOST_TEST(report.queries[0].asked == 16u);
  BOOST_TEST_REQUIRE(report.failing.size() == 1u);
  BOOST_TEST(report.failing[0].text == "zorbing");
  BOOST_TEST(report.changes[0].from == "bus");
}

BOOST_AUTO_TEST_CASE(days_outside_are_passed_over) {
  const QueryReport report = make_query_report(sample(), kToday, 1);
  BOOST_TEST(report.searches == 20u);
  BOOST_TEST(report.failing.empty());
  BOOST_TEST(make_query_report(sample(), {2026, 11, 21}, 30).searches == 0u);
}

BOOST_AUTO_TEST_CASE(shares_are_of_the_whole_and_of_nothing_nothing) {
  BOOST_TEST(share_words(1, 8) == "12.5 %");
  BOOST_TEST(share_words(8, 8) == "100.0 %");
  BOOST_TEST(share_words(0, 8) == "0 %");
  BOOST_TEST(share_words(0, 0) == "0 %");
}

BOOST_AUTO_TEST_CASE(the_text_has_the_lists_and_no_control_characters) {
  const std::string text = query_report_text(make_query_report(sample(), kToday, 2));
  BOOST_TEST(text ==
             "2026-11-22 to 2026-11-23\n"
             "Searches           40\n"
             "Without results    5 (12.5 %)\n"
             "After another one  8 (20.0 %)\n"
             "By queries below   28 (70.0 %)\n"
             "Withheld           4 (10.0 %)\n"
             "\nMost asked\n"
             "      16  skills\n"
             "       7  <b>buses [2J\n"
             "       5  zorbing\n"
             "\nMost without results\n"
             "       5  zorbing\n"
             "\nAsked anew in other words\n"
             "       6  bus -> buses\n"
             "       5  zorbing -> sport\n");
}

BOOST_AUTO_TEST_CASE(the_json_has_all_of_it_and_is_safe_in_a_page) {
  const std::string text = query_report_json(make_query_report(sample(), kToday, 2));
  const auto json = nlohmann::json::parse(text);
  BOOST_TEST(json["searches"] == 40);
  BOOST_TEST(json["withheld"] == 4);
  BOOST_TEST(json["days"].size() == 2u);
  BOOST_TEST(json["queries"][0]["asked"] == 16);
  BOOST_TEST(json["changes"][0]["to"] == "buses");
  BOOST_TEST(text.find("<b>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_candidates_are_topics) {
  const std::string lines = query_report_topics(make_query_report(sample(), kToday, 2));
  const auto topics = parse_topics(lines, "x");
  BOOST_TEST_REQUIRE(topics.ok());
  BOOST_TEST_REQUIRE(topics.value().size() == 3u);
  BOOST_TEST(topics.value()[0].id == "q001");
  BOOST_TEST(topics.value()[0].text == "skills");
}

BOOST_AUTO_TEST_CASE(lists_are_cut_where_they_say) {
  QueryDay day;
  day.day = kToday;
  for (size_t i = 0; i < kReportRowsJson + 1; ++i) day.queries[std::to_string(i)] = {5, 0};
  const QueryReport report = make_query_report({day}, kToday, 1);
  BOOST_TEST(nlohmann::json::parse(query_report_json(report))["queries"].size() == kReportRowsJson);
  BOOST_TEST(parse_topics(query_report_topics(report), "x").value().size() == kReportTopics);
}

BOOST_AUTO_TEST_CASE(the_page_has_its_figures_in_tables_and_nothing_unescaped) {
  const std::string page = query_report_page(make_query_report(sample(), kToday, 2));
  BOOST_TEST(page.find("<th scope=\"row\"><bdi>skills</bdi></th><td class=\"number\">16</td>") !=
             std::string::npos);
  BOOST_TEST(
      page.find("22 November 2026</time></th><td class=\"number\">20</td><td class=\"number\">5</td>") !=
      std::string::npos);
  BOOST_TEST(page.find("<b>") == std::string::npos);
  BOOST_TEST(page.find("5 times in a day") != std::string::npos);
  BOOST_TEST(page.find("{{") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_report_of_nothing_says_so) {
  const std::string page = query_report_page(make_query_report({}, kToday, 30));
  BOOST_TEST(page.find("No query was asked often enough to be named.") != std::string::npos);
  BOOST_TEST(page.find("times in a day") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
