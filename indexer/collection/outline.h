// Outline: what is held in memory of a publication's trace, enough to say which publications are one work.
// Its lists are views of bytes that an OutlineLists holds. Values; no I/O.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/schema/bytes.h"
#include "engine/schema/id_table.h"
#include "indexer/collection/trace.h"

namespace pressmark {

/// Numbers of one size, end to end, lowest byte first.
template <class T>
class PackedList {
 public:
  PackedList() = default;
  explicit PackedList(std::string_view bytes) : bytes_(bytes) {}

  size_t size() const { return bytes_.size() / sizeof(T); }
  T operator[](size_t index) const {
    return static_cast<T>(load_little_endian(as_bytes(bytes_).data() + index * sizeof(T), sizeof(T)));
  }
  std::string_view bytes() const { return bytes_; }
  bool operator==(const PackedList&) const = default;

 private:
  std::string_view bytes_;
};

/// As in a Trace.
struct Outline {
  Sketch sketch{};
  uint64_t address = 0;
  PackedList<uint64_t> documents;
  PackedList<uint32_t> title, title_numbers;
  uint32_t words_count = 0;
};

/// Holds the lists of outlines; they live as long.
class OutlineLists {
 public:
  Outline outline_of(const Trace& trace);

  /// The outline as it is in the file of a collection.
  static void append(std::string& out, const Outline& outline);
  /// Fails the reader where that is no outline.
  Outline read(ByteReader& reader);

 private:
  template <class T>
  PackedList<T> hold(std::string_view bytes) {
    return PackedList<T>(arena_.text(arena_.add(bytes), bytes.size()));
  }
  template <class T>
  PackedList<T> hold(const std::vector<T>& values);
  template <class T>
  PackedList<T> read_list(ByteReader& reader);

  Arena arena_;
};

}  // namespace pressmark
