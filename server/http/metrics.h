// Metrics: what the server counts of itself, as Prometheus reads it. Counts only: no address, no query, no
// name that a client chose. Safe to call from many threads; the only code that knows prometheus-cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/search_service.h"

namespace pressmark {

inline constexpr size_t kRoutesCountedMax = 64;  // told apart by name; further ones are "other"

enum class RefusedConnection : uint8_t { kQueueFull, kAddress };
enum class SlowPart : uint8_t { kHead, kAnswer };

/// What is so at the moment, beside what was counted.
struct Gauges {
  uint32_t connections = 0, connections_queued = 0, searches = 0;
  uint64_t addresses = 0;  // whose requests are remembered
  IndexStatus index;
  double index_age_seconds = 0;  // since the generation was made
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// One request of any kind. `route` is a route's name, and not what a client sent.
  void answered(std::string_view route, uint16_t status, double seconds);
  /// A problem that was answered, by its stable name ("overloaded").
  void problem(std::string_view code);
  void searched(double seconds, bool found, bool partial);
  void refused(RefusedConnection reason);
  void slow_client(SlowPart part);

  /// All of it in Prometheus' text format.
  std::string text(const Gauges& gauges) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
