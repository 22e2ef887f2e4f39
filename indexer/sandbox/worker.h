// The worker's side of the sandbox: what runs in the process that reads hostile documents, and the frames on
// its socket. A request frame is FrameHeader{request bytes, document bytes} and both; an answer frame is
// FrameHeader{answer bytes, 1 if this worker should read nothing more} and the answer.
#pragma once

#include <cstddef>
#include <cstdint>

#include "indexer/sandbox/sandbox.h"

namespace pressmark {

struct FrameHeader {
  uint64_t first = 0;
  uint64_t second = 0;
};

/// Whether all of data[0, size) went out or came in; false when the other end is gone. For blocking sockets.
bool send_all(int socket, const void* data, size_t size);
bool receive_all(int socket, void* data, size_t size);

/// Reads documents from `socket` until it closes, then ends the process. Gives up every right it can first.
[[noreturn]] void run_worker(int socket, Sandbox::Read read, uint64_t memory_bytes_max);

}  // namespace pressmark
