// Wire: reads and writes on one socket that end at a deadline, however slowly the other side goes on. It does
// not own the socket. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace pressmark {

using Clock = std::chrono::steady_clock;

enum class Arrival : uint8_t { kData, kClosed, kTimeout, kInterrupted };

class Wire {
 public:
  /// `descriptor` is a connected stream socket. `aborted` is asked several times a second while waiting to
  /// write.
  Wire(int descriptor, std::function<bool()> aborted)
      : descriptor_(descriptor), aborted_(std::move(aborted)) {}

  /// Appends to `buffer` what has arrived, at most `bytes_max`. Waits until `deadline`, or until
  /// `interrupted` says so (kInterrupted), which is asked several times a second.
  Arrival read_some(std::string& buffer, size_t bytes_max, Clock::time_point deadline,
                    const std::function<bool()>& interrupted);
  /// False when not everything was taken by the deadline.
  bool write_all(std::string_view bytes, Clock::time_point deadline);
  /// Sends `length` bytes of a file from `offset`. False as above, or when the file has become shorter.
  bool send_file(int file, uint64_t offset, uint64_t length, Clock::time_point deadline);
  /// Ends our side and throws away what the client still sends, for a moment: else the system answers unread
  /// bytes with a reset and the client may lose an answer that it has not read yet.
  void close_gently();

 private:
  bool wait_writable(Clock::time_point deadline) const;

  int descriptor_;
  std::function<bool()> aborted_;
};

}  // namespace pressmark
