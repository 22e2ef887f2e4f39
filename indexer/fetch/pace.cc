#include "indexer/fetch/pace.h"

#include <algorithm>
#include <thread>

namespace pressmark {
namespace {

// How long an interrupt may go unseen.
constexpr std::chrono::milliseconds kStep(50);

}  // namespace

bool Pace::wait(const std::string& host, uint32_t delay_ms) const {
  const auto found = hosts_.find(host);
  if (found == hosts_.end()) return !(interrupted_ && interrupted_());
  const Clock::time_point due =
      std::max(found->second.answered + std::chrono::milliseconds(delay_ms), found->second.left_alone_until);
  while (true) {
    if (interrupted_ && interrupted_()) return false;
    const Clock::time_point now = Clock::now();
    if (now >= due) return true;
    std::this_thread::sleep_for(std::min<Clock::duration>(kStep, due - now));
  }
}

void Pace::answered(const std::string& host) {
  hosts_[host].answered = Clock::now();
}

void Pace::leave_alone(const std::string& host, std::chrono::seconds time) {
  Host& known = hosts_[host];
  known.left_alone_until = std::max(known.left_alone_until, Clock::now() + time);
}

std::chrono::seconds Pace::left_alone(const std::string& host) const {
  const auto found = hosts_.find(host);
  if (found == hosts_.end()) return std::chrono::seconds(0);
  return std::max(std::chrono::seconds(0),
                  std::chrono::ceil<std::chrono::seconds>(found->second.left_alone_until - Clock::now()));
}

}  // namespace pressmark
