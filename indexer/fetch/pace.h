// Pace: when a host may be asked again. Owned by one Fetcher; one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace pressmark {

class Pace {
 public:
  /// `interrupted` (may be empty) is asked while waiting and must not throw.
  explicit Pace(std::function<bool()> interrupted) : interrupted_(std::move(interrupted)) {}

  /// Returns when `delay_ms` have passed since the host last answered, and the time is over that it asked for
  /// itself; false when interrupted before.
  bool wait(const std::string& host, uint32_t delay_ms) const;

  /// The host has just answered.
  void answered(const std::string& host);

  /// The host wants to be left alone so long from now on.
  void leave_alone(const std::string& host, std::chrono::seconds time);
  /// What is left of that time, rounded up; zero when it is over.
  std::chrono::seconds left_alone(const std::string& host) const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Host {
    Clock::time_point answered, left_alone_until;
  };

  std::function<bool()> interrupted_;
  std::map<std::string, Host> hosts_;
};

}  // namespace pressmark
