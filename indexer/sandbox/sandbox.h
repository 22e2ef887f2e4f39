// Sandbox: reads documents in a worker process, so that a crash, a hang or a hunger for memory costs one
// document. The worker is forked once, before the program's heap grows and before any thread starts; it gets
// bytes, gives back a length-prefixed record, and is replaced when it dies.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/reader.h"

namespace pressmark {

struct SandboxOptions {
  uint32_t timeout_ms = 0;        // 0: limits::kReaderTimeoutMs
  uint64_t memory_bytes_max = 0;  // 0: limits::kReaderMemoryBytesMax; not applied under a sanitizer
};

/// One worker. Used by one thread at a time.
class Sandbox {
 public:
  using Read = Result<ReadResult> (*)(std::string_view bytes, const ReadRequest& request);

  /// `reader` is what the worker runs: read_document, or a test's own.
  explicit Sandbox(const SandboxOptions& options, Read reader = read_document);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// What the worker makes of the file, or why not: the reader's own Error, kTimeout, kCrashed (with the
  /// signal) or kTooLarge (an answer over limits::kTextBytesMax). Never throws for a bad document; throws
  /// std::system_error when no worker can be started.
  Result<ReadResult> read(std::string_view bytes, const ReadRequest& request);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
