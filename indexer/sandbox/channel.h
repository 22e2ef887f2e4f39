// Channel: the program's end of a worker's socket, on which no call waits past a deadline or a request to
// stop. Made for one exchange; used by one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/sandbox/frames.h"

namespace pressmark {

enum class Outcome { kDone, kGone, kTimeout, kTooLarge, kOutOfMemory, kStopped };

class Channel {
 public:
  using Clock = std::chrono::steady_clock;

  /// `stop` is a descriptor that becomes readable when every wait shall end.
  Channel(int socket, int stop, Clock::time_point deadline)
      : socket_(socket), stop_(stop), deadline_(deadline) {}

  Outcome send_request(std::string_view request, int file) const;
  Outcome receive_bytes(void* data, size_t size) const;
  /// kTooLarge for an answer that claims more than bytes_max, kOutOfMemory when the worker says so.
  Outcome receive_answer(size_t bytes_max, std::string& answer, After& after) const;

 private:
  Outcome send_bytes(std::string_view bytes) const;
  Outcome wait_after(ssize_t result, short events) const;

  int socket_;
  int stop_;
  Clock::time_point deadline_;
};

}  // namespace pressmark
