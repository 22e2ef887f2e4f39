// What a line feed in stored text stands for. Pure.
#pragma once

#include <string_view>

namespace pressmark {

/// Whether the byte at `at` is a line feed within a word: one after a hyphen, soft or hard. A hyphen with a
/// space before it is a dash.
inline bool is_inside_word(std::string_view text, size_t at) {
  if (text[at] != '\n') return false;
  const std::string_view before = text.substr(0, at);
  if (before.ends_with("\u00ad")) return true;
  if (!before.ends_with('-') || before.size() < 2) return false;
  const char earlier = before[before.size() - 2];
  return earlier != ' ' && (earlier < '\t' || earlier > '\r');
}

}  // namespace pressmark
