#include "server/http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <set>
#include <utility>
#include <vector>

namespace pressmark {
namespace {

using Labels = std::map<std::string, std::string>;

/// Near a search's limits::kQueryTimeMs on one side, far below it on the other, where most are.
const prometheus::Histogram::BucketBoundaries kSearchSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                                0.1,   0.25,   0.5,   1,    2.5};
const prometheus::Histogram::BucketBoundaries kRequestSeconds = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10};

prometheus::MetricFamily gauge(const char* name, const char* help, double value, const Labels& labels = {}) {
  prometheus::MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = prometheus::MetricType::Gauge;
  prometheus::ClientMetric metric;
  for (const auto& [label, text] : labels) metric.label.push_back({label, text});
  metric.gauge.value = value;
  family.metric.push_back(std::move(metric));
  return family;
}

}  // namespace

class Metrics::Impl {
 public:
  using Counters = prometheus::Family<prometheus::Counter>;

  prometheus::Registry registry;
  Counters& requests = counters("pressmark_http_requests_total", "Requests answered, by route and status");
  prometheus::Histogram& request_seconds =
      prometheus::BuildHistogram()
          .Name("pressmark_http_request_duration_seconds")
          .Help("From the whole head of a request to the last byte of its answer")
          .Register(registry)
          .Add({}, kRequestSeconds);
  Counters& problems =
      counters("pressmark_http_problems_total", "Requests answered with a problem, by its code");
  Counters& refused_connections =
      counters("pressmark_http_connections_refused_total", "Connections turned away, by reason");
  Counters& slow_clients = counters("pressmark_http_slow_clients_dropped_total",
                                    "Clients cut off for taking too long, by what they were slow at");
  prometheus::Histogram& search_seconds = prometheus::BuildHistogram()
                                              .Name("pressmark_search_duration_seconds")
                                              .Help("Searches, from the query's text to finished results")
                                              .Register(registry)
                                              .Add({}, kSearchSeconds);
  prometheus::Counter& zero_results =
      counters("pressmark_search_zero_results_total", "Searches that found nothing").Add({});
  prometheus::Counter& partial =
      counters("pressmark_search_partial_total", "Searches that the time limit cut short").Add({});
  // Made at once, so that a rate over them begins at nought.
  prometheus::Counter& queue_full = refused_connections.Add({{"reason", "queue_full"}});
  prometheus::Counter& address_limit = refused_connections.Add({{"reason", "address_limit"}});
  prometheus::Counter& slow_head = slow_clients.Add({{"part", "head"}});
  prometheus::Counter& slow_answer = slow_clients.Add({{"part", "answer"}});

  std::string counted_route(std::string_view route) {
    const std::lock_guard lock(mutex_);
    if (const auto found = routes_.find(route); found != routes_.end()) return *found;
    if (routes_.size() >= kRoutesCountedMax) return "other";
    return *routes_.emplace(route).first;
  }

 private:
  Counters& counters(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
  }

  std::mutex mutex_;
  std::set<std::string, std::less<>> routes_;
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view route, uint16_t status, double seconds) {
  impl_->requests.Add({{"code", std::to_string(status)}, {"route", impl_->counted_route(route)}}).Increment();
  impl_->request_seconds.Observe(seconds);
}

void Metrics::problem(std::string_view code) {
  impl_->problems.Add({{"code", std::string(code)}}).Increment();
}

void Metrics::searched(double seconds, bool found, bool partial) {
  impl_->search_seconds.Observe(seconds);
  if (!found) impl_->zero_results.Increment();
  if (partial) impl_->partial.Increment();
}

void Metrics::refused(RefusedConnection reason) {
  (reason == RefusedConnection::kQueueFull ? impl_->queue_full : impl_->address_limit).Increment();
}

void Metrics::slow_client(SlowPart part) {
  (part == SlowPart::kHead ? impl_->slow_head : impl_->slow_answer).Increment();
}

std::string Metrics::text(const Gauges& gauges) const {
  std::vector<prometheus::MetricFamily> families = impl_->registry.Collect();
  const auto add = [&](auto&&... of_gauge) { families.push_back(gauge(of_gauge...)); };
  const IndexStatus& index = gauges.index;
  add("pressmark_build_info", "The program", 1, Labels{{"version", PRESSMARK_VERSION}});
  add("pressmark_http_connections", "Connections that are open", gauges.connections);
  add("pressmark_http_connections_queued", "Requests that wait for a thread", gauges.connections_queued);
  add("pressmark_http_addresses_remembered", "Clients' addresses in the table of limits",
      static_cast<double>(gauges.addresses));
  add("pressmark_searches_in_flight", "Searches under way", gauges.searches);
  add("pressmark_index_ready", "Whether a generation is served", index.ready ? 1 : 0);
  if (index.ready) {
    add("pressmark_index_info", "The generation that is served", 1, Labels{{"generation", index.generation}});
    add("pressmark_index_age_seconds", "Since the generation was made", gauges.index_age_seconds);
    add("pressmark_index_publications", "Publications in it", static_cast<double>(index.publications));
  }
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace pressmark
