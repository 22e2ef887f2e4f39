#include "server/http/operator_site.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "server/assets.h"
#include "server/http/route_name.h"
#include "tests/unit/server/http/site_fixture.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Fixture {
  std::vector<Check> checks = {{"index", true, true, "gen-000012"}, {"queue", true, false, ""}};
  OperatorSite site{[] { return std::string("a_metric 1\n"); }, [this] { return checks; }};
  HttpAnswer answer(const std::string& target) { return site.answer(SiteFixture::get(target), "1f"); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(operator_site)

BOOST_AUTO_TEST_CASE(gives_the_metrics_in_the_text_format) {
  Fixture fixture;
  const HttpAnswer answer = fixture.answer("/metrics");
  BOOST_TEST(answer.status == 200u);
  BOOST_TEST(answer.body == "a_metric 1\n");
  BOOST_TEST(header(answer, "Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  BOOST_TEST(header(answer, "Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_CASE(tells_each_check_by_name_to_who_asks) {
  Fixture fixture;
  BOOST_TEST(fixture.answer("/readyz").body == "ready\n");
  BOOST_TEST(fixture.answer("/readyz?verbose").body == "index: ok, gen-000012\nqueue: ok\nready\n");
}

BOOST_AUTO_TEST_CASE(is_ready_while_only_what_is_not_needed_fails) {
  Fixture fixture;
  fixture.checks[1].holds = false;
  BOOST_TEST(fixture.answer("/readyz").status == 200u);
  BOOST_TEST(fixture.answer("/readyz?verbose").body == "index: ok, gen-000012\nqueue: warning\nready\n");
  fixture.checks[0].holds = false;
  const HttpAnswer answer = fixture.answer("/readyz?verbose");
  BOOST_TEST(answer.status == 503u);
  BOOST_TEST(answer.body == "index: FAILED, gen-000012\nqueue: warning\nnot ready\n");
}

BOOST_AUTO_TEST_CASE(is_alive_whatever_the_checks_say) {
  Fixture fixture;
  fixture.checks[0].holds = false;
  BOOST_TEST(fixture.answer("/livez").status == 200u);
}

BOOST_AUTO_TEST_CASE(has_nothing_of_the_public_site) {
  Fixture fixture;
  for (const char* path : {"/", "/search?q=a", "/api/v1/search?q=a", "/documents/a.pdf"}) {
    BOOST_TEST(fixture.answer(path).status == 404u);
  }
}

BOOST_AUTO_TEST_CASE(reckons_the_age_of_an_instant) {
  BOOST_TEST(seconds_since("2026-01-01T00:00:00Z") - seconds_since("2026-01-01T01:00:00Z") > 3'599);
  BOOST_TEST(seconds_since("yesterday") == 0);
}

struct Named {
  const char* path;
  uint16_t status;
  const char* name;
};
std::ostream& operator<<(std::ostream& out, const Named& row) {
  return out << row.path;
}
const Named kNamed[] = {
    {"/search", 200, "/search"},
    {"/search", 400, "/search"},
    {"/api/v1/publications/a%2Fb", 404, "/api/v1/publications/{id}"},
    {"/api/v1/publications/a/similar", 200, "/api/v1/publications/{id}/similar"},
    {"/api/v1/publications/a/secret", 404, "/api/v1/publications/{id}"},
    {"/publications/a", 200, "/publications/{id}"},
    {"/documents/reports/a.pdf", 206, "/documents/{path}"},
    {"/widget.js", 200, "/widget.js"},
    {"/wp-login.php", 404, "other"},
};
BOOST_DATA_TEST_CASE(a_route_is_named_without_what_clients_choose, data::make(kNamed), row) {
  BOOST_TEST(route_name(row.path, row.status) == row.name);
}

BOOST_AUTO_TEST_CASE(assets_are_one_route) {
  BOOST_TEST(route_name(asset_address("style.css"), 200) == "/assets/{name}");
}

BOOST_AUTO_TEST_SUITE_END()
