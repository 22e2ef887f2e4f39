// TimeLimit: by when a search must be done with what it is doing. Asked by all that may read many documents
// for one query: what decides about them, what proposes them, what counts them.
#pragma once

#include <chrono>
#include <cstdint>

namespace pressmark {

/// How far into a request's time each stage of a search may go, as a share of it. The rest is for the text
/// that is shown.
inline constexpr double kCorrectedBy = 0.2;
inline constexpr double kMatchedBy = 0.6;
inline constexpr double kCountedBy = 0.8;

/// Thrown out of a match that goes on although it was told that the time is over.
struct MatchStopped {};

/// For one thread.
class TimeLimit {
 public:
  using Clock = std::chrono::steady_clock;

  /// A request begins, which may take so long. Before the first one there is no limit.
  void begin(std::chrono::milliseconds whole);
  /// What comes next may go on until this share of the request's time is over.
  void allow(double share);
  /// True when the time is over: nothing more is accepted then, so that a match ends early and keeps what it
  /// has. Throws MatchStopped where it goes on for a tenth of the request's time nevertheless.
  bool over() const;
  /// As over(), and looks at the clock whenever it is called, which over() does not.
  bool look() const;
  /// Whether the time was found to be over since it was last allowed.
  bool expired() const { return expired_; }

 private:
  std::chrono::nanoseconds whole_{};
  Clock::time_point begin_, end_ = Clock::time_point::max(), stop_ = Clock::time_point::max();
  mutable uint32_t asked_ = 0;
  mutable bool expired_ = false;
};

}  // namespace pressmark
