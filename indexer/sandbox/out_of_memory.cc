#include "indexer/sandbox/out_of_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <new>

#include "indexer/sandbox/frames.h"

namespace pressmark {
namespace {

// Handlers take no arguments: what they need to know stands here, set before they are installed.
int g_socket = -1;
uint64_t g_memory_bytes_max = 0;
volatile std::sig_atomic_t g_answering = 0;
volatile std::sig_atomic_t g_refused = 0;

bool has_left(uint64_t bytes) {
  void* place = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (place == MAP_FAILED) return false;
  munmap(place, bytes);
  return true;
}

/// A length that a damaged file made up fails too, but then there is room for much else, and a library that
/// expects the exception reads on.
void on_failed_new() {
  if (g_answering == 0 && !has_left(g_memory_bytes_max / 4)) end_out_of_memory(g_socket);
  g_refused = 1;
  throw std::bad_alloc();
}

/// An abort() that was not for memory takes its course when this returns.
void on_abort(int) {
  if (g_answering == 0 && (g_refused != 0 || !has_left(g_memory_bytes_max / 2))) end_out_of_memory(g_socket);
}

}  // namespace

void answer_when_out_of_memory(int socket, uint64_t memory_bytes_max) {
  g_socket = socket;
  g_memory_bytes_max = memory_bytes_max;
  std::set_new_handler(on_failed_new);
  struct sigaction action {};
  action.sa_handler = on_abort;
  sigaction(SIGABRT, &action, nullptr);
}

void begin_answer() {
  g_answering = 1;
}

void begin_document() {
  g_answering = 0;
  g_refused = 0;
}

void end_out_of_memory(int socket) {
  const FrameHeader header{0, kRanOutOfMemory};
  send_all(socket, &header, sizeof header);
  _exit(0);
}

}  // namespace pressmark
