#include "engine/analysis/contents_page.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/analysis/line_feeds.h"

namespace pressmark {

namespace {

constexpr size_t kEntryBytesMax = 120;
constexpr size_t kNumberDigitsMax = 4;
constexpr size_t kEntriesMin = 3;
// Page numbers rise, but for lists one after the other; those of a table of figures fall every second line.
constexpr size_t kEntriesAFall = 6;

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
  size_t leaders = 0;
  size_t ellipsis = text.find(kEllipsis);
  for (size_t at = 0;;) {
    if (ellipsis < at) ellipsis = text.find(kEllipsis, at);
    at = std::min(text.find('.', at), ellipsis);
    if (at == std::string_view::npos) return leaders;
    size_t dots = 0;
    for (bool row = true; row && at < text.size();) {
      if (text[at] == '.' || text[at] == ' ') {
        dots += text[at] == '.' ? 1 : 0;
        ++at;
      } else if (text.substr(at).starts_with(kEllipsis)) {
        dots += 3;
        at += kEllipsis.size();
      } else {
        row = false;
      }
    }
    if (dots >= kDotsMin) ++leaders;
  }
}

/// The number of the page in which a short line ends; nothing for other lines.
std::optional<uint32_t> entry_number(std::string_view line) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  size_t digits = 0;
  while (digits < line.size() && is_digit(line[line.size() - 1 - digits])) ++digits;
  if (line.size() > kEntryBytesMax || digits == 0 || digits > kNumberDigitsMax) return std::nullopt;
  uint32_t number = 0;
  std::from_chars(line.data() + (line.size() - digits), line.data() + line.size(), number);
  line.remove_suffix(digits);
  const bool apart = !line.empty() && (is_space(line.back()) || line.back() == '.');
  const bool named =
      std::any_of(line.begin(), line.end(), [](char c) { return !is_digit(c) && !is_space(c); });
  return apart && named ? std::optional(number) : std::nullopt;
}

struct LineCounts {
  size_t lines = 0;
  std::vector<uint32_t> numbers;  // of the lines that are entries, in order

  size_t entries() const { return numbers.size(); }
  void add(const LineCounts& other) {
    lines += other.lines;
    numbers.insert(numbers.end(), other.numbers.begin(), other.numbers.end());
  }
};

LineCounts count_lines(std::string_view text) {
  LineCounts counts;
  size_t begin = 0;
  for (size_t at = 0; at <= text.size(); ++at) {
    at = std::min(text.find('\n', at), text.size());
    if (at < text.size() && is_inside_word(text, at)) continue;
    const std::string_view line = text.substr(begin, at - begin);
    begin = at + 1;
    if (std::all_of(line.begin(), line.end(), is_space)) continue;
    ++counts.lines;
    if (const auto number = entry_number(line)) counts.numbers.push_back(*number);
  }
  return counts;
}

bool mostly_entries(const LineCounts& counts) {
  return counts.entries() >= kEntriesMin && counts.entries() * 2 > counts.lines;
}

}  // namespace

bool is_contents(std::span<const std::string_view> page, size_t index) {
  const std::string_view text = page[index];
  const size_t leaders = count_leaders(text);
  const auto besides_dots = [&] {
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c != '.'; }));
  };
  if (leaders > 1 || (leaders == 1 && besides_dots() <= kEntryBytesMax)) return true;
  const LineCounts own = count_lines(text);
  if (mostly_entries(own)) return true;
  if (own.lines != 1 || own.entries() != 1) return false;

  LineCounts all;
  for (const std::string_view block : page) all.add(count_lines(block));
  return mostly_entries(all);
}

bool is_contents_page(std::span<const std::string_view> page) {
  LineCounts all;
  size_t leaders = 0;
  for (const std::string_view block : page) {
    leaders += count_leaders(block);
    all.add(count_lines(block));
  }
  if (leaders >= kEntriesMin && leaders * 2 > all.lines) return true;
  if (!mostly_entries(all)) return false;
  size_t falls = 0;
  for (size_t i = 1; i < all.numbers.size(); ++i) falls += all.numbers[i] < all.numbers[i - 1];
  return falls * kEntriesAFall <= all.entries();
}

}  // namespace pressmark
