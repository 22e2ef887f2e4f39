#include "indexer/sandbox/sandbox.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/sandbox/channel.h"
#include "indexer/sandbox/wire.h"
#include "indexer/sandbox/zygote.h"

namespace pressmark {
namespace {

// Libraries leak a little; a worker that has read this many documents is replaced.
constexpr int kDocumentsMax = 200;
// For the zygote to warm up and the worker to be confined, on a machine that is busy with much else.
constexpr uint32_t kStartTimeoutMs = 60'000;

std::string seconds_text(uint32_t timeout_ms) {
  if (timeout_ms % 1000 == 0) return std::to_string(timeout_ms / 1000) + " s";
  return std::to_string(timeout_ms) + " ms";
}

std::string memory_text(uint64_t bytes) {
  if (bytes % (1u << 30) == 0) return std::to_string(bytes >> 30) + " GiB";
  return std::to_string(bytes >> 20) + " MiB";
}

std::string death_text(std::optional<int> status) {
  if (!status) return "the reader's process died";
  if (WIFSIGNALED(*status)) {
    const int number = WTERMSIG(*status);
    return "the reader crashed: signal " + std::to_string(number) + " (" + strsignal(number) + ")";
  }
  return "the reader ended with status " + std::to_string(WEXITSTATUS(*status));
}

/// Whether the time that `process` may use of a processor ran out.
bool used_up_time(std::optional<int> status) {
  return status && WIFSIGNALED(*status) && WTERMSIG(*status) == SIGXCPU;
}

/// Lets `process` use so much more of a processor. The wall clock stops a reader first; this one holds when
/// the program that watches it has itself been stopped.
void allow_processor_time(pid_t process, uint32_t more_ms) {
  clockid_t clock{};
  timespec used{};
  rlimit limit{};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &used) != 0) return;
  if (prlimit(process, RLIMIT_CPU, nullptr, &limit) != 0) return;
  limit.rlim_cur = static_cast<rlim_t>(used.tv_sec) + more_ms / 1000 + 2;
  if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
  prlimit(process, RLIMIT_CPU, &limit, nullptr);
}

/// What tells one content of a file from another without reading it.
struct FileState {
  uint64_t bytes = 0;
  int64_t modified_s = 0;
  int64_t modified_ns = 0;

  bool operator==(const FileState&) const = default;
};

std::optional<FileState> state_of(const Descriptor& file) {
  struct stat info {};
  if (fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return FileState{static_cast<uint64_t>(info.st_size), info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

/// Whether there may be scans in it. Only then a document has the time of OCR.
bool may_be_pdf(const Descriptor& file) {
  static constexpr std::string_view kMark = "%PDF-";
  char head[1024];
  const ssize_t size = pread(file.get(), head, sizeof head, 0);
  return size > 0 && std::string_view(head, static_cast<size_t>(size)).find(kMark) != std::string_view::npos;
}

Descriptor file_in_memory(std::string_view bytes) {
  Descriptor file(memfd_create("document", MFD_CLOEXEC));
  if (!file.open()) throw std::system_error(errno, std::generic_category(), "cannot make a file in memory");
  while (!bytes.empty()) {
    const ssize_t written = write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw std::system_error(errno, std::generic_category(), "cannot fill a file in memory");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return file;
}

}  // namespace

class Sandbox::Impl {
 public:
  Impl(const SandboxOptions& options, Read reader)
      : timeout_ms_(options.timeout_ms != 0 ? options.timeout_ms : limits::kReaderTimeoutMs),
        memory_bytes_max_(options.memory_bytes_max != 0 ? options.memory_bytes_max
                                                        : limits::kReaderMemoryBytesMax),
        allow_unconfined_(options.allow_unconfined),
        stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
        zygote_(WorkerSetup{reader, memory_bytes_max_, options.confinement, options.ocr_languages}) {
    if (!stop_.open()) throw std::system_error(errno, std::generic_category(), "cannot make an event");
  }

  const Confinement& confinement() {
    start();
    return confinement_;
  }

  void stop() {
    const uint64_t one = 1;
    // Cannot fail but for a counter that is full, which says the same.
    if (write(stop_.get(), &one, sizeof one) < 0) return;
  }

  Result<ReadResult> read(const Descriptor& file, ReadRequest request) {
    const std::optional<FileState> before = state_of(file);
    if (!before) return Error{ErrorCode::kUnreadable, "cannot be read: it is no regular file", request.path};
    request.file_bytes = before->bytes;
    if (request.offset > request.file_bytes) return changed(request);
    const bool used = documents_count_ > 0;
    const bool with_ocr = !request.ocr_languages.empty() && may_be_pdf(file);
    if (!with_ocr) request.ocr_languages.clear();
    Attempt attempt = read_once(file, request, timeout_ms_ + (with_ocr ? request.ocr_time_ms : 0));
    // What killed a worker may be what an earlier document did to it, or chance, or its scans, so a new one
    // gets to try; what takes too much of a new one will do so again.
    const bool hopeful =
        attempt.died == Outcome::kGone ||
        ((used || with_ocr) && (attempt.died == Outcome::kTimeout || attempt.died == Outcome::kOutOfMemory));
    if (hopeful) {
      request.ocr_languages.clear();
      Attempt second = read_once(file, request, timeout_ms_ / 2);
      if (with_ocr) warn_of_lost_ocr(second.result);
      if (second.died == Outcome::kDone || second.died == Outcome::kStopped) attempt = std::move(second);
    }
    if (attempt.result.ok()) return std::move(attempt.result);
    if (state_of(file) != before) return changed(request);
    const Error& error = attempt.result.error();
    return Error{error.code, error.message, error.where.empty() ? request.path : error.where};
  }

 private:
  /// Where pages without text are left in a document that was read without OCR after all.
  static void warn_of_lost_ocr(Result<ReadResult>& result) {
    if (!result.ok()) return;
    for (Publication& publication : result.value().publications) {
      const auto about_text = [](const std::string& warning) {
        return warning == "no_text_layer" || warning.starts_with("pages_without_text");
      };
      std::vector<std::string>& warnings = publication.warnings;
      if (std::any_of(warnings.begin(), warnings.end(), about_text)) warnings.emplace_back("ocr_failed");
    }
  }

  struct Attempt {
    Result<ReadResult> result;
    Outcome died = Outcome::kDone;
  };

  static Error changed(const ReadRequest& request) {
    return Error{ErrorCode::kUnreadable,
                 "the file changed while it was read; run again when nothing writes to it", request.path};
  }

  void start() {
    if (socket_.open()) return;
    StartedWorker worker = zygote_.start_worker();
    socket_ = std::move(worker.socket);
    process_ = worker.process;
    documents_count_ = 0;
    Hello hello;
    const Channel channel = channel_for(kStartTimeoutMs);
    if (const Outcome outcome = channel.receive_bytes(&hello, sizeof hello); outcome != Outcome::kDone) {
      const std::optional<int> status = end_worker(true);
      if (outcome == Outcome::kStopped) return;
      throw std::runtime_error("a reader could not be confined: " + death_text(status));
    }
    confinement_ = Confinement{hello.landlock_abi, hello.seccomp != 0};
    if (confinement_.any() || allow_unconfined_) return;
    end_worker(true);
    throw std::runtime_error(
        "this kernel offers neither Landlock nor seccomp to confine the readers of documents; run where it "
        "does "
        "(a container may hide them), or with --unsafe-no-sandbox for documents that you trust");
  }

  Channel channel_for(uint32_t timeout_ms) const {
    return Channel(socket_.get(), stop_.get(), Channel::Clock::now() + std::chrono::milliseconds(timeout_ms));
  }

  Attempt read_once(const Descriptor& file, const ReadRequest& request, uint32_t timeout_ms) {
    start();
    if (!socket_.open()) return Attempt{stopped(), Outcome::kStopped};
    ++documents_count_;
    allow_processor_time(process_, timeout_ms);
    const Channel channel = channel_for(timeout_ms);
    After after = kGoesOn;
    Outcome outcome = channel.send_request(encode_request(request), file.get());
    if (outcome == Outcome::kDone) {
      outcome = channel.receive_answer(answer_bytes_max(request.file_bytes - request.offset), answer_, after);
    }
    if (outcome != Outcome::kDone) return died(outcome, timeout_ms);
    if (after != kGoesOn || documents_count_ >= kDocumentsMax) end_worker(true);
    Attempt attempt{decode_result(answer_, request), Outcome::kDone};
    // The next answer may be small for a long time.
    if (answer_.capacity() > kAnswerKeptBytes) answer_ = {};
    return attempt;
  }

  Attempt died(Outcome outcome, uint32_t timeout_ms) {
    const std::optional<int> status = end_worker(outcome != Outcome::kGone);
    if (outcome == Outcome::kGone && used_up_time(status)) outcome = Outcome::kTimeout;
    switch (outcome) {
      case Outcome::kStopped:
        return Attempt{stopped(), outcome};
      case Outcome::kTimeout:
        return Attempt{Error{ErrorCode::kTimeout,
                             "reading it took more than " + seconds_text(timeout_ms) + " and was stopped",
                             {}},
                       outcome};
      case Outcome::kTooLarge:
        return Attempt{too_large_answer(), outcome};
      case Outcome::kOutOfMemory:
        return Attempt{Error{ErrorCode::kTooLarge,
                             "reading it needs more than " + memory_text(memory_bytes_max_) +
                                 " of memory; split the document",
                             {}},
                       outcome};
      case Outcome::kDone:
      case Outcome::kGone:
        break;
    }
    return Attempt{Error{ErrorCode::kCrashed, death_text(status), {}}, outcome};
  }

  static Error stopped() { return Error{ErrorCode::kCrashed, "the reader was stopped", {}}; }

  std::optional<int> end_worker(bool kill) {
    socket_.reset();
    documents_count_ = 0;
    return zygote_.end_worker(kill);
  }

  static constexpr size_t kAnswerKeptBytes = 1u << 20;

  const uint32_t timeout_ms_;
  const uint64_t memory_bytes_max_;
  const bool allow_unconfined_;
  const Descriptor stop_;
  Zygote zygote_;
  Confinement confinement_;
  Descriptor socket_;
  pid_t process_ = -1;
  int documents_count_ = 0;  // read by the worker that runs
  std::string answer_;
};

Sandbox::Sandbox(const SandboxOptions& options, Read reader)
    : impl_(std::make_unique<Impl>(options, reader)) {}
Sandbox::~Sandbox() = default;

const Confinement& Sandbox::confinement() {
  return impl_->confinement();
}

Result<ReadResult> Sandbox::read(const Descriptor& file, const ReadRequest& request) {
  return impl_->read(file, request);
}

Result<ReadResult> Sandbox::read(std::string_view bytes, const ReadRequest& request) {
  return impl_->read(file_in_memory(bytes), request);
}

void Sandbox::stop() {
  impl_->stop();
}

}  // namespace pressmark
