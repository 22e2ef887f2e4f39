// Zygote: a small process, forked before the program's heap grows and before any thread starts, that forks
// reading workers on demand and tells how they ended. It reads no document but a few of its own, so that what
// libraries load at their first use is loaded before a worker is confined. It lives as long as its owner
// holds the socket; when the socket closes, however its owner ends, it kills its worker and goes. Used by one
// thread at a time.
#pragma once

#include <sys/types.h>

#include <optional>

#include "indexer/sandbox/worker.h"
#include "indexer/source/descriptor.h"

namespace pressmark {

/// A worker that has just been started: our end of its socket, and its process, which stays a child of the
/// zygote, so that the number is its own until end_worker.
struct StartedWorker {
  Descriptor socket;
  pid_t process = -1;
};

class Zygote {
 public:
  /// Forks. Throws std::system_error when the system refuses.
  explicit Zygote(const WorkerSetup& setup);
  ~Zygote();
  Zygote(const Zygote&) = delete;
  Zygote& operator=(const Zygote&) = delete;

  /// A new worker (there is at most one). Throws std::system_error when none can be started.
  StartedWorker start_worker();

  /// Ends the worker, at once if `kill`, else after a second's grace to die by itself. Returns its wait
  /// status, or nothing if the zygote is gone.
  std::optional<int> end_worker(bool kill);

 private:
  Descriptor control_;
  pid_t pid_ = -1;
};

}  // namespace pressmark
