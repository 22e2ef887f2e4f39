// Sandbox: reads documents in a confined worker process, so that a crash, a hang or a hunger for memory costs
// one document, and what takes over the reader has taken over nothing. The worker is forked from a zygote,
// which is forked before the program's heap grows and before any thread starts; it gets a descriptor to read
// from, gives back a length-prefixed record, and is replaced when it dies.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/reader.h"
#include "indexer/sandbox/confinement.h"
#include "indexer/source/descriptor.h"

namespace pressmark {

struct SandboxOptions {
  uint32_t timeout_ms = 0;        // 0: limits::kReaderTimeoutMs
  uint64_t memory_bytes_max = 0;  // 0: limits::kReaderMemoryBytesMax; not applied under a sanitizer
  bool allow_unconfined = false;  // read also where the kernel has neither Landlock nor seccomp
  std::string ocr_languages;      // what requests may ask for: loaded before a worker is confined
  ConfinementOptions confinement;
};

/// One worker. Used by one thread at a time, which need not be the one that made it; `stop` by any.
class Sandbox {
 public:
  using Read = Result<ReadResult> (*)(std::string_view bytes, const ReadRequest& request);

  /// Forks. `reader` is what the worker runs: read_document, or a test's own. Throws std::system_error when
  /// the system refuses.
  explicit Sandbox(const SandboxOptions& options, Read reader = read_document);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// What the worker is confined by. Starts it, as `read` does: throws std::system_error when it cannot be
  /// started, std::runtime_error when the kernel confines nothing and the options do not allow for that.
  const Confinement& confinement();

  /// What the worker makes of the file from request.offset on; request.file_bytes is worked out here. Or why
  /// not: the reader's own Error, kTimeout, kCrashed (with the signal), kTooLarge (an answer over
  /// limits::kTextBytesMax, a hunger for memory) or kUnreadable (the file changed meanwhile). A reader that
  /// dies is given the document once more, in a new worker, with half the time and without OCR. A PDF has
  /// the time that the request allows OCR on top of the reader's. Never throws for a bad document.
  Result<ReadResult> read(const Descriptor& file, const ReadRequest& request);
  /// The same of bytes in memory, by way of a file in memory.
  Result<ReadResult> read(std::string_view bytes, const ReadRequest& request);

  /// Ends what is being read, and every later read at once, with kCrashed.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
