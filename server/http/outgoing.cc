#include "server/http/outgoing.h"

#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace pressmark {
namespace {

constexpr size_t kSendFileBytes = 256u << 10;
constexpr int kFilePiecesMax = 8;  // in one go, so that one reader of a file does not keep the others waiting

Sent unless_blocked() {
  return would_block(errno) ? Sent::kMore : Sent::kFailed;
}

}  // namespace

bool would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

Sent send_some(int socket, Outgoing& outgoing) {
  while (outgoing.at < outgoing.bytes.size()) {
    const int more = outgoing.file_left > 0 ? MSG_MORE : 0;
    const ssize_t sent = send(socket, outgoing.bytes.data() + outgoing.at,
                              outgoing.bytes.size() - outgoing.at, MSG_DONTWAIT | MSG_NOSIGNAL | more);
    if (sent < 0) return unless_blocked();
    outgoing.at += static_cast<size_t>(sent);
  }
  auto offset = static_cast<off_t>(outgoing.file_offset);
  for (int piece = 0; outgoing.file_left > 0; ++piece) {
    if (piece == kFilePiecesMax) return Sent::kMore;
    const ssize_t sent = sendfile(socket, outgoing.file->descriptor(), &offset,
                                  std::min<uint64_t>(outgoing.file_left, kSendFileBytes));
    if (sent < 0) return unless_blocked();
    if (sent == 0) return Sent::kFailed;
    const auto bytes = static_cast<uint64_t>(sent);
    outgoing.file_offset += bytes;
    outgoing.file_left -= bytes;
    outgoing.deadline += std::chrono::microseconds(bytes * 1'000'000 / kFileBytesPerSecondMin);
  }
  return Sent::kAll;
}

}  // namespace pressmark
