// split_text: the pieces in which a long text is stored and analysed.
#include <algorithm>
#include <array>

#include "engine/schema/bytes.h"
#include "engine/schema/text_store.h"

namespace pressmark {
namespace {

constexpr size_t kCodePointBytesMax = 4;

template <size_t N>
size_t starts_with_one_of(std::string_view text, const std::array<std::string_view, N>& marks) {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

/// Bytes of the white space that `text` begins with; 0 if it does not.
size_t space_bytes(std::string_view text) {
  static constexpr std::array<std::string_view, 18> kWide = {
      "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
      "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  if (text.empty()) return 0;
  const char first = text.front();
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  return static_cast<uint8_t>(first) < 0xc2 ? 0 : starts_with_one_of(text, kWide);
}

/// Bytes of the end mark of a sentence that `text` (not empty) begins with, closing quotes and brackets and
/// the white space that must follow it included; 0 if it begins with none.
size_t sentence_end_bytes(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kMarks = {".", "!", "?", "\u2026"};
  static constexpr std::array<std::string_view, 4> kFullMarks = {"\u3002", "\uff01", "\uff1f", "\uff61"};
  static constexpr std::array<std::string_view, 10> kClosing = {
      "\"", "'", ")", "]", "\u2019", "\u201d", "\u00bb", "\u203a", "\u300d", "\u300f"};
  const auto first = static_cast<uint8_t>(text.front());
  if (first < 0xe2 && first != '.' && first != '!' && first != '?') return 0;
  const size_t full = starts_with_one_of(text, kFullMarks);
  size_t at = full > 0 ? full : starts_with_one_of(text, kMarks);
  if (at == 0) return 0;
  while (const size_t closing = starts_with_one_of(text.substr(at), kClosing)) at += closing;
  const size_t space = space_bytes(text.substr(at));
  return space == 0 && full == 0 ? 0 : at + space;
}

/// A line feed after a hyphen stands within a word.
bool within_word(std::string_view before) {
  return before.ends_with('-') || before.ends_with("\u00ad");
}

/// Where to cut a text that is longer than `bytes_max`.
size_t cut(std::string_view text, size_t bytes_max) {
  size_t after_sentence = 0;
  size_t after_space = 0;
  for (size_t at = 0; at < bytes_max;) {
    const std::string_view rest = text.substr(at);
    if (const size_t end = sentence_end_bytes(rest); end > 0 && at + end <= bytes_max)
      after_sentence = at + end;
    const size_t space = space_bytes(rest);
    if (space > 0 && at + space <= bytes_max) {
      const bool line_end = rest.front() == '\n';
      if (!line_end || !within_word(text.substr(0, at))) after_space = at + space;
      if (line_end && after_space == at + space) after_sentence = after_space;
    }
    at += std::max<size_t>(space, 1);
  }
  if (after_sentence > 0) return after_sentence;
  return after_space > 0 ? after_space : code_point_floor(text, bytes_max);
}

}  // namespace

std::vector<std::string_view> split_text(std::string_view text, size_t bytes_max) {
  ENGINE_CHECK(bytes_max >= kCodePointBytesMax);
  std::vector<std::string_view> pieces;
  while (text.size() > bytes_max) {
    const size_t at = cut(text, bytes_max);
    pieces.push_back(text.substr(0, at));
    text.remove_prefix(at);
  }
  if (!text.empty()) pieces.push_back(text);
  return pieces;
}

}  // namespace pressmark
