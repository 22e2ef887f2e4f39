#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/unit/server/http/site_fixture.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(site_feeds, SiteFixture)

BOOST_AUTO_TEST_CASE(a_search_can_be_subscribed_to_in_two_forms) {
  const HttpAnswer atom = answer("/search.atom?q=a&kind=report");
  BOOST_TEST(atom.status == 200);
  BOOST_TEST(header(atom, "Content-Type") == "application/atom+xml; charset=utf-8");
  BOOST_TEST(has(atom.body, "<id>http://search.example.org:8080/search.atom?q=a&amp;kind=report</id>"));
  BOOST_TEST(has(atom.body, "<updated>2026-11-22T10:00:00Z</updated>"));
  const HttpAnswer json = answer("/search.json?q=a&kind=report");
  BOOST_TEST(json.status == 200);
  BOOST_TEST(header(json, "Content-Type") == "application/feed+json");
  BOOST_TEST(nlohmann::json::parse(json.body).at("items").size() == 2u);
  const auto requests = answerer.requests();
  BOOST_TEST_REQUIRE(requests.size() == 2u);
  BOOST_TEST((requests[0].sort == Sort::kNewest));
  BOOST_TEST(requests[0].per_page == 20u);
  BOOST_TEST(!requests[0].facets);
}

BOOST_AUTO_TEST_CASE(a_feed_that_has_not_changed_is_a_304) {
  HttpRequest request = get("/search.atom?q=a&kind=report");
  const HttpAnswer fresh = site.answer(request, "1f");
  BOOST_TEST(header(fresh, "Cache-Control") == "public, max-age=60");
  request.if_none_match = header(fresh, "ETag");
  request.query = "sort=newest&kind=report&q=a&per_page=";
  BOOST_TEST(site.answer(request, "1f").status == 304);
  BOOST_TEST(answerer.requests().size() == 1u);

  for (const char* other : {"q=b&kind=report", "q=a&kind=report&page=2", "q=a&kind=report&sort=relevance"}) {
    request.query = other;
    BOOST_TEST(site.answer(request, "1f").status == 200, other);
  }
  request.query = "q=a&kind=report";
  request.host = "elsewhere.example.org";
  BOOST_TEST(site.answer(request, "1f").status == 200);
  request.host = "search.example.org:8080";
  answerer.index.generation = answerer.response.generation = "gen-000013";
  BOOST_TEST(site.answer(request, "1f").status == 200);
}

BOOST_AUTO_TEST_CASE(the_public_address_is_the_operators_when_there_is_one) {
  SiteOptions options;
  options.public_origin = "https://find.example.org";
  Site told(answerer, options);
  for (const char* target :
       {"/search.atom?q=a", "/search.json?q=a", "/opensearch.xml", "/opensearch-suggest?q=a"}) {
    const HttpAnswer answered = told.answer(get(target), "1f");
    BOOST_TEST(has(answered.body, "https://find.example.org/"), target);
    BOOST_TEST(!has(answered.body, "search.example.org"), target);
  }
}

const char* const kNoHosts[] = {"", "a b", "x/y", "user@x", "x:0", "x:port", "<x>", "[::1", "x..y"};
BOOST_DATA_TEST_CASE(no_address_is_made_of_a_host_that_is_none, data::make(kNoHosts), host) {
  SiteFixture fixture;
  for (const char* target : {"/search.atom?q=a", "/opensearch.xml", "/opensearch-suggest?q=a"}) {
    HttpRequest request = SiteFixture::get(target);
    request.host = host;
    const HttpAnswer refused = fixture.site.answer(request, "1f");
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(nlohmann::json::parse(refused.body).at("code") == "bad_request");
  }
}

BOOST_AUTO_TEST_CASE(a_feed_needs_a_question_and_has_no_facets_or_snippets_to_choose) {
  const std::pair<const char*, const char*> kRefused[] = {{"/search.atom", "missing_parameter"},
                                                          {"/search.json?q=&sort=", "missing_parameter"},
                                                          {"/search.atom?q=a&facets=1", "unknown_parameter"},
                                                          {"/search.atom?q=a&sort=new", "bad_parameter"},
                                                          {"/search.atom?q=%ff", "bad_encoding"}};
  for (const auto& [target, code] : kRefused) {
    const HttpAnswer refused = answer(target);
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(nlohmann::json::parse(refused.body).at("code") == code, target);
  }
  BOOST_TEST(answerer.requests().empty());
}

BOOST_AUTO_TEST_CASE(the_browsers_search_bar_gets_its_description_and_suggestions) {
  const HttpAnswer description = answer("/opensearch.xml");
  BOOST_TEST(header(description, "Content-Type") == "application/opensearchdescription+xml; charset=utf-8");
  const HttpAnswer suggestions = answer("/opensearch-suggest?q=di&limit=2");
  BOOST_TEST(header(suggestions, "Content-Type") == "application/x-suggestions+json");
  BOOST_TEST(header(suggestions, "Cache-Control") == "public, max-age=60");
  const auto json = nlohmann::json::parse(suggestions.body);
  BOOST_TEST_REQUIRE(json.size() == 4u);
  BOOST_TEST(json[0] == "di");
  BOOST_TEST(json[1].size() == 2u);
  BOOST_TEST(answer("/opensearch-suggest?x=1").status == 400);
}

BOOST_AUTO_TEST_CASE(only_the_origins_on_the_list_may_read_the_api) {
  SiteOptions options;
  options.cors = {"https://www.example.org", "http://localhost:8000"};
  Site listed(answerer, options);
  const auto asked = [&](const char* target, const char* origin) {
    HttpRequest request = get(target);
    request.origin = origin;
    return listed.answer(request, "1f");
  };
  for (const char* target :
       {"/api/v1/suggest?q=a", "/api/v1/search?q=a", "/api/v1/search?x=1", "/api/v1/none"}) {
    const HttpAnswer let = asked(target, "http://localhost:8000");
    BOOST_TEST(header(let, "Access-Control-Allow-Origin") == "http://localhost:8000", target);
    BOOST_TEST(headers(let, "Vary").size() == 1u, target);
    BOOST_TEST(has(header(let, "Vary"), "Origin"), target);
    for (const char* origin :
         {"", "null", "https://www.example.org.evil.example", "http://www.example.org", "*"}) {
      const HttpAnswer kept = asked(target, origin);
      BOOST_TEST(header(kept, "Access-Control-Allow-Origin") == "", origin);
      BOOST_TEST(has(header(kept, "Vary"), "Origin"), target);
    }
  }
  for (const char* target : {"/search?q=a", "/search.atom?q=a", "/readyz", "/"}) {
    BOOST_TEST(header(asked(target, "http://localhost:8000"), "Access-Control-Allow-Origin") == "", target);
  }
}

BOOST_AUTO_TEST_CASE(all_origins_are_let_in_only_when_that_is_said) {
  HttpRequest request = get("/api/v1/suggest?q=a");
  request.origin = "https://a.example";
  BOOST_TEST(header(site.answer(request, "1f"), "Access-Control-Allow-Origin") == "");
  BOOST_TEST(!has(header(site.answer(request, "1f"), "Vary"), "Origin"));
  SiteOptions options;
  options.cors = {"*"};
  Site open(answerer, options);
  BOOST_TEST(header(open.answer(request, "1f"), "Access-Control-Allow-Origin") == "*");
}

BOOST_AUTO_TEST_CASE(the_box_is_for_every_site_and_may_change) {
  for (const char* target : {"/widget.js", "/widget.css"}) {
    HttpRequest request = get(target);
    const HttpAnswer plain = site.answer(request, "1f");
    BOOST_TEST(header(plain, "Cross-Origin-Resource-Policy") == "cross-origin");
    BOOST_TEST(header(plain, "Access-Control-Allow-Origin") == "*");
    BOOST_TEST(has(header(plain, "Cache-Control"), "max-age=3600"));
    BOOST_TEST(header(plain, "Vary") == "Accept-Encoding");
    request.accepts_gzip = true;
    const HttpAnswer packed = site.answer(request, "1f");
    BOOST_TEST(header(packed, "Content-Encoding") == "gzip");
    BOOST_TEST(packed.body.size() < plain.body.size());
    request.if_none_match = header(plain, "ETag");
    const HttpAnswer again = site.answer(request, "1f");
    BOOST_TEST(again.status == 304);
    BOOST_TEST(again.body.empty());
  }
  BOOST_TEST(header(answer("/"), "Cross-Origin-Resource-Policy") == "same-origin");
}

BOOST_AUTO_TEST_SUITE_END()
