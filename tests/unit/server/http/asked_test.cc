// Which requests are a question that somebody asks anew.
#include "server/http/asked.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "server/http/gate.h"
#include "tests/unit/server/http/site_fixture.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* why;
  const char* host;
  const char* public_origin;
  const char* referer;
  const char* former;
};
std::ostream& operator<<(std::ostream& out, const Case& row) {
  return out << row.why;
}

const Case kCases[] = {
    {"none", "a.example", "", "", ""},
    {"the results page", "a.example", "", "http://a.example/search?q=digital+skills", "digital skills"},
    {"over TLS at a proxy", "a.example", "", "https://a.example/search?q=skills", "skills"},
    {"its other parameters", "a.example:80", "", "http://a.example/search?kind=report&q=skills&page=3#x",
     "skills"},
    {"encoded", "a.example", "", "http://A.example/search?q=%C3%BCber", "über"},
    {"the public address", "10.0.0.1:8080", "https://a.example", "https://a.example/search?q=skills",
     "skills"},
    {"not the public address", "a.example", "https://b.example", "https://a.example/search?q=skills", ""},
    {"another site", "a.example", "", "http://b.example/search?q=skills", ""},
    {"another port", "a.example", "", "http://a.example:81/search?q=skills", ""},
    {"another page", "a.example", "", "http://a.example/publications/x?q=skills", ""},
    {"the first page", "a.example", "", "http://a.example/", ""},
    {"no words", "a.example", "", "http://a.example/search?kind=report", ""},
    {"a fault in it", "a.example", "", "http://a.example/search?q=%zz", ""},
    {"an origin alone", "a.example", "", "http://a.example", ""},
    {"no address", "a.example", "", "skills", ""},
    {"a host that is none", "", "", "http:///search?q=skills", ""},
};

SearchRequest search_for(const std::string& text) {
  SearchRequest wanted;
  wanted.text = text;
  return wanted;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(asked)

BOOST_DATA_TEST_CASE(what_was_asked_before_is_what_the_results_page_before_says, data::make(kCases), row) {
  HttpRequest request;
  request.host = row.host;
  request.referer = row.referer;
  const auto asked = asked_by_somebody(request, search_for("x"), row.public_origin);
  BOOST_TEST_REQUIRE(asked.has_value());
  BOOST_TEST(asked->former == row.former);
  BOOST_TEST(asked->text == "x");
}

BOOST_AUTO_TEST_CASE(a_further_page_filters_alone_and_a_look_at_the_head_are_no_question) {
  HttpRequest request;
  SearchRequest further = search_for("x");
  further.page = 2;
  BOOST_TEST(!asked_by_somebody(request, further, ""));
  BOOST_TEST(!asked_by_somebody(request, search_for(""), ""));
  request.method = Method::kHead;
  BOOST_TEST(!asked_by_somebody(request, search_for("x"), ""));
}

BOOST_AUTO_TEST_CASE(the_gate_hands_the_referer_on) {
  const auto passed = pass_gate("GET / HTTP/1.1\r\nHost: x\r\nReferer: http://x/search?q=a\r\n\r\n");
  BOOST_TEST(std::get<HttpRequest>(passed).referer == "http://x/search?q=a");
}

BOOST_AUTO_TEST_CASE(the_site_tells_of_searches_and_of_nothing_else) {
  FakeAnswerer answerer;
  std::vector<AskedSearch> told;
  SiteOptions options;
  options.asked = [&](const AskedSearch& search) { told.push_back(search); };
  Site site(answerer, options);
  for (const char* target :
       {"/search?q=a", "/api/v1/search?q=b", "/search?q=c&page=2", "/search?kind=report", "/",
        "/search.atom?q=d", "/search.json?q=e", "/api/v1/suggest?q=f", "/api/v1/passages?q=g",
        "/opensearch-suggest?q=h", "/publications/x?q=i", "/search?q=j&sort=bad"})
    site.answer(SiteFixture::get(target), "1f");
  BOOST_TEST_REQUIRE(told.size() == 2u);
  BOOST_TEST(told[0].text == "a");
  BOOST_TEST(!told[0].without_results);
  answerer.response.total = 0;
  site.answer(SiteFixture::get("/search?q=k"), "1f");
  BOOST_TEST(told.back().without_results);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_held_already_is_not_asked_for_anew) {
  FakeAnswerer answerer;
  size_t told = 0;
  SiteOptions options;
  options.asked = [&](const AskedSearch&) { ++told; };
  Site site(answerer, options);
  HttpRequest request = SiteFixture::get("/search?q=a");
  request.if_none_match = header(site.answer(request, "1f"), "ETag");
  BOOST_TEST(site.answer(request, "1f").status == 304u);
  BOOST_TEST(told == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
