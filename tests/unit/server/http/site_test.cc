#include "server/http/site.h"

#include <Poco/InflatingStream.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <future>
#include <iterator>
#include <latch>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "server/assets.h"
#include "tests/unit/server/http/site_fixture.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

BOOST_FIXTURE_TEST_SUITE(site, SiteFixture)

BOOST_AUTO_TEST_CASE(the_page_and_the_api_answer_the_same_request) {
  const HttpAnswer page = answer("/search?q=a&kind=report");
  const HttpAnswer api = answer("/api/v1/search?q=a&kind=report");
  BOOST_TEST(page.status == 200);
  BOOST_TEST(header(page, "Content-Type") == "text/html; charset=utf-8");
  BOOST_TEST(header(api, "Content-Type") == "application/json");
  BOOST_TEST(nlohmann::json::parse(api.body).at("total") == 23);
  const auto requests = answerer.requests();
  BOOST_TEST_REQUIRE(requests.size() == 2u);
  BOOST_TEST(requests[0].text == "a");
  BOOST_TEST((requests[0].filters == requests[1].filters));
}

const char* const kEverywhere[] = {"/",
                                   "/search?q=a",
                                   "/api/v1/search?q=a",
                                   "/api/v1/suggest?q=a",
                                   "/livez",
                                   "/readyz",
                                   "/version",
                                   "/problems",
                                   "/none",
                                   "/search?x=1",
                                   "/documents/a",
                                   "/api/v1/passages?q=a",
                                   "/widget.js",
                                   "/favicon.ico",
                                   "/search.atom?q=a",
                                   "/search.json?q=a",
                                   "/opensearch.xml",
                                   "/api/v1/status",
                                   "/openapi.json",
                                   "/docs"};
BOOST_DATA_TEST_CASE(every_answer_carries_the_security_headers_once, data::make(kEverywhere), target) {
  SiteFixture fixture;
  const HttpAnswer answer = fixture.answer(target);
  BOOST_TEST(
      header(answer, "Content-Security-Policy") ==
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  BOOST_TEST(header(answer, "X-Content-Type-Options") == "nosniff");
  BOOST_TEST(header(answer, "Referrer-Policy") == "same-origin");
  std::set<std::string> names;
  for (const auto& [name, value] : answer.headers) BOOST_TEST(names.insert(name).second, name);
}

BOOST_AUTO_TEST_CASE(without_a_question_the_results_page_is_the_empty_page_and_the_api_refuses) {
  BOOST_TEST(answer("/search?q=&page=").body == answer("/").body);
  const HttpAnswer api = answer("/api/v1/search");
  BOOST_TEST(api.status == 400);
  BOOST_TEST(nlohmann::json::parse(api.body).at("code") == "missing_parameter");
  BOOST_TEST(answerer.requests().empty());
}

BOOST_AUTO_TEST_CASE(passages_are_asked_for_with_the_filters_of_a_search) {
  const HttpAnswer passages = answer("/api/v1/passages?q=a&kind=report&per_page=3&page=2");
  BOOST_TEST(passages.status == 200);
  BOOST_TEST(nlohmann::json::parse(passages.body).at("total") == 1200);
  BOOST_TEST(header(passages, "Cache-Control") == "public, max-age=60");
  const auto requests = answerer.requests();
  BOOST_TEST_REQUIRE(requests.size() == 1u);
  BOOST_TEST(requests[0].text == "a");
  BOOST_TEST(requests[0].filters.kinds.size() == 1u);
  BOOST_TEST(requests[0].per_page == 3u);
  BOOST_TEST(requests[0].page == 2u);

  HttpRequest again = get("/api/v1/passages?kind=report&q=a&per_page=3&page=2");
  again.if_none_match = header(passages, "ETag");
  BOOST_TEST(site.answer(again, "1f").status == 304);
  answerer.passages_response.partial = true;
  BOOST_TEST(header(answer("/api/v1/passages?q=a"), "Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_CASE(passages_need_words_and_have_no_order_but_their_own) {
  for (const char* target : {"/api/v1/passages", "/api/v1/passages?q=+&kind=report"}) {
    const HttpAnswer refused = answer(target);
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(nlohmann::json::parse(refused.body).at("code") == "missing_parameter");
  }
  const HttpAnswer sorted = answer("/api/v1/passages?q=a&sort=newest");
  BOOST_TEST(sorted.status == 400);
  BOOST_TEST(nlohmann::json::parse(sorted.body).at("code") == "unknown_parameter");
  BOOST_TEST(answerer.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_wrong_parameter_is_a_page_for_readers_and_a_document_for_programs) {
  const HttpAnswer page = answer("/search?q=a&pgae=2");
  BOOST_TEST(page.status == 400);
  BOOST_TEST(header(page, "Content-Type") == "text/html; charset=utf-8");
  const HttpAnswer api = answer("/api/v1/search?q=a&pgae=2");
  BOOST_TEST(api.status == 400);
  BOOST_TEST(header(api, "Content-Type") == "application/problem+json");
  BOOST_TEST(nlohmann::json::parse(api.body).at("errors").at(0).at("suggestion") == "page");
}

struct Wrong {
  const char* query;
  const char* code;
};
std::ostream& operator<<(std::ostream& out, const Wrong& row) {
  return out << row.query;
}
const Wrong kWrong[] = {
    {"q=100%", "bad_encoding"},
    {"q=%ff", "bad_encoding"},
    {"q=a&q=b", "duplicate_parameter"},
    {"a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a", "too_many_parameters"}};
BOOST_DATA_TEST_CASE(a_wrong_query_string_is_a_400, data::make(kWrong), row) {
  SiteFixture fixture;
  const HttpAnswer answer = fixture.answer(std::string("/api/v1/search?") + row.query);
  BOOST_TEST(answer.status == 400);
  BOOST_TEST(nlohmann::json::parse(answer.body).at("code") == row.code);
}

BOOST_AUTO_TEST_CASE(whatever_is_thrown_the_client_gets_a_whole_answer_without_inside_text) {
  const std::pair<std::function<void()>, int> kThrown[] = {{[] { throw NotReady("secret"); }, 503},
                                                           {[] { throw std::runtime_error("secret"); }, 500},
                                                           {[] { throw 7; }, 500}};
  for (const auto& [thrown, status] : kThrown) {
    answerer.before_search = thrown;
    const HttpAnswer answered = answer("/api/v1/search?q=a");
    BOOST_TEST(answered.status == status);
    BOOST_TEST(nlohmann::json::parse(answered.body).at("status") == status);
    BOOST_TEST(answered.body.find("secret") == std::string::npos);
    BOOST_TEST(!answered.fault.empty());
    BOOST_TEST(header(answered, "Retry-After") == (status == 503 ? "5" : ""));
    BOOST_TEST(header(answered, "Cache-Control") == "no-store");
    BOOST_TEST(header(answered, "ETag") == "");
  }
}

BOOST_AUTO_TEST_CASE(one_search_too_many_is_told_to_come_back) {
  std::latch inside(2), leave(1);
  answerer.before_search = [&] {
    inside.count_down();
    leave.wait();
  };
  auto first = std::async(std::launch::async, [&] { return answer("/search?q=a").status; });
  auto second = std::async(std::launch::async, [&] { return answer("/search?q=b").status; });
  inside.wait();
  const HttpAnswer third = answer("/api/v1/search?q=c");
  BOOST_TEST(answer("/livez").status == 200);
  leave.count_down();
  BOOST_TEST(third.status == 503);
  BOOST_TEST(header(third, "Retry-After") == "1");
  BOOST_TEST(nlohmann::json::parse(third.body).at("code") == "overloaded");
  BOOST_TEST(first.get() == 200);
  BOOST_TEST(second.get() == 200);
  answerer.before_search = nullptr;
  BOOST_TEST(answer("/search?q=c").status == 200);
}

BOOST_AUTO_TEST_CASE(a_place_is_given_back_when_a_search_throws) {
  answerer.before_search = [] { throw std::runtime_error("x"); };
  for (int i = 0; i < 5; ++i) BOOST_TEST(answer("/search?q=a").status == 500);
}

BOOST_AUTO_TEST_CASE(the_same_question_on_another_day_is_answered_anew) {
  Date today = Date::make(2022, 3, 29).value();
  SiteOptions options;
  options.today = [&today] { return today; };
  Site dated(answerer, options);
  HttpRequest request = get("/api/v1/search?q=published%3Atoday&from=yesterday");
  request.if_none_match = header(dated.answer(request, "1f"), "ETag");
  BOOST_TEST(dated.answer(request, "1f").status == 304);
  today = Date::make(2022, 3, 30).value();
  BOOST_TEST(dated.answer(request, "1f").status == 200);
  BOOST_TEST((answerer.requests().back().today == today));
  BOOST_TEST(answerer.requests().back().filters.published.from->iso() == "2022-03-29");
}

BOOST_AUTO_TEST_CASE(the_same_question_of_the_same_generation_is_a_304) {
  HttpRequest request = get("/api/v1/search?q=a&page=1");
  const HttpAnswer fresh = site.answer(request, "1f");
  BOOST_TEST(header(fresh, "Cache-Control") == "public, max-age=60");
  request.if_none_match = header(fresh, "ETag");
  request.query = "page=&q=a";
  const HttpAnswer again = site.answer(request, "1f");
  BOOST_TEST(again.status == 304);
  BOOST_TEST(again.body.empty());
  BOOST_TEST(header(again, "ETag") == header(fresh, "ETag"));
  BOOST_TEST(answerer.requests().size() == 1u);

  request.query = "q=b";
  BOOST_TEST(site.answer(request, "1f").status == 200);
  request.query = "q=a";
  request.path = "/search";
  BOOST_TEST(site.answer(request, "1f").status == 200);
  request.path = "/api/v1/search";
  answerer.index.generation = answerer.response.generation = "gen-000013";
  BOOST_TEST(site.answer(request, "1f").status == 200);
}

BOOST_AUTO_TEST_CASE(a_partial_answer_is_not_kept) {
  answerer.response.partial = true;
  const HttpAnswer partial = answer("/search?q=a");
  BOOST_TEST(header(partial, "ETag") == "");
  BOOST_TEST(header(partial, "Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_CASE(compresses_large_text_for_those_who_accept_it) {
  HttpRequest request = get("/search?q=a");
  const std::string plain = site.answer(request, "1f").body;
  request.accepts_gzip = true;
  const HttpAnswer packed = site.answer(request, "1f");
  BOOST_TEST(header(packed, "Content-Encoding") == "gzip");
  BOOST_TEST(header(packed, "Vary") == "Accept-Encoding");
  std::istringstream stream(packed.body);
  Poco::InflatingInputStream inflated(stream, Poco::InflatingStreamBuf::STREAM_GZIP);
  BOOST_TEST(std::string(std::istreambuf_iterator<char>(inflated), {}) == plain);
  request.path = "/livez";
  BOOST_TEST(header(site.answer(request, "1f"), "Content-Encoding") == "");
}

BOOST_AUTO_TEST_CASE(result_pages_are_not_for_crawlers) {
  BOOST_TEST(header(answer("/search?q=a"), "X-Robots-Tag") == "noindex");
  BOOST_TEST(header(answer("/"), "X-Robots-Tag") == "");
}

BOOST_AUTO_TEST_CASE(suggests_as_many_as_asked) {
  const auto json = nlohmann::json::parse(answer("/api/v1/suggest?q=di&limit=3").body);
  BOOST_TEST(json.at("query") == "di");
  BOOST_TEST(json.at("suggestions").size() == 3u);
}

BOOST_AUTO_TEST_CASE(is_alive_without_an_index_and_ready_with_one) {
  BOOST_TEST(answer("/readyz").status == 200);
  answerer.index = {false, "", "", "there is no /srv/index/current", 0, {}};
  const HttpAnswer ready = answer("/readyz");
  BOOST_TEST(ready.status == 503);
  BOOST_TEST(ready.body.find("/srv") == std::string::npos);
  BOOST_TEST(ready.fault == "there is no /srv/index/current");
  BOOST_TEST(answer("/livez").status == 200);
  BOOST_TEST(answer("/").status == 503);
}

BOOST_AUTO_TEST_CASE(assets_are_kept_for_ever_under_their_address) {
  const HttpAnswer style = answer(asset_address("style.css"));
  BOOST_TEST(style.status == 200);
  BOOST_TEST(header(style, "Cache-Control") == "public, max-age=31536000, immutable");
  BOOST_TEST(answer("/assets/style.000000000000.css").status == 404);
  BOOST_TEST(answer("/assets/../main.cc").status == 404);
  BOOST_TEST(header(answer("/favicon.ico"), "Content-Type") == "image/svg+xml");
}

BOOST_AUTO_TEST_CASE(documents_are_served_only_when_asked_for_and_so_many_at_once) {
  BOOST_TEST(answer("/documents/site_test.cc").status == 404);
  Site open(answerer, {.searches_max = 1,
                       .documents_max = 1,
                       .documents = std::string(PRESSMARK_SOURCE_DIR) + "/tests/unit/server/http"});
  HttpAnswer first = open.answer(get("/documents/site_test.cc"), "1f");
  BOOST_TEST(first.status == 200);
  BOOST_TEST(open.answer(get("/documents/site_test.cc"), "1f").status == 503);
  first = HttpAnswer{};
  BOOST_TEST(open.answer(get("/documents/site_test.cc"), "1f").status == 200);
  BOOST_TEST(header(open.answer(get("/documents/site_test.cc"), "1f"), "X-Content-Type-Options") ==
             "nosniff");
}

BOOST_AUTO_TEST_CASE(the_operators_pages_are_not_for_readers) {
  SiteFixture fixture;
  BOOST_TEST(fixture.answer("/metrics").status == 404u);
  BOOST_TEST(fixture.answer("/readyz?verbose").body == fixture.answer("/readyz").body);
}

BOOST_AUTO_TEST_CASE(goes_over_to_other_options_while_it_serves) {
  SiteFixture fixture;
  HttpRequest request = SiteFixture::get("/api/v1/search?q=a");
  request.origin = "https://www.example.org";
  BOOST_TEST(header(fixture.site.answer(request, "1f"), "Access-Control-Allow-Origin") == "");
  fixture.site.apply({.cors = {"https://www.example.org"}, .public_origin = "https://search.example.org"});
  BOOST_TEST(header(fixture.site.answer(request, "1f"), "Access-Control-Allow-Origin") == request.origin);
  BOOST_TEST(fixture.answer("/opensearch.xml").body.find("https://search.example.org/") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_which_problem_it_tells) {
  SiteFixture fixture;
  BOOST_TEST(fixture.answer("/api/v1/search?q=a").problem == "");
  BOOST_TEST(fixture.answer("/none").problem == "not_found");
}

BOOST_AUTO_TEST_SUITE_END()
