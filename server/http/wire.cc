#include "server/http/wire.h"

#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace pressmark {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSlice{50};
constexpr size_t kSendFileBytes = 256u << 10;

bool would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

/// Waits a slice, or less if the deadline is nearer. True when `events` came.
bool poll_slice(int descriptor, short events, Clock::time_point deadline) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
  const auto wait = std::clamp(left, milliseconds{0}, kSlice);
  pollfd entry = {descriptor, events, 0};
  return poll(&entry, 1, static_cast<int>(wait.count())) > 0;
}

}  // namespace

Arrival Wire::read_some(std::string& buffer, size_t bytes_max, Clock::time_point deadline,
                        const std::function<bool()>& interrupted) {
  std::array<char, 4'096> chunk;
  while (true) {
    const ssize_t got = recv(descriptor_, chunk.data(), std::min(chunk.size(), bytes_max), MSG_DONTWAIT);
    if (got > 0) {
      buffer.append(chunk.data(), static_cast<size_t>(got));
      return Arrival::kData;
    }
    if (got == 0 || !would_block(errno)) return Arrival::kClosed;
    if (Clock::now() >= deadline) return Arrival::kTimeout;
    if (interrupted()) return Arrival::kInterrupted;
    poll_slice(descriptor_, POLLIN, deadline);
  }
}

bool Wire::wait_writable(Clock::time_point deadline) const {
  while (Clock::now() < deadline && !aborted_()) {
    if (poll_slice(descriptor_, POLLOUT, deadline)) return true;
  }
  return false;
}

bool Wire::write_all(std::string_view bytes, Clock::time_point deadline) {
  while (!bytes.empty()) {
    const ssize_t sent = send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (!would_block(errno) || !wait_writable(deadline)) {
      return false;
    }
  }
  return true;
}

bool Wire::send_file(int file, uint64_t offset, uint64_t length, Clock::time_point deadline) {
  auto at = static_cast<off_t>(offset);
  while (length > 0) {
    // sendfile has no flag that keeps it from blocking, so it is asked only when the socket takes something.
    if (!wait_writable(deadline)) return false;
    const ssize_t sent = sendfile(descriptor_, file, &at, std::min<uint64_t>(length, kSendFileBytes));
    if (sent > 0) {
      length -= static_cast<uint64_t>(sent);
    } else if (sent == 0 || !would_block(errno)) {
      return false;
    }
  }
  return true;
}

void Wire::close_gently() {
  static constexpr size_t kDiscardedBytesMax = 64u << 10;
  shutdown(descriptor_, SHUT_WR);
  std::string discarded;
  const auto deadline = Clock::now() + milliseconds{500};
  while (discarded.size() < kDiscardedBytesMax) {
    if (read_some(discarded, 4'096, deadline, aborted_) != Arrival::kData) return;
  }
}

}  // namespace pressmark
