// /explain and /api/v1/explain.
#include "server/http/explain_routes.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/unit/server/http/site_fixture.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

BOOST_FIXTURE_TEST_SUITE(explain_routes, SiteFixture)

BOOST_AUTO_TEST_CASE(the_page_explains_under_the_filters_of_the_search) {
  answerer.explanation.outcome = Explanation::Outcome::kFound;
  answerer.explanation.title = "A title";
  const HttpAnswer page = answer("/explain?q=skills&kind=report&id=+a%2Fb.html+");
  BOOST_TEST(page.status == 200u);
  BOOST_TEST(header(page, "Content-Type") == "text/html; charset=utf-8");
  BOOST_TEST(header(page, "X-Robots-Tag") == "noindex");
  BOOST_TEST(header(page, "Cache-Control") == "no-store");
  BOOST_TEST(page.body.find("A title") != std::string::npos);
  BOOST_TEST(page.body.find("value=\"a/b.html\"") != std::string::npos);
  BOOST_TEST_REQUIRE(answerer.requests().size() == 1u);
  BOOST_TEST(answerer.requests()[0].text == "skills");
  BOOST_TEST((answerer.requests()[0].filters.kinds == std::vector{Kind::kReport}));
}

BOOST_AUTO_TEST_CASE(the_page_without_a_query_or_a_publication_asks_for_it) {
  for (const char* target : {"/explain", "/explain?q=skills", "/explain?id=a", "/explain?q=+&id=+"}) {
    const HttpAnswer page = answer(target);
    BOOST_TEST(page.status == 200u, target);
    BOOST_TEST(page.body.find("id=\"why-id\"") != std::string::npos, target);
  }
  BOOST_TEST(answerer.requests().empty());
}

BOOST_AUTO_TEST_CASE(the_api_gives_the_facts) {
  const HttpAnswer api = answer("/api/v1/explain?q=skills&id=a");
  BOOST_TEST(api.status == 200u);
  BOOST_TEST(header(api, "Content-Type") == "application/json");
  BOOST_TEST(nlohmann::json::parse(api.body)["outcome"] == "not_indexed");
}

const char* const kRefused[] = {
    "/api/v1/explain",          "/api/v1/explain?q=a", "/api/v1/explain?id=a",     "/explain?id=a&id=b",
    "/explain?q=a&id=b&pgae=2", "/explain?q=%zz",      "/explain?q=a&kind=nothing"};
BOOST_DATA_TEST_CASE_F(SiteFixture, what_cannot_be_asked_is_refused, data::make(kRefused), target) {
  const HttpAnswer refused = answer(target);
  BOOST_TEST(refused.status == 400u);
  const bool page = std::string(target).starts_with("/explain");
  BOOST_TEST(header(refused, "Content-Type") ==
             (page ? "text/html; charset=utf-8" : "application/problem+json"));
}

BOOST_AUTO_TEST_CASE(of_what_is_hidden_nothing_more_is_said) {
  Explanation& hidden = answerer.explanation;
  hidden.outcome = Explanation::Outcome::kHidden;
  hidden.title = "Secret title";
  hidden.words = {{"secretword", {{Role::kBody, 1}}, true, 1, true, 2}};
  hidden.obstacles = {"secretobstacle"};
  for (const char* target : {"/explain?q=a&id=b", "/api/v1/explain?q=a&id=b"}) {
    const std::string body = answer(target).body;
    BOOST_TEST(body.find("the editors have hidden it") != std::string::npos);
    BOOST_TEST(body.find("ecret") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(results_lead_to_it_only_where_that_is_asked_for) {
  const std::string plain = answer("/search?q=digital&kind=report").body;
  BOOST_TEST(plain.find("/explain") == std::string::npos);
  const std::string asked = answer("/search?q=digital&kind=report&explain=1").body;
  BOOST_TEST(asked.find("href=\"/explain?q=digital&amp;kind=report&amp;id=reports%2Fskills.pdf\"") !=
             std::string::npos);
  BOOST_TEST(asked.find("href=\"/explain?q=digital&amp;kind=report\"") != std::string::npos);
  BOOST_TEST(asked.find("name=\"explain\" value=\"1\"") != std::string::npos);
  const auto hit = nlohmann::json::parse(answer("/api/v1/search?q=digital&explain=1").body)["hits"][0];
  BOOST_TEST(hit["explanation"] == "/api/v1/explain?q=digital&id=reports%2Fskills.pdf");
  BOOST_TEST(
      !nlohmann::json::parse(answer("/api/v1/search?q=digital").body)["hits"][0].contains("explanation"));
}

BOOST_AUTO_TEST_CASE(takes_a_place_among_the_searches) {
  answerer.before_search = [&] {
    answerer.before_search = nullptr;
    BOOST_TEST(answer("/explain?q=a&id=b").status == 200u);
  };
  answer("/search?q=a");
  Site full(answerer, SiteOptions{.searches_max = 0, .documents = std::nullopt});
  BOOST_TEST(full.answer(get("/explain?q=a&id=b"), "1f").status == 503u);
}

BOOST_AUTO_TEST_SUITE_END()
