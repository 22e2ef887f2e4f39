// Outgoing: an answer on its way, as far as the client takes it. One thread at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "server/http/message.h"

namespace pressmark {

using Clock = std::chrono::steady_clock;

enum class Sent : uint8_t { kAll, kMore, kFailed };

struct Outgoing {
  std::string bytes;
  size_t at = 0;                   // of `bytes`: what comes next
  std::shared_ptr<OpenFile> file;  // after them, this part of a file; may be null
  uint64_t file_offset = 0, file_left = 0;
  std::shared_ptr<void> held;  // as HttpAnswer::held
  /// Until when all is to be taken. For a file it moves on with what is taken: who reads more slowly than
  /// kFileBytesPerSecondMin is cut off.
  Clock::time_point deadline;
};

inline constexpr uint64_t kFileBytesPerSecondMin = 32u << 10;

/// Whether what did not wait on a socket failed, with this errno, only because it would have had to.
bool would_block(int error);

/// Sends what the socket takes without waiting. kFailed when the client has gone, or the file become shorter.
Sent send_some(int socket, Outgoing& outgoing);

}  // namespace pressmark
