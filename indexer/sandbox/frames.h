// What goes over the sockets between the program, its zygotes and their workers, below the level of records.
// A request frame is FrameHeader{request bytes, 0} with the document's descriptor, then the request; an
// answer frame is FrameHeader{answer bytes, After} and the answer.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/result.h"
#include "indexer/source/descriptor.h"

namespace pressmark {

struct FrameHeader {
  uint64_t first = 0;
  uint64_t second = 0;
};

/// What is to become of a worker that has answered.
enum After : uint64_t { kGoesOn, kIsReplaced, kRanOutOfMemory };

/// What a worker says once it is ready.
struct Hello {
  int32_t landlock_abi = 0;
  uint32_t seccomp = 0;
};

/// The largest answer that is taken from a reader of `document_bytes`: a file of many publications answers
/// with about its own size, a document with its text at most.
size_t answer_bytes_max(uint64_t document_bytes);
Error too_large_answer();

/// Whether all of data[0, size) went out or came in; false when the other end is gone. For blocking sockets.
bool send_all(int socket, const void* data, size_t size);
bool receive_all(int socket, void* data, size_t size);

/// As sendmsg and recvmsg, for bytes and the one descriptor that goes with them. The second part may be
/// empty.
ssize_t send_with_descriptor(int socket, std::string_view first, std::string_view second, int passed,
                             int flags);
ssize_t receive_with_descriptor(int socket, void* data, size_t size, Descriptor& passed);

}  // namespace pressmark
