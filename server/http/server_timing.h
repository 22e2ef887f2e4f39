// Where the time of an answer went, told to whoever asked. Pure but for the clock; any thread.
#pragma once

#include <chrono>
#include <string>

#include "server/search_service.h"

namespace pressmark {

/// Runs from when it is made.
class Stopwatch {
 public:
  double ms() const { return std::chrono::duration<double, std::milli>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

/// The value of a Server-Timing header: "parse;dur=0.120, match;dur=1.504, snippets;dur=0.310,
/// render;dur=0.054", in milliseconds.
std::string server_timing(const StageTimes& stages, double render_ms);

}  // namespace pressmark
