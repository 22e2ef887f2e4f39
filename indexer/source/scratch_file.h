// ScratchFile: bytes that are kept out of memory until they are needed again, in a file without a name that
// is gone with the program. Owned by one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/source/descriptor.h"

namespace pressmark {

class ScratchFile {
 public:
  /// In the file system of `directory`. Throws std::system_error, as what follows does.
  explicit ScratchFile(const std::filesystem::path& directory);

  /// Where in the file `bytes` begin.
  uint64_t append(std::string_view bytes);
  /// The `size` bytes at `offset`, which must have been appended.
  void read(uint64_t offset, char* data, size_t size);
  /// Writes `bytes` where others were appended.
  void overwrite(uint64_t offset, std::string_view bytes);
  uint64_t size() const { return written_bytes_ + buffer_.size(); }

 private:
  void flush();

  Descriptor file_;
  std::string buffer_;
  uint64_t written_bytes_ = 0;
};

}  // namespace pressmark
