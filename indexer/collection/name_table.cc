#include "indexer/collection/name_table.h"

#include <xxhash.h>

#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>

#include "engine/limits.h"

namespace pressmark {
namespace {

uint32_t hash_of(std::string_view name) {
  return static_cast<uint32_t>(XXH3_64bits(name.data(), name.size()));
}

}  // namespace

uint32_t NameTable::add(std::string_view name) {
  if (const auto known = find(name)) return *known;
  if (name.size() > limits::kFieldBytesMax)
    throw std::length_error("a name of " + std::to_string(name.size()) + " bytes cannot be kept");
  const uint32_t number = size();
  names_.push_back({arena_.add(name), static_cast<uint32_t>(name.size())});
  numbers_.insert(hash_of(name), number);
  return number;
}

std::optional<uint32_t> NameTable::find(std::string_view name) const {
  return numbers_.find(hash_of(name), [&](uint32_t number) { return this->name(number) == name; });
}

std::string_view NameTable::name(uint32_t number) const {
  const Name& found = names_[number];
  return arena_.text(found.at, found.bytes);
}

std::vector<uint32_t> NameTable::sorted() const {
  std::vector<uint32_t> numbers(size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  sort_by_text(
      numbers, [this](uint32_t number) { return name(number); }, std::less<>());
  return numbers;
}

}  // namespace pressmark
