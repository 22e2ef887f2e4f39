// The addresses of single publications, by way of the site.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "server/http/site.h"
#include "tests/unit/server/http/fake_answerer.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Fixture {
  FakeAnswerer answerer;
  Site site{answerer, SiteOptions{.searches_max = 2, .documents_max = 1, .documents = std::nullopt}};

  HttpAnswer answer(const std::string& target, const std::string& if_none_match = "") {
    HttpRequest request;
    const size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != std::string::npos) request.query = target.substr(mark + 1);
    request.if_none_match = if_none_match;
    return site.answer(request, "1f");
  }
};

std::string header(const HttpAnswer& answer, const std::string& name) {
  for (const auto& [key, value] : answer.headers)
    if (key == name) return value;
  return "";
}

struct Case {
  const char* target;
  uint16_t status;
  const char* code;  // of the problem; empty when it is answered
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.target;
}

const Case kCases[] = {
    {"/publications/reports%2Fskills.pdf", 200, ""},
    {"/publications/reports%2Fskills.pdf?q=a&order=best&page=2&per_page=100&passage=gone&part=3", 200, ""},
    {"/api/v1/publications/reports%2Fskills.pdf", 200, ""},
    {"/api/v1/publications/reports%2Fskills.pdf/similar?limit=20", 200, ""},
    {"/api/v1/publications/reports%2Fskills.pdf/passages?q=a", 200, ""},
    // no such publication, or no such address
    {"/api/v1/publications/other", 404, "not_found"},
    {"/api/v1/publications/other/similar", 404, "not_found"},
    {"/api/v1/publications/other/passages?q=a", 404, "not_found"},
    {"/api/v1/publications/", 404, "not_found"},
    {"/api/v1/publications/%zz", 404, "not_found"},
    {"/api/v1/publications/reports/skills.pdf", 404, "not_found"},
    {"/api/v1/publications/reports%2Fskills.pdf/other", 404, "not_found"},
    // parameters
    {"/api/v1/publications/reports%2Fskills.pdf?q=a", 400, "unknown_parameter"},
    {"/api/v1/publications/reports%2Fskills.pdf/similar?limit=21", 400, "bad_parameter"},
    {"/api/v1/publications/reports%2Fskills.pdf/passages", 400, "missing_parameter"},
    {"/api/v1/publications/reports%2Fskills.pdf/passages?q=+", 400, "missing_parameter"},
    {"/api/v1/publications/reports%2Fskills.pdf/passages?q=a&order=newest", 400, "bad_parameter"},
    {"/api/v1/publications/reports%2Fskills.pdf/passages?q=a&per_page=101", 400, "bad_parameter"},
    {"/api/v1/publications/reports%2Fskills.pdf/passages?q=a&passage=b", 400, "unknown_parameter"},
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(publications, Fixture)

BOOST_DATA_TEST_CASE(are_answered_or_refused_by_their_address, data::make(kCases)) {
  Fixture fixture;
  const HttpAnswer got = fixture.answer(sample.target);
  BOOST_TEST(got.status == sample.status);
  if (*sample.code != '\0') BOOST_TEST(nlohmann::json::parse(got.body).at("code") == sample.code);
}

BOOST_AUTO_TEST_CASE(that_are_not_there_have_a_page_that_says_so) {
  const HttpAnswer page = answer("/publications/other");
  BOOST_TEST(page.status == 404);
  BOOST_TEST(header(page, "Content-Type") == "text/html; charset=utf-8");
  BOOST_TEST(answer("/publications/other/similar").status == 404);
  BOOST_TEST(answer("/publications/reports%2Fskills.pdf/similar").status == 404);
}

BOOST_AUTO_TEST_CASE(are_asked_for_what_stands_in_the_address) {
  answer("/api/v1/publications/reports%2Fskills.pdf/passages?q=a+b&order=best&page=3&per_page=7");
  BOOST_REQUIRE(answerer.find_requests.size() == 1u);
  const FindRequest& asked = answerer.find_requests.front();
  BOOST_TEST(asked.id == "reports/skills.pdf");
  BOOST_TEST(asked.text == "a b");
  BOOST_TEST((asked.order == FindOrder::kBest));
  BOOST_TEST(asked.page == 3u);
  BOOST_TEST(asked.per_page == 7u);
  BOOST_TEST(asked.today.has_value());
}

BOOST_AUTO_TEST_CASE(are_kept_until_the_generation_changes) {
  const std::string target = "/publications/reports%2Fskills.pdf?q=a";
  const HttpAnswer first = answer(target);
  BOOST_TEST(header(first, "Cache-Control") == "public, max-age=60");
  BOOST_TEST(answer(target, header(first, "ETag")).status == 304);
  answerer.index.generation = "gen-000013";
  BOOST_TEST(answer(target, header(first, "ETag")).status == 200);
}

BOOST_AUTO_TEST_CASE(that_are_gone_say_where_else_to_look_for_the_passage) {
  const HttpAnswer gone = answer("/publications/reports%2Fgone.pdf?passage=two%20%3Cwords%3E&part=3");
  BOOST_TEST(gone.status == 404);
  BOOST_TEST(gone.body.find("It may have been taken away") != std::string::npos);
  BOOST_TEST(gone.body.find("href=\"/search?q=two%20%3Cwords%3E\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(whose_passage_is_gone_say_so) {
  BOOST_TEST(answer("/publications/reports%2Fskills.pdf?passage=gone").body.find("no longer in this") !=
             std::string::npos);
  BOOST_TEST(answer("/publications/reports%2Fskills.pdf?passage=there").body.find("id=\"quoted\"") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
