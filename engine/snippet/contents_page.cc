#include "engine/snippet/contents_page.h"

#include <algorithm>
#include <string_view>

#include "engine/snippet/sentences.h"

namespace pressmark::snippets {

namespace {

constexpr size_t kEntryBytesMax = 120;
constexpr size_t kNumberDigitsMax = 4;
constexpr size_t kEntriesMin = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Rows of dots ("....", ". . . .", "……") in a text.
size_t count_leaders(std::string_view text) {
  constexpr std::string_view kEllipsis = "\u2026";
  constexpr size_t kDotsMin = 4;
  size_t leaders = 0, dots = 0;
  for (size_t at = 0; at < text.size();) {
    const bool ellipsis = text.substr(at).starts_with(kEllipsis);
    const bool dot = text[at] == '.' || ellipsis;
    if (dot) {
      const size_t before = dots;
      dots += ellipsis ? 3 : 1;
      if (before < kDotsMin && dots >= kDotsMin) ++leaders;
    } else if (text[at] != ' ') {
      dots = 0;
    }
    at += ellipsis ? kEllipsis.size() : 1;
  }
  return leaders;
}

/// A short line that ends in the number of a page.
bool is_entry(std::string_view line) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  size_t digits = 0;
  while (digits < line.size() && is_digit(line[line.size() - 1 - digits])) ++digits;
  if (line.size() > kEntryBytesMax || digits == 0 || digits > kNumberDigitsMax) return false;
  line.remove_suffix(digits);
  const bool apart = !line.empty() && (is_space(line.back()) || line.back() == '.');
  return apart && std::any_of(line.begin(), line.end(), [](char c) { return !is_digit(c) && !is_space(c); });
}

struct LineCounts {
  size_t lines = 0;
  size_t entries = 0;
};

LineCounts count_lines(std::string_view text) {
  LineCounts counts;
  size_t begin = 0;
  for (size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && (text[at] != '\n' || is_inside_word(text, at))) continue;
    const std::string_view line = text.substr(begin, at - begin);
    begin = at + 1;
    if (std::all_of(line.begin(), line.end(), is_space)) continue;
    ++counts.lines;
    counts.entries += is_entry(line);
  }
  return counts;
}

bool mostly_entries(const LineCounts& counts) {
  return counts.entries >= kEntriesMin && counts.entries * 2 > counts.lines;
}

}  // namespace

bool is_contents(std::span<const StoredBlock> blocks, size_t index) {
  const StoredBlock& block = blocks[index];
  const size_t leaders = count_leaders(block.text);
  const auto dots = static_cast<size_t>(std::count(block.text.begin(), block.text.end(), '.'));
  if (leaders > 1 || (leaders == 1 && block.text.size() - dots <= kEntryBytesMax)) return true;
  const LineCounts own = count_lines(block.text);
  if (mostly_entries(own)) return true;
  if (own.lines != 1 || own.entries != 1) return false;

  LineCounts page;
  for (const StoredBlock& other : blocks) {
    if (other.part != block.part) continue;
    const LineCounts counts = count_lines(other.text);
    page.lines += counts.lines;
    page.entries += counts.entries;
  }
  return mostly_entries(page);
}

}  // namespace pressmark::snippets
