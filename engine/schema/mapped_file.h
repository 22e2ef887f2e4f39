// MappedFile: a whole file, mapped read-only. AppendFile: a file that grows at its end, through a buffer.
// Both own their descriptor or mapping and are moved, not copied. A MappedFile may be shared by threads; an
// AppendFile belongs to one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace pressmark {

class MappedFile {
 public:
  /// Maps the file as long as it is now; an empty file is an empty span. Error kUnreadable names file and
  /// reason. The file must not be cut short while it is mapped.
  static Result<MappedFile> open(const std::filesystem::path& path);

  MappedFile() = default;
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  /// The content; begins at a page boundary; lives as long as the mapping.
  std::span<const uint8_t> bytes() const { return bytes_; }
  /// Gives back the memory of what was read; a later read loads it again.
  void release() const;

 private:
  std::span<const uint8_t> bytes_;
};

class AppendFile {
 public:
  enum class Start { kAtEnd, kEmpty };
  /// Opens for writing after what is there, or after throwing it away; creates the file if there is none.
  /// Throws std::system_error that names the file, as do `append` and `flush`.
  AppendFile(const std::filesystem::path& path, Start start);
  /// Throws away what was not flushed.
  ~AppendFile();
  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&&) = delete;

  void append(std::string_view bytes);
  /// Hands what is buffered to the operating system; does not sync.
  void flush();
  /// Bytes in the file and in the buffer.
  uint64_t size() const { return written_bytes_ + buffer_.size(); }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  uint64_t written_bytes_ = 0;
  std::string buffer_;
};

}  // namespace pressmark
