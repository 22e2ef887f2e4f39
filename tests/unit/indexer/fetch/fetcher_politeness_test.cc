// What a fetcher keeps to: robots.txt, the time between two requests, and being told to come back later.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <ctime>

#include "engine/limits.h"
#include "indexer/fetch/fetcher.h"
#include "tests/unit/indexer/fetch/fetching.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;
using std::chrono::milliseconds;

namespace {

/// The least time between two requests that follow each other.
milliseconds least_gap(const std::vector<Asked>& asked) {
  auto least = milliseconds::max();
  for (size_t i = 1; i < asked.size(); ++i) {
    least = std::min(least, std::chrono::floor<milliseconds>(asked[i].time - asked[i - 1].time));
  }
  return least;
}

}  // namespace

BOOST_AUTO_TEST_CASE(asks_for_nothing_that_robots_txt_forbids) {
  ScriptedServer server;
  server.say("/robots.txt", answer("200 OK", "", "User-agent: *\nDisallow: /private/\nAllow: /private/open"));
  server.say("/a", answer("200 OK", "", "text"));
  server.say("/private/open", answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  BOOST_TEST(fetcher.get(server.url("/a"), {}).ok());
  BOOST_TEST(fetcher.get(server.url("/private/open"), {}).ok());
  const Result<Fetched> refused = fetcher.get(server.url("/private/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(contains(refused, "/robots.txt does not allow pressmark to fetch this address"), why(refused));
  BOOST_TEST(refused.error().where == server.url("/private/a"));
  BOOST_TEST(server.asked("/private/a").empty());
  BOOST_TEST(server.asked("/robots.txt").size() == 1U, "asked for once");
  BOOST_TEST(server.asked().at(0).target == "/robots.txt", "and first");
}

BOOST_AUTO_TEST_CASE(robots_txt_may_forbid_where_a_redirect_leads) {
  ScriptedServer server, other;
  server.say("/a", answer("302 Found", "Location: " + other.url("/b") + "\r\n"));
  other.say("/robots.txt", answer("200 OK", "", "User-agent: pressmark\nDisallow: /"));
  other.say("/b", answer("200 OK", "", "text"));
  const Result<Fetched> refused = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(contains(refused, "redirects to " + other.url("/b") + ": " + other.url("/robots.txt")),
             why(refused));
  BOOST_TEST(other.asked("/b").empty());
}

BOOST_DATA_TEST_CASE(a_site_without_robots_txt_is_open,
                     data::make({"404 Not Found", "410 Gone", "401 Unauthorized", "403 Forbidden",
                                 "400 Bad"})) {
  ScriptedServer server;
  server.say("/robots.txt", answer(sample, "", "User-agent: *\nDisallow: /"));
  server.say("/a", answer("200 OK", "", "text"));
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_TEST(fetched.ok(), why(fetched));
}

BOOST_DATA_TEST_CASE(a_site_whose_robots_txt_cannot_be_read_is_closed,
                     data::make({"500 Fault", "503 Service Unavailable", "429 Too Many Requests",
                                 "599 Whatever"})) {
  ScriptedServer server;
  server.say("/robots.txt", answer(sample));
  server.say("/a", answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  for (int i = 0; i < 2; ++i) {
    const Result<Fetched> refused = fetcher.get(server.url("/a"), {});
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::kUnreadable));
    BOOST_TEST(contains(refused, "/robots.txt cannot be read, and without it nothing is fetched"),
               why(refused));
    BOOST_TEST(contains(refused, "come back later"), why(refused));
  }
  BOOST_TEST(server.asked("/a").empty());
  BOOST_TEST(server.asked().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_robots_txt_that_breaks_off_closes_the_site) {
  ScriptedServer server;
  server.say("/robots.txt", Script{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent: *\n"});
  const Result<Fetched> refused = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_TEST(contains(refused, "/robots.txt cannot be read"), why(refused));
  BOOST_TEST(server.asked("/a").empty());
}

BOOST_AUTO_TEST_CASE(robots_txt_may_be_elsewhere) {
  ScriptedServer server, other;
  server.say("/robots.txt", answer("301 Moved", "Location: " + other.url("/rules") + "\r\n"));
  other.say("/rules", answer("200 OK", "", "User-agent: *\nDisallow: /a"));
  server.say("/b", answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  BOOST_TEST(contains(fetcher.get(server.url("/a"), {}), "does not allow"));
  BOOST_TEST(fetcher.get(server.url("/b"), {}).ok());
}

BOOST_AUTO_TEST_CASE(a_robots_txt_behind_too_many_redirects_is_none) {
  ScriptedServer server;
  server.say("/robots.txt", answer("301 Moved", "Location: /1\r\n"));
  for (uint32_t i = 1; i <= limits::kRedirectsMax; ++i) {
    server.say("/" + std::to_string(i), answer("301 Moved", "Location: /" + std::to_string(i + 1) + "\r\n"));
  }
  const Script closed = answer("200 OK", "", "User-agent: *\nDisallow: /");
  server.say("/a", answer("200 OK", "", "text"));
  server.say("/" + std::to_string(limits::kRedirectsMax + 1), closed);
  BOOST_TEST(Fetcher(at_once()).get(server.url("/a"), {}).ok());
  server.say("/" + std::to_string(limits::kRedirectsMax), closed);
  BOOST_TEST(!Fetcher(at_once()).get(server.url("/a"), {}).ok());
}

BOOST_AUTO_TEST_CASE(a_robots_txt_over_the_limit_is_obeyed_up_to_it) {
  ScriptedServer server;
  std::string rules = "User-agent: *\nDisallow: /a\n";
  while (rules.size() < 2 * limits::kRobotsBytesMax) rules += "# and so on and so on and so on\n";
  server.say("/robots.txt", answer("200 OK", "", rules + "Disallow: /b\n"));
  server.say("/b", answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  BOOST_TEST(contains(fetcher.get(server.url("/a"), {}), "does not allow"));
  BOOST_TEST(fetcher.get(server.url("/b"), {}).ok());
}

BOOST_AUTO_TEST_CASE(a_host_is_left_in_peace_between_two_requests) {
  ScriptedServer server;
  server.say("/a", answer("302 Found", "Location: /b\r\n"));
  server.say("/b", answer("200 OK", "", "text"));
  FetchOptions options = at_once();
  options.delay_ms = 120;
  Fetcher fetcher(options);
  BOOST_TEST(fetcher.get(server.url("/a"), {}).ok());
  BOOST_TEST(fetcher.get(server.url("/b"), {}).ok());
  BOOST_REQUIRE_EQUAL(server.asked().size(), 4U);  // with robots.txt and the redirect
  BOOST_TEST(least_gap(server.asked()).count() >= 120);
}

BOOST_AUTO_TEST_CASE(a_longer_crawl_delay_counts) {
  ScriptedServer server;
  server.say("/robots.txt", answer("200 OK", "", "User-agent: *\nCrawl-delay: 0.3\n"));
  server.say("/a", answer("200 OK", "", "text"));
  FetchOptions options = at_once();
  options.delay_ms = 10;
  Fetcher fetcher(options);
  BOOST_TEST(fetcher.get(server.url("/a"), {}).ok());
  BOOST_TEST(fetcher.get(server.url("/a"), {}).ok());
  BOOST_TEST(least_gap(server.asked()).count() >= 300);
}

BOOST_AUTO_TEST_CASE(what_politeness_costs_is_not_the_documents_time) {
  ScriptedServer server;
  server.say("/a", answer("302 Found", "Location: /b\r\n"));
  server.say("/b", answer("200 OK", "", "text"));
  FetchOptions options = at_once();
  options.delay_ms = 1100;
  options.timeout_ms = 1000;
  const Result<Fetched> fetched = Fetcher(options).get(server.url("/a"), {});
  BOOST_TEST(fetched.ok(), why(fetched));
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_the_waiting) {
  ScriptedServer server;
  FetchOptions options = at_once();
  options.delay_ms = 600'000;
  options.interrupted = [&] { return !server.asked("/robots.txt").empty(); };
  const Result<Fetched> refused = Fetcher(options).get(server.url("/a"), {});
  BOOST_TEST(contains(refused, "interrupted"), why(refused));
  BOOST_TEST(server.asked("/a").empty());
}

BOOST_DATA_TEST_CASE(comes_back_once_when_told_to_soon,
                     data::make({"429 Too Many Requests", "503 Unavailable"})) {
  ScriptedServer server;
  server.say("/a", {answer(sample, "Retry-After: 1\r\n"), answer("200 OK", "", "text")});
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_TEST(fetched.ok(), why(fetched));
  BOOST_REQUIRE_EQUAL(server.asked("/a").size(), 2U);
  BOOST_TEST(least_gap(server.asked("/a")).count() >= 1000);
}

BOOST_AUTO_TEST_CASE(comes_back_once_and_not_twice) {
  ScriptedServer server;
  server.say("/a", answer("503 Unavailable", "Retry-After: 0\r\n"));
  const Result<Fetched> refused = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_TEST(contains(refused, "asks not to be asked (503)"), why(refused));
  BOOST_TEST(server.asked("/a").size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_long_wait_is_an_error_that_says_how_long_and_is_kept_to) {
  ScriptedServer server;
  server.say("/a", answer("429 Too Many Requests", "Retry-After: 11\r\n"));
  server.say("/b", answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  const Result<Fetched> refused = fetcher.get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(contains(refused, "asks not to be asked (429); come back in 11 s"), why(refused));
  BOOST_TEST(server.asked("/a").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_host_that_wants_peace_is_asked_for_nothing_else) {
  ScriptedServer server;
  server.say("/a", answer("503 Unavailable", "Retry-After: 99999999999999999999\r\n"));
  server.say("/b", answer("503 Unavailable", "Retry-After: Sun, 06 Nov 2095 08:49:37 GMT\r\n"));
  server.say("/c", answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  // No number of seconds and no date: as if it were nothing.
  BOOST_TEST(contains(fetcher.get(server.url("/a"), {}), "(503); come back"));
  BOOST_TEST(contains(fetcher.get(server.url("/b"), {}), "asks not to be asked (503); come back in "));
  const Result<Fetched> refused = fetcher.get(server.url("/c"), {});
  BOOST_TEST(contains(refused, "asks not to be asked; come back in "), why(refused));
  BOOST_TEST(server.asked("/c").empty());
}
