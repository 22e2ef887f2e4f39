// Reading UTF-8 one code point at a time, for the analyser and the query parser. Pure functions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pressmark::utf8 {

/// Stands for an ill-formed byte; no well-formed sequence decodes to it.
inline constexpr char32_t kIllFormed = 0xffffffff;

struct CodePoint {
  char32_t value = kIllFormed;
  uint8_t size = 1;  // bytes; 1 for an ill-formed byte
};

inline bool is_continuation(char byte) {
  return (static_cast<uint8_t>(byte) & 0xc0) == 0x80;
}

/// The code point at text[at]; `at` must be below text.size(). Overlong forms, surrogates and values over
/// U+10FFFF are ill-formed, one byte at a time.
inline CodePoint decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t offset) { return static_cast<uint8_t>(text[at + offset]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const uint8_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() - at < size) return {};
  char32_t value = lead & (0x7fu >> size);
  for (uint8_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3fu);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (overlong || (value >= 0xd800 && value < 0xe000) || value > 0x10ffff) return {};
  return {value, size};
}

/// How many code points well-formed `text` has.
inline size_t count_code_points(std::string_view text) {
  return text.size() - static_cast<size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

/// The largest prefix length <= `bytes_max` of well-formed `text` that ends between two code points.
inline size_t prefix_size(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text.size();
  size_t size = bytes_max;
  while (size > 0 && is_continuation(text[size])) --size;
  return size;
}

}  // namespace pressmark::utf8
