#include "indexer/reader/utf8.h"

#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

namespace pressmark {

bool is_valid_utf8(std::string_view bytes) {
  constexpr uint64_t kHighBits = 0x8080808080808080u;
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t at = 0;
  while (at < bytes.size()) {
    if (data[at] < 0x80) {
      uint64_t eight = 0;
      while (at + sizeof eight <= bytes.size()) {
        std::memcpy(&eight, data + at, sizeof eight);
        if ((eight & kHighBits) != 0) break;
        at += sizeof eight;
      }
      while (at < bytes.size() && data[at] < 0x80) ++at;
      continue;
    }
    UChar32 code_point = 0;
    U8_NEXT(data, at, bytes.size(), code_point);
    if (code_point < 0) return false;
  }
  return true;
}

char32_t next_code_point(std::string_view text, size_t& at) {
  const auto* data = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 code_point = 0;
  U8_NEXT_OR_FFFD(data, at, text.size(), code_point);
  return static_cast<char32_t>(code_point);
}

void append_code_point(std::string& text, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) code_point = 0xFFFD;
  uint8_t bytes[U8_MAX_LENGTH];
  size_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(code_point));
  text.append(reinterpret_cast<const char*>(bytes), length);
}

void clip_utf8(std::string& text, size_t bytes_max) {
  if (text.size() <= bytes_max) return;
  size_t end = bytes_max;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
}

std::string replace_ill_formed(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string clean;
  clean.reserve(text.size());
  for (size_t at = 0; at < text.size();) append_code_point(clean, next_code_point(text, at));
  return clean;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ascii_lower(c);
  return lower;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
  }
  return true;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace pressmark
