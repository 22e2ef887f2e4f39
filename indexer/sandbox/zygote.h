// Zygote: a small process, forked before the program's heap grows and before any thread starts, that forks
// reading workers on demand and tells how they ended. It lives as long as its owner holds the socket; when
// the socket closes, however its owner ends, it kills its worker and goes. Used by one thread at a time.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "indexer/sandbox/sandbox.h"

namespace pressmark {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : value_(other.value_) { other.value_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      value_ = other.value_;
      other.value_ = -1;
    }
    return *this;
  }

  int get() const { return value_; }
  bool open() const { return value_ >= 0; }
  void reset();

 private:
  int value_ = -1;
};

class Zygote {
 public:
  /// Forks. Throws std::system_error when the system refuses.
  Zygote(Sandbox::Read read, uint64_t memory_bytes_max);
  ~Zygote();
  Zygote(const Zygote&) = delete;
  Zygote& operator=(const Zygote&) = delete;

  /// The socket of a new worker (there is at most one). Throws std::system_error when none can be started.
  Descriptor start_worker();

  /// Ends the worker, at once if `kill`, else after a second's grace to die by itself. Returns its wait
  /// status, or nothing if the zygote is gone.
  std::optional<int> end_worker(bool kill);

 private:
  Descriptor control_;
  pid_t pid_ = -1;
};

}  // namespace pressmark
