#include "indexer/sandbox/worker.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "engine/limits.h"
#include "indexer/sandbox/frames.h"
#include "indexer/sandbox/out_of_memory.h"
#include "indexer/sandbox/sanitized.h"
#include "indexer/sandbox/wire.h"

namespace pressmark {
namespace {

// A worker whose heap has grown past this is replaced, so that one greedy document does not make the rest
// slow.
constexpr long kResidentKilobytesMax = 300 << 10;
// Enough for the character maps and font lists that the PDF library opens as it needs them.
constexpr rlim_t kOpenFilesMax = 64;
constexpr rlim_t kStackBytesMax = 8u << 20;

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  setrlimit(resource, &both);
}

/// The address space that this process takes already: libraries, and what it was forked with.
uint64_t address_space_bytes() {
  const Descriptor file(open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  char text[32] = {};
  if (!file.open() || ::read(file.get(), text, sizeof text - 1) <= 0) return 0;
  return std::strtoull(text, nullptr, 10) * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

Confinement give_up_rights(const WorkerSetup& setup) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, kOpenFilesMax);
  limit(RLIMIT_NPROC, 0);
  limit(RLIMIT_STACK, kStackBytesMax);
  if (!kSanitized) limit(RLIMIT_AS, address_space_bytes() + setup.memory_bytes_max);
  return confine(setup.confinement);
}

/// A part of a file in memory, shared with the system's own copy of it. A file that shrinks meanwhile costs
/// the process its life.
class Window {
 public:
  /// Throws std::bad_alloc when there is no room.
  Window(int file, uint64_t offset, size_t size) : size_(size) {
    if (size == 0) return;
    skipped_ = static_cast<size_t>(offset % static_cast<uint64_t>(sysconf(_SC_PAGESIZE)));
    place_ =
        mmap(nullptr, skipped_ + size, PROT_READ, MAP_PRIVATE, file, static_cast<off_t>(offset - skipped_));
    if (place_ == MAP_FAILED) throw std::bad_alloc();
  }
  ~Window() {
    if (size_ > 0) munmap(place_, skipped_ + size_);
  }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  std::string_view bytes() const {
    return size_ == 0 ? std::string_view() : std::string_view(static_cast<char*>(place_) + skipped_, size_);
  }

 private:
  void* place_ = nullptr;
  size_t skipped_ = 0;
  size_t size_;
};

bool read_in_pieces(Format format) {
  return format == Format::kJsonLines || format == Format::kWarc;
}

Result<ReadResult> read_window(std::string_view bytes, const ReadRequest& request, Sandbox::Read read) {
  if (request.offset == 0 && request.file_bytes > limits::kFileBytesMax &&
      !read_in_pieces(detect_format(bytes, request.path))) {
    return Error{ErrorCode::kTooLarge,
                 "has " + std::to_string(request.file_bytes) + " bytes; the limit is " +
                     std::to_string(limits::kFileBytesMax) + ": split it",
                 request.path};
  }
  return read(bytes, request);
}

/// The encoded answer to one document, whatever the reader does short of ending the process.
std::string answer(Descriptor file, std::string_view request_bytes, Sandbox::Read read) {
  const Result<ReadRequest> request = decode_request(request_bytes);
  if (!request.ok()) return encode_result(request.error());
  const uint64_t left = request.value().file_bytes - request.value().offset;
  const Window window(file.get(), request.value().offset,
                      static_cast<size_t>(std::min<uint64_t>(left, limits::kFileBytesMax)));
  file.reset();
  try {
    std::string reply = encode_result(read_window(window.bytes(), request.value(), read));
    if (reply.size() <= answer_bytes_max(window.bytes().size())) return reply;
    return encode_result(too_large_answer());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& exception) {
    return encode_result(
        Error{ErrorCode::kDamaged, std::string("the reader gave up: ") + exception.what(), {}});
  } catch (...) {
    return encode_result(Error{ErrorCode::kDamaged, "the reader gave up", {}});
  }
}

bool grown() {
  rusage usage{};
  return getrusage(RUSAGE_SELF, &usage) == 0 && usage.ru_maxrss > kResidentKilobytesMax;
}

bool send_answer(int socket, std::string_view reply, After after) {
  FrameHeader header{reply.size(), after};
  // In one call where the socket takes it, so that the other side wakes once.
  iovec parts[2] = {{&header, sizeof header}, {const_cast<char*>(reply.data()), reply.size()}};
  const ssize_t sent = writev(socket, parts, 2);
  if (sent < static_cast<ssize_t>(sizeof header)) return false;
  reply.remove_prefix(static_cast<size_t>(sent) - sizeof header);
  return send_all(socket, reply.data(), reply.size());
}

/// Whether another document may follow.
bool serve_one(int socket, Sandbox::Read read) {
  FrameHeader sizes;
  Descriptor file;
  if (receive_with_descriptor(socket, &sizes, sizeof sizes, file) != sizeof sizes) return false;
  std::string reply;
  begin_document();
  try {
    std::string request(sizes.first, '\0');
    if (!receive_all(socket, request.data(), request.size())) return false;
    reply = answer(std::move(file), request, read);
  } catch (const std::bad_alloc&) {
    end_out_of_memory(socket);
  }
  begin_answer();
  const After after = grown() ? kIsReplaced : kGoesOn;
  return send_answer(socket, reply, after) && after == kGoesOn;
}

}  // namespace

void run_worker(int socket, const WorkerSetup& setup) {
  const Confinement confinement = give_up_rights(setup);
  if (!kSanitized) answer_when_out_of_memory(socket, setup.memory_bytes_max);
  const Hello hello{confinement.landlock_abi, confinement.seccomp ? 1u : 0u};
  if (send_all(socket, &hello, sizeof hello)) {
    while (serve_one(socket, setup.read)) {
    }
  }
  // No destructors and no exit handlers: what they would touch belongs to the program this was forked from.
  _exit(0);
}

}  // namespace pressmark
