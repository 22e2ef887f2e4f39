#include "indexer/sandbox/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "engine/limits.h"
#include "indexer/sandbox/wire.h"
#include "indexer/sandbox/worker.h"
#include "indexer/sandbox/zygote.h"

namespace pressmark {
namespace {

using Clock = std::chrono::steady_clock;

// Libraries leak a little; a worker that has read this many documents is replaced.
constexpr int kDocumentsMax = 200;
// Names, labels and lengths beside the text of an answer.
constexpr size_t kAnswerSlackBytes = 16u << 20;
constexpr size_t kPieceBytes = 1u << 20;

enum class Outcome { kDone, kGone, kTimeout, kTooLarge };

/// A file of many publications answers with about its own size, a document with its text at most.
size_t answer_bytes_max(size_t document_bytes) {
  return limits::kTextBytesMax + kAnswerSlackBytes + 2 * document_bytes;
}

/// Whether the socket got ready for `events` (or was closed) before the deadline.
bool await(int socket, short events, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{socket, events, 0};
    const int ready = poll(&entry, 1, static_cast<int>(std::min<int64_t>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return true;
  }
}

/// One end of a worker's socket, on which no call waits past the deadline.
class Channel {
 public:
  Channel(int socket, Clock::time_point deadline) : socket_(socket), deadline_(deadline) {}

  Outcome send_bytes(const void* data, size_t size) const {
    const char* at = static_cast<const char*>(data);
    while (size > 0) {
      const ssize_t sent = send(socket_, at, std::min(size, kPieceBytes), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) {
        at += sent;
        size -= static_cast<size_t>(sent);
      } else if (const Outcome outcome = wait_after(sent, POLLOUT); outcome != Outcome::kDone) {
        return outcome;
      }
    }
    return Outcome::kDone;
  }

  Outcome receive_bytes(void* data, size_t size) const {
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

 private:
  Outcome wait_after(ssize_t result, short events) const {
    if (result == 0) return Outcome::kGone;
    if (errno != EAGAIN && errno != EINTR) return Outcome::kGone;
    return await(socket_, events, deadline_) ? Outcome::kDone : Outcome::kTimeout;
  }

  int socket_;
  Clock::time_point deadline_;
};

std::string seconds_text(uint32_t timeout_ms) {
  if (timeout_ms % 1000 == 0) return std::to_string(timeout_ms / 1000) + " s";
  return std::to_string(timeout_ms) + " ms";
}

std::string death_text(std::optional<int> status) {
  if (!status) return "the reader's process died";
  if (WIFSIGNALED(*status)) {
    const int number = WTERMSIG(*status);
    return "the reader crashed: signal " + std::to_string(number) + " (" + strsignal(number) + ")";
  }
  return "the reader ended with status " + std::to_string(WEXITSTATUS(*status));
}

}  // namespace

class Sandbox::Impl {
 public:
  Impl(const SandboxOptions& options, Read reader)
      : timeout_ms_(options.timeout_ms != 0 ? options.timeout_ms : limits::kReaderTimeoutMs),
        zygote_(reader,
                options.memory_bytes_max != 0 ? options.memory_bytes_max : limits::kReaderMemoryBytesMax) {}

  Result<ReadResult> read(std::string_view bytes, const ReadRequest& request) {
    if (bytes.size() > limits::kFileBytesMax) {
      return Error{ErrorCode::kTooLarge, "the file has more than 256 MiB; split it", request.path};
    }
    const bool used = documents_count_ > 0;
    Result<ReadResult> result = read_once(bytes, request);
    // What killed a worker may be what an earlier document did to it, so a new one gets to try.
    if (used && !result.ok() && result.error().code == ErrorCode::kCrashed)
      result = read_once(bytes, request);
    if (result.ok() || !result.error().where.empty()) return result;
    return Error{result.error().code, result.error().message, request.path};
  }

 private:
  Result<ReadResult> read_once(std::string_view bytes, const ReadRequest& request) {
    if (!socket_.open()) {
      socket_ = zygote_.start_worker();
      documents_count_ = 0;
    }
    ++documents_count_;
    std::string answer;
    bool last = false;
    const Outcome outcome = exchange(bytes, encode_request(request), answer, last);
    if (outcome != Outcome::kDone) {
      const std::optional<int> status = end_worker(outcome != Outcome::kGone);
      if (outcome == Outcome::kTimeout) {
        return Error{ErrorCode::kTimeout,
                     "reading it took more than " + seconds_text(timeout_ms_) + " and was stopped",
                     {}};
      }
      if (outcome == Outcome::kTooLarge) {
        return Error{
            ErrorCode::kTooLarge, "its text is larger than what is kept of one file; split the document", {}};
      }
      return Error{ErrorCode::kCrashed, death_text(status), {}};
    }
    if (last || documents_count_ >= kDocumentsMax) end_worker(true);
    return decode_result(answer);
  }

  Outcome exchange(std::string_view bytes, const std::string& request, std::string& answer, bool& last) {
    const Channel channel(socket_.get(), Clock::now() + std::chrono::milliseconds(timeout_ms_));
    const FrameHeader sizes{request.size(), bytes.size()};
    Outcome outcome = channel.send_bytes(&sizes, sizeof sizes);
    if (outcome == Outcome::kDone) outcome = channel.send_bytes(request.data(), request.size());
    if (outcome == Outcome::kDone) outcome = channel.send_bytes(bytes.data(), bytes.size());
    // A worker that cannot hold the document answers before it has taken all of it.
    if (outcome == Outcome::kTimeout) return outcome;
    FrameHeader header;
    outcome = channel.receive_bytes(&header, sizeof header);
    if (outcome != Outcome::kDone) return outcome;
    if (header.first > answer_bytes_max(bytes.size())) return Outcome::kTooLarge;
    last = header.second != 0;
    // Grown as bytes come, so that a false length costs nothing.
    while (outcome == Outcome::kDone && answer.size() < header.first) {
      const size_t had = answer.size();
      answer.resize(std::min<size_t>(header.first, had + std::max(had, kPieceBytes)));
      outcome = channel.receive_bytes(answer.data() + had, answer.size() - had);
    }
    return outcome;
  }

  std::optional<int> end_worker(bool kill) {
    socket_.reset();
    return zygote_.end_worker(kill);
  }

  uint32_t timeout_ms_;
  Zygote zygote_;
  Descriptor socket_;
  int documents_count_ = 0;
};

Sandbox::Sandbox(const SandboxOptions& options, Read reader)
    : impl_(std::make_unique<Impl>(options, reader)) {}
Sandbox::~Sandbox() = default;

Result<ReadResult> Sandbox::read(std::string_view bytes, const ReadRequest& request) {
  return impl_->read(bytes, request);
}

}  // namespace pressmark
