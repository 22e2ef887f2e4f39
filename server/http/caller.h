// Caller: one client's connection. It belongs to whoever holds it: the reception while it is waited for, a
// worker while its request is answered.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "server/http/access_log.h"
#include "server/http/client_address.h"
#include "server/http/outgoing.h"

namespace pressmark {

/// A socket; closes its descriptor.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// What a caller is waited for, or has come to.
enum class Waiting : uint8_t {
  kHead,     // the rest of a request's head
  kRequest,  // another request
  kReading,  // that it takes the answer
  kLeaving,  // that it goes: nothing more is read or sent
  kGone,
};

/// How a head ended.
enum class Head : uint8_t { kWhole, kTooLarge, kLate };

struct Caller {
  Caller(Socket its_socket, IpAddress its_address, std::shared_ptr<void> its_place)
      : socket(std::move(its_socket)), peer(its_address), place(std::move(its_place)) {}

  Socket socket;
  IpAddress peer;
  std::shared_ptr<void> place;  // among the connections that its address may have
  Waiting waiting = Waiting::kHead;
  Clock::time_point deadline;  // of what it is waited for

  std::string received;   // bytes read and not yet used
  size_t searched = 0;    // of them, for the end of a head
  size_t head_bytes = 0;  // of the head that `received` begins with
  Head head = Head::kWhole;
  Clock::time_point asked;  // when that head was there
  uint32_t requests = 0;    // answered so far

  Outgoing outgoing;
  bool keep_alive = false;  // after what is outgoing
  AccessRecord record;      // of the answer under way
};

}  // namespace pressmark
