#include "server/http/metrics.h"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace pressmark;

namespace {

bool has_line(const std::string& text, const std::string& line) {
  return ('\n' + text).find('\n' + line + '\n') != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(counts_requests_by_route_and_status) {
  Metrics metrics;
  metrics.answered("/search", 200, 0.002);
  metrics.answered("/search", 200, 0.002);
  metrics.answered("/search", 503, 0.002);
  metrics.problem("overloaded");
  const std::string text = metrics.text({});
  BOOST_TEST(has_line(text, R"(pressmark_http_requests_total{code="200",route="/search"} 2)"));
  BOOST_TEST(has_line(text, R"(pressmark_http_requests_total{code="503",route="/search"} 1)"));
  BOOST_TEST(has_line(text, R"(pressmark_http_problems_total{code="overloaded"} 1)"));
  BOOST_TEST(has_line(text, "pressmark_http_request_duration_seconds_count 3"));
}

BOOST_AUTO_TEST_CASE(counts_searches_by_how_long_they_took) {
  Metrics metrics;
  metrics.searched(0.0009, true, false);
  metrics.searched(0.03, false, false);
  metrics.searched(9, true, true);
  const std::string text = metrics.text({});
  BOOST_TEST(has_line(text, R"(pressmark_search_duration_seconds_bucket{le="0.001"} 1)"));
  BOOST_TEST(has_line(text, R"(pressmark_search_duration_seconds_bucket{le="0.05"} 2)"));
  BOOST_TEST(has_line(text, R"(pressmark_search_duration_seconds_bucket{le="+Inf"} 3)"));
  BOOST_TEST(has_line(text, "pressmark_search_zero_results_total 1"));
  BOOST_TEST(has_line(text, "pressmark_search_partial_total 1"));
}

BOOST_AUTO_TEST_CASE(begins_at_nought) {
  const std::string text = Metrics{}.text({});
  BOOST_TEST(has_line(text, R"(pressmark_http_connections_refused_total{reason="queue_full"} 0)"));
  BOOST_TEST(has_line(text, R"(pressmark_http_slow_clients_dropped_total{part="answer"} 0)"));
  BOOST_TEST(has_line(text, "pressmark_search_zero_results_total 0"));
}

BOOST_AUTO_TEST_CASE(says_what_is_so_at_the_moment) {
  Gauges gauges;
  gauges.searches = 3;
  gauges.connections_queued = 4;
  BOOST_TEST(has_line(Metrics{}.text(gauges), "pressmark_index_ready 0"));
  gauges.index = {true, "gen-000012", "2026-11-22T10:00:00Z", "", 12345, {"en"}};
  gauges.index_age_seconds = 60;
  const std::string text = Metrics{}.text(gauges);
  BOOST_TEST(has_line(text, "pressmark_searches_in_flight 3"));
  BOOST_TEST(has_line(text, "pressmark_http_connections_queued 4"));
  BOOST_TEST(has_line(text, "pressmark_index_ready 1"));
  BOOST_TEST(has_line(text, R"(pressmark_index_info{generation="gen-000012"} 1)"));
  BOOST_TEST(has_line(text, "pressmark_index_age_seconds 60"));
  BOOST_TEST(has_line(text, "pressmark_index_publications 12345"));
}

BOOST_AUTO_TEST_CASE(tells_so_many_routes_apart_and_no_more) {
  Metrics metrics;
  for (size_t i = 0; i < kRoutesCountedMax; ++i) metrics.answered("/" + std::to_string(i), 200, 0);
  BOOST_TEST(metrics.text({}).find("other") == std::string::npos);
  metrics.answered("/one-more", 200, 0);
  metrics.answered("/0", 200, 0);
  const std::string text = metrics.text({});
  BOOST_TEST(has_line(text, R"(pressmark_http_requests_total{code="200",route="other"} 1)"));
  BOOST_TEST(has_line(text, R"(pressmark_http_requests_total{code="200",route="/0"} 2)"));
}

BOOST_AUTO_TEST_SUITE_END()
