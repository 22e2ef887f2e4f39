#include "engine/query/time_limit.h"

namespace pressmark {
namespace {

// Asking the clock costs about as much as accepting a document; so not each time. A power of two.
constexpr uint32_t kAskedPerClock = 32;
// Of the request's time: how long a match may take to end.
constexpr double kStopShare = 0.1;

}  // namespace

void TimeLimit::begin(std::chrono::milliseconds whole) {
  whole_ = whole;
  begin_ = Clock::now();
  allow(1);
}

void TimeLimit::allow(double share) {
  asked_ = 0;
  expired_ = false;
  if (begin_ == Clock::time_point()) return;
  end_ = begin_ + std::chrono::duration_cast<Clock::duration>(whole_ * share);
  stop_ = end_ + std::chrono::duration_cast<Clock::duration>(whole_ * kStopShare);
}

bool TimeLimit::over() const {
  return asked_++ % kAskedPerClock == 0 ? look() : expired_;
}

bool TimeLimit::look() const {
  const Clock::time_point now = Clock::now();
  if (now > stop_) {
    expired_ = true;
    throw MatchStopped{};
  }
  expired_ = now > end_;
  return expired_;
}

}  // namespace pressmark
