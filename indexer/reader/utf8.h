// Small rules about UTF-8 that several readers share. Pure functions; safe in any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark {

/// Whether every byte belongs to well-formed UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view bytes);

/// The code point at byte `at`, which moves past it; U+FFFD for an ill-formed sequence. Precondition: at <
/// size.
char32_t next_code_point(std::string_view text, size_t& at);

void append_code_point(std::string& text, char32_t code_point);

/// Cuts at a code point so that at most `bytes_max` bytes stay.
void clip_utf8(std::string& text, size_t bytes_max);

/// `text` with each ill-formed sequence replaced by U+FFFD.
std::string replace_ill_formed(std::string_view text);

/// ASCII capitals made small, everything else as it is.
std::string ascii_lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

inline bool is_ascii_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}
inline bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_ascii_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool is_ascii_alnum(char c) {
  return is_ascii_digit(c) || is_ascii_alpha(c);
}
inline char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Both ends without ASCII white space.
std::string_view trim(std::string_view text);

}  // namespace pressmark
