// NameTable: the paths, addresses and ids of a whole collection, by number in the order in which they came.
// Each is held once, end to end with the others: its own bytes and some 30 more. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/schema/id_table.h"

namespace pressmark {

class NameTable {
 public:
  /// The number of a name, a new one if it is new. Throws std::length_error over limits::kFieldBytesMax.
  uint32_t add(std::string_view name);
  std::optional<uint32_t> find(std::string_view name) const;
  /// Valid as long as the table.
  std::string_view name(uint32_t number) const;
  uint32_t size() const { return static_cast<uint32_t>(names_.size()); }
  /// All numbers, by name.
  std::vector<uint32_t> sorted() const;

 private:
  struct Name {
    uint32_t at = 0, bytes = 0;
  };

  std::deque<Name> names_;
  Arena arena_;
  IdTable numbers_;
};

}  // namespace pressmark
