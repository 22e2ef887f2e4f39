#include "indexer/sandbox/channel.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace pressmark {
namespace {

// An answer's memory grows as its bytes come, so that a false length costs nothing.
constexpr size_t kGrowthBytes = 1u << 20;

}  // namespace

Outcome Channel::wait_after(ssize_t result, short events) const {
  if (result == 0 || (errno != EAGAIN && errno != EINTR)) return Outcome::kGone;
  for (;;) {
    const auto left_ms = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
    if (left_ms <= 0) return Outcome::kTimeout;
    pollfd entries[2] = {{socket_, events, 0}, {stop_, POLLIN, 0}};
    const int ready = poll(entries, 2, static_cast<int>(std::min<int64_t>(left_ms, 60'000)));
    if (ready < 0 && errno != EINTR) return Outcome::kGone;
    if (ready > 0) return entries[1].revents != 0 ? Outcome::kStopped : Outcome::kDone;
  }
}

Outcome Channel::send_bytes(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (const Outcome outcome = wait_after(sent, POLLOUT); outcome != Outcome::kDone) {
      return outcome;
    }
  }
  return Outcome::kDone;
}

Outcome Channel::send_request(std::string_view request, int file) const {
  const FrameHeader header{request.size(), 0};
  const std::string_view header_bytes(reinterpret_cast<const char*>(&header), sizeof header);
  for (;;) {
    const ssize_t sent = send_with_descriptor(socket_, header_bytes, request, file, MSG_DONTWAIT);
    if (sent > 0) {
      // The descriptor is on its way; of the bytes some may be left.
      const auto done = static_cast<size_t>(sent);
      const Outcome outcome = send_bytes(header_bytes.substr(std::min(done, header_bytes.size())));
      if (outcome != Outcome::kDone) return outcome;
      return send_bytes(request.substr(done > header_bytes.size() ? done - header_bytes.size() : 0));
    }
    if (const Outcome outcome = wait_after(sent, POLLOUT); outcome != Outcome::kDone) return outcome;
  }
}

Outcome Channel::receive_bytes(void* data, size_t size) const {
  char* at = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t received = recv(socket_, at, size, MSG_DONTWAIT);
    if (received > 0) {
      at += received;
      size -= static_cast<size_t>(received);
    } else if (const Outcome outcome = wait_after(received, POLLIN); outcome != Outcome::kDone) {
      return outcome;
    }
  }
  return Outcome::kDone;
}

Outcome Channel::receive_answer(size_t bytes_max, std::string& answer, After& after) const {
  FrameHeader header;
  Outcome outcome = receive_bytes(&header, sizeof header);
  if (outcome != Outcome::kDone) return outcome;
  if (header.first > bytes_max) return Outcome::kTooLarge;
  if (header.second == kRanOutOfMemory) return Outcome::kOutOfMemory;
  after = header.second == kGoesOn ? kGoesOn : kIsReplaced;
  answer.clear();
  while (outcome == Outcome::kDone && answer.size() < header.first) {
    const size_t had = answer.size();
    answer.resize(std::min<size_t>(header.first, had + std::max(had, kGrowthBytes)));
    outcome = receive_bytes(answer.data() + had, answer.size() - had);
  }
  return outcome;
}

}  // namespace pressmark
