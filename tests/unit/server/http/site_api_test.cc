// Routes that say what there is to ask, and what an answer tells of how it was made.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "server/assets.h"
#include "server/http/server_timing.h"
#include "tests/unit/server/http/site_fixture.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

BOOST_FIXTURE_TEST_SUITE(site_api, SiteFixture)

BOOST_AUTO_TEST_CASE(status_says_what_is_searched) {
  const HttpAnswer status = answer("/api/v1/status");
  BOOST_TEST(status.status == 200);
  BOOST_TEST(header(status, "Cache-Control") == "no-store");
  const auto json = nlohmann::json::parse(status.body);
  BOOST_TEST(json.at("version") == PRESSMARK_VERSION);
  BOOST_TEST(json.at("generation") == "gen-000012");
  BOOST_TEST(json.at("created") == "2026-11-22T10:00:00Z");
  BOOST_TEST(json.at("publications") == 12345);
  BOOST_TEST(json.at("languages") == nlohmann::json::array({"en"}));
}

BOOST_AUTO_TEST_CASE(status_takes_no_parameters_and_needs_an_index) {
  const HttpAnswer refused = answer("/api/v1/status?verbose=1");
  BOOST_TEST(refused.status == 400);
  BOOST_TEST(nlohmann::json::parse(refused.body).at("code") == "unknown_parameter");
  BOOST_TEST(nlohmann::json::parse(answer("/api/v1/status?%").body).at("code") == "bad_encoding");
  answerer.index = {false, "", "", "there is no index", 0, {}};
  const HttpAnswer early = answer("/api/v1/status");
  BOOST_TEST(early.status == 503);
  BOOST_TEST(nlohmann::json::parse(early.body).at("code") == "not_ready");
}

BOOST_AUTO_TEST_CASE(the_description_is_served_as_it_is_to_programs_of_every_origin) {
  const HttpAnswer description = answer("/openapi.json");
  BOOST_TEST(description.status == 200);
  BOOST_TEST(header(description, "Content-Type") == "application/json");
  BOOST_TEST(header(description, "Access-Control-Allow-Origin") == "*");
  BOOST_TEST(description.body == embedded("openapi.json"));
  HttpRequest again = get("/openapi.json");
  again.if_none_match = header(description, "ETag");
  BOOST_TEST(site.answer(again, "1f").status == 304);
}

BOOST_AUTO_TEST_CASE(the_docs_ask_for_the_newest_publication) {
  const HttpAnswer docs = answer("/docs");
  BOOST_TEST(docs.status == 200);
  BOOST_TEST(header(docs, "Content-Type") == "text/html; charset=utf-8");
  BOOST_TEST(docs.body.find("href=\"/api/v1/publications/reports%2Fskills.pdf\"") != std::string::npos);
  const auto requests = answerer.requests();
  BOOST_TEST_REQUIRE(requests.size() == 1u);
  BOOST_TEST((requests[0].sort == Sort::kNewest));
  BOOST_TEST(requests[0].per_page == 1u);
  HttpRequest again = get("/docs");
  again.if_none_match = header(docs, "ETag");
  BOOST_TEST(site.answer(again, "1f").status == 304);
}

BOOST_AUTO_TEST_CASE(the_docs_are_there_before_there_is_an_index) {
  answerer.index = {false, "", "", "there is no index", 0, {}};
  const HttpAnswer docs = answer("/docs");
  BOOST_TEST(docs.status == 200);
  BOOST_TEST(docs.body.find("href=\"/api/v1/publications/news%2F") != std::string::npos);
  BOOST_TEST(answerer.requests().empty());
}

BOOST_AUTO_TEST_CASE(the_docs_and_the_problems_lead_to_each_other) {
  BOOST_TEST(answer("/docs").body.find("href=\"/problems#unknown_parameter\"") != std::string::npos);
  BOOST_TEST(answer("/problems").body.find("href=\"/docs\"") != std::string::npos);
}

const char* const kSearches[] = {"/search?q=a", "/api/v1/search?q=a", "/api/v1/passages?q=a",
                                 "/search.atom?q=a", "/search.json?q=a"};
BOOST_DATA_TEST_CASE(a_search_tells_where_its_time_went, data::make(kSearches), target) {
  SiteFixture fixture;
  fixture.answerer.response.stages = {1.5, 20.25, 3};
  fixture.answerer.passages_response.stages = {1.5, 20.25, 3};
  static const std::regex kTold(
      "parse;dur=1\\.500, match;dur=20\\.250, snippets;dur=3\\.000, render;dur=[0-9]+\\.[0-9]{3}");
  BOOST_TEST(std::regex_match(header(fixture.answer(target), "Server-Timing"), kTold));
}

BOOST_AUTO_TEST_CASE(what_was_not_searched_has_no_times) {
  for (const char* target : {"/", "/search", "/search?x=1", "/api/v1/suggest?q=a", "/version", "/docs"})
    BOOST_TEST(headers(answer(target), "Server-Timing").empty(), target);
  HttpRequest again = get("/api/v1/search?q=a");
  again.if_none_match = "*";
  const HttpAnswer held = site.answer(again, "1f");
  BOOST_TEST(held.status == 304);
  BOOST_TEST(headers(held, "Server-Timing").empty());
}

BOOST_AUTO_TEST_CASE(times_are_written_alike_whatever_they_are) {
  BOOST_TEST(server_timing({0, 1e9, 0.0004}, 12.3456) ==
             "parse;dur=0.000, match;dur=1000000000.000, snippets;dur=0.000, render;dur=12.346");
}

struct Slip {
  const char* target;
  const char* nearest;
};
std::ostream& operator<<(std::ostream& out, const Slip& row) {
  return out << row.target;
}
const Slip kSlips[] = {
    {"/api/v1/search?pre_page=5", "per_page"},
    {"/api/v1/search?snippet=0", "snippets"},
    {"/api/v1/passages?lnag=de", "lang"},
    {"/api/v1/passages?topics=1", "topic"},
    {"/api/v1/suggest?limt=3", "limit"},
    {"/api/v1/suggest?query=a", "q"},
    {"/opensearch-suggest?lim=3", "limit"},
    {"/search.atom?sorted=newest", "sort"},
    {"/search.json?publsher=x", "publisher"},
    {"/api/v1/publications/reports%2Fskills.pdf/similar?top=3", "limit"},
    {"/api/v1/publications/reports%2Fskills.pdf/passages?q=a&oder=best", "order"},
    {"/api/v1/publications/reports%2Fskills.pdf/passages?search=a", "q"},
};
BOOST_DATA_TEST_CASE(a_parameter_that_is_unknown_is_told_its_nearest_on_every_path, data::make(kSlips), row) {
  SiteFixture fixture;
  const HttpAnswer refused = fixture.answer(row.target);
  BOOST_TEST(refused.status == 400);
  const auto problem = nlohmann::json::parse(refused.body);
  BOOST_TEST(problem.at("code") == "unknown_parameter");
  BOOST_TEST(problem.at("errors").at(0).at("suggestion") == row.nearest);
}

BOOST_AUTO_TEST_SUITE_END()
