#include "indexer/sandbox/worker.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <string>

#include "engine/limits.h"
#include "indexer/sandbox/wire.h"

namespace pressmark {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

// A worker whose heap has grown past this is replaced, so that one greedy document does not make the rest
// slow.
constexpr long kResidentKilobytesMax = 300 << 10;
// Enough for the character maps and font lists that the PDF library opens as it needs them.
constexpr rlim_t kOpenFilesMax = 64;

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  setrlimit(resource, &both);
}

void give_up_rights(uint64_t memory_bytes_max) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, kOpenFilesMax);
  limit(RLIMIT_NPROC, 0);
  if (!kSanitized) limit(RLIMIT_AS, memory_bytes_max);
}

std::string memory_text(uint64_t bytes) {
  if (bytes % (1u << 30) == 0) return std::to_string(bytes >> 30) + " GiB";
  return std::to_string(bytes >> 20) + " MiB";
}

/// The encoded answer to one document, whatever the reader does short of ending the process.
std::string answer(std::string_view bytes, const std::string& request_bytes, Sandbox::Read read) {
  const Result<ReadRequest> request = decode_request(request_bytes);
  if (!request.ok()) return encode_result(request.error());
  try {
    return encode_result(read(bytes, request.value()));
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

/// Whether another document may follow.
bool serve_one(int socket, Sandbox::Read read, uint64_t memory_bytes_max) {
  FrameHeader sizes;
  if (!receive_all(socket, &sizes, sizeof sizes)) return false;
  std::string reply;
  bool out_of_memory = false;
  try {
    std::string request(sizes.first, '\0');
    std::string document(sizes.second, '\0');
    if (!receive_all(socket, request.data(), request.size())) return false;
    if (!receive_all(socket, document.data(), document.size())) return false;
    reply = answer(document, request, read);
  } catch (const std::bad_alloc&) {
    out_of_memory = true;
  }
  if (out_of_memory) {
    reply = encode_result(Error{
        ErrorCode::kTooLarge,
        "reading it needs more than " + memory_text(memory_bytes_max) + " of memory; split the document",
        {}});
  }
  const bool last = out_of_memory || grown();
  const FrameHeader header{reply.size(), last ? 1u : 0u};
  return send_all(socket, &header, sizeof header) && send_all(socket, reply.data(), reply.size()) && !last;
}

}  // namespace

bool send_all(int socket, const void* data, size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t sent = send(socket, at, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    at += sent;
    size -= static_cast<size_t>(sent);
  }
  return true;
}

bool receive_all(int socket, void* data, size_t size) {
  char* at = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t received = recv(socket, at, size, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    at += received;
    size -= static_cast<size_t>(received);
  }
  return true;
}

void run_worker(int socket, Sandbox::Read read, uint64_t memory_bytes_max) {
  give_up_rights(memory_bytes_max);
  while (serve_one(socket, read, memory_bytes_max)) {
  }
  // No destructors and no exit handlers: what they would touch belongs to the program this was forked from.
  _exit(0);
}

}  // namespace pressmark
