// ReaderPool: several sandboxed workers that read files side by side and give their answers back in the order
// in which the files were named, so that the result of a run does not depend on how many workers it had. The
// caller's thread submits and takes; each worker has a thread of the pool's that waits for it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/result.h"
#include "indexer/reader/reader.h"
#include "indexer/sandbox/sandbox.h"
#include "indexer/source/descriptor.h"

namespace pressmark {

/// One file to read.
struct ReadJob {
  Descriptor file;         // open for reading; a regular file
  ReadRequest request;     // offset, file_bytes and first_line are the pool's to fill
  std::string known_hash;  // the file is not read while its content still has this hash; may be empty
};

/// What came of a file, or of the next piece of it. Pieces of one file follow each other.
struct ReadPiece {
  std::string hash;        // content_hash of the whole file; empty when it could not be read through
  uint64_t bytes = 0;      // of the file
  bool unchanged = false;  // it still has the known hash: `result` is empty
  bool last = true;        // no further piece of this file follows
  Result<ReadResult> result;
};

class ReaderPool {
 public:
  /// Forks; to be made before the program's heap grows and before any thread starts. Throws
  /// std::system_error when no worker can be started, and std::runtime_error when the kernel offers no
  /// confinement and the options do not allow for none.
  ReaderPool(const SandboxOptions& options, unsigned workers, Sandbox::Read reader = read_document);
  /// Kills what still reads.
  ~ReaderPool();
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;

  /// Hands a file in. Does not wait; the caller bounds how far it runs ahead.
  void submit(ReadJob job);
  /// Files handed in whose last piece has not been taken.
  size_t pending() const;
  /// Waits for the next piece, in the order of submission. pending() must not be 0. Answers that wait to be
  /// taken hold at most kBufferedBytesMax and one answer a worker. Throws what starting a worker anew threw.
  ReadPiece next();

  /// What confines the readers, for the run's report: "landlock 7, seccomp".
  const std::string& confinement() const;

  static constexpr uint64_t kBufferedBytesMax = 48u << 20;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
