// BodyFile: a file without a name that a body is written into, decoded and piece by piece. Owned by one
// transfer.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/source/descriptor.h"

namespace pressmark {

class BodyFile {
 public:
  /// False when the system refused (a full disk); `error()` says why.
  bool write(std::string_view bytes);

  uint64_t bytes() const { return bytes_; }
  /// An errno, 0 for none.
  int error() const { return error_; }

  /// The file at its beginning, empty when nothing was written. Throws std::system_error when it cannot be
  /// had.
  Descriptor take();

 private:
  bool ready();

  Descriptor file_;
  uint64_t bytes_ = 0;
  int error_ = 0;
};

}  // namespace pressmark
