// The fields of a record (wire.h): numbers of fixed width, lowest byte first; text behind its length. Writer
// writes them, Reader reads them from bytes that nobody vouches for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "engine/publication.h"
#include "engine/result.h"

namespace pressmark {

class Writer {
 public:
  void byte(uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void number(uint64_t value) { put(value, 4); }  // of 32 bits
  void wide(uint64_t value) { put(value, 8); }
  void text(std::string_view value);
  void texts(const std::vector<std::string>& values);
  void date(const std::optional<Date>& value);

  void reserve(size_t bytes) { out_.reserve(bytes); }
  std::string take() { return std::move(out_); }

 private:
  void put(uint64_t value, size_t bytes_count);

  std::string out_;
};

/// After the first fault every read gives nothing and `fault()` says what was wrong.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return !fault_; }
  bool at_end() const { return at_ == bytes_.size(); }
  const Error& fault() const { return *fault_; }
  void fail(ErrorCode code, std::string message);

  uint8_t byte() { return static_cast<uint8_t>(get(1)); }
  uint8_t byte_up_to(uint8_t last);
  uint32_t number() { return static_cast<uint32_t>(get(4)); }
  uint64_t wide() { return get(8); }
  /// Well-formed UTF-8, whatever the bytes are.
  std::string text(size_t bytes_max = limits::kFieldBytesMax);
  std::vector<std::string> texts(const char* what);
  std::optional<Date> date();

  /// A count of things that take at least `bytes_min` bytes each, so that no claim costs more memory than its
  /// bytes.
  size_t count(size_t bytes_min);
  /// kTooLarge, naming `what`, when there are more than items_max.
  size_t count_up_to(size_t bytes_min, size_t items_max, const char* what);

 private:
  bool have(size_t size);
  uint64_t get(size_t bytes_count);

  std::string_view bytes_;
  size_t at_ = 0;
  std::optional<Error> fault_;
};

}  // namespace pressmark
