#include "engine/snippet/sentences.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/analysis/line_feeds.h"
#include "engine/analysis/utf8.h"

namespace pressmark::snippets {

namespace {

constexpr uint32_t kBytesPerGap = 4;  // hardly ever fewer

/// What the bytes of text parted by spaces are.
enum class Byte : uint8_t { kOther, kSpace, kLetter, kForeign };  // letters: digits too

constexpr std::array<Byte, 256> make_bytes() {
  std::array<Byte, 256> bytes{};
  for (size_t c = 0; c < 256; ++c) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) bytes[c] = Byte::kSpace;
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) bytes[c] = Byte::kLetter;
    if (c >= 0x80) bytes[c] = Byte::kForeign;
  }
  return bytes;
}
constexpr std::array<Byte, 256> kBytes = make_bytes();

Byte byte_class(char c) {
  return kBytes[static_cast<uint8_t>(c)];
}
bool is_space(char c) {
  return byte_class(c) == Byte::kSpace;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}

/// Whether the character at `at` separates words.
bool separates(std::string_view text, size_t at) {
  return is_space(text[at]) && !is_inside_word(text, at);
}

template <size_t N>
bool drop_one_of(std::string_view& text, const std::array<std::string_view, N>& endings) {
  for (const std::string_view ending : endings) {
    if (text.ends_with(ending)) {
      text.remove_suffix(ending.size());
      return true;
    }
  }
  return false;
}

/// Whether a full stop after `before` belongs to its last word: an initial, a title, a numbered item.
bool is_abbreviation(std::string_view before) {
  static constexpr std::array<std::string_view, 24> kShortened = {
      "Mr", "Mrs", "Ms",  "Dr",  "Prof", "St",  "No",     "Nos", "vs",  "Fig", "Figs", "cf",
      "p",  "pp",  "Vol", "vol", "Ch",   "Sec", "approx", "ca",  "bzw", "e.g", "i.e",  "Nr"};
  size_t begin = before.size();
  while (begin > 0 && !is_space(before[begin - 1]) && before[begin - 1] != '(') --begin;
  const std::string_view word = before.substr(begin);
  if (word.empty()) return false;
  const bool ends_in_one_letter =
      is_letter(word.back()) && (word.size() == 1 || word[word.size() - 2] == '.');
  const bool numbers_an_item =
      begin == 0 && word.size() <= 2 && std::all_of(word.begin(), word.end(), is_digit);
  return ends_in_one_letter || numbers_an_item ||
         std::find(kShortened.begin(), kShortened.end(), word) != kShortened.end();
}

/// Whether a letter, a digit or a comma of ASCII, as before most gaps, says that no sentence ends there.
bool goes_on_after(char c) {
  return is_letter(c) || is_digit(c) || c == ',';
}

/// Whether a sentence ends with `before`, if `after` (not empty) is what follows after `space`.
bool ends_sentence(std::string_view before, bool space, std::string_view after) {
  static constexpr std::array<std::string_view, 12> kClosing = {
      "\"", "'", ")", "]", "\u2019", "\u201d", "\u00bb", "\u203a", "\u300d", "\u300f", "\uff09", "\u201c"};
  static constexpr std::array<std::string_view, 4> kFullMarks = {"\u3002", "\uff01", "\uff1f", "\uff61"};
  static constexpr std::array<std::string_view, 3> kMarks = {"!", "?", "\u2026"};
  std::string_view text = before;
  while (drop_one_of(text, kClosing)) {
  }
  if (drop_one_of(text, kFullMarks)) return true;
  if (!space || is_lower(after.front())) return false;
  if (drop_one_of(text, kMarks)) return true;
  return text.ends_with('.') && !is_abbreviation(text.substr(0, text.size() - 1));
}

/// Bytes of the marks that `text` begins with after which scripts without spaces are cut.
size_t full_marks_bytes(std::string_view text) {
  static constexpr std::array<std::string_view, 13> kFullMarks = {
      "\u3002", "\u3001", "\uff01", "\uff1f", "\uff0c", "\uff0e", "\uff1a",
      "\uff1b", "\uff61", "\uff64", "\u300d", "\u300f", "\uff09"};
  size_t bytes = 0;
  for (bool more = true; more;) {
    const std::string_view rest = text.substr(bytes);
    const auto mark = std::find_if(kFullMarks.begin(), kFullMarks.end(),
                                   [&](std::string_view each) { return rest.starts_with(each); });
    more = mark != kFullMarks.end();
    if (more) bytes += mark->size();
  }
  return bytes;
}

/// Whether a run of characters without white space has a letter or a digit.
bool holds_word(std::string_view chunk) {
  for (size_t at = 0; at < chunk.size();) {
    if (byte_class(chunk[at]) == Byte::kLetter) return true;
    const utf8::CodePoint point = utf8::decode(chunk, at);
    const bool letter = point.value >= 0xc0 && !(point.value >= 0x2000 && point.value < 0x2c00);
    if (letter && point.value != 0xd7 && point.value != 0xf7 && point.value != utf8::kIllFormed) return true;
    at += point.size;
  }
  return false;
}

/// Adds the last gap of a stretch whose last word ends at `end`, and the first if there was no word.
void close_gaps(std::string_view text, ByteSpan stretch, uint32_t end, std::vector<Gap>& gaps) {
  if (gaps.empty()) gaps.push_back({stretch.begin, stretch.begin});
  uint32_t last = stretch.end;
  while (last > end && is_space(text[last - 1])) --last;
  gaps.push_back({last, stretch.end});
}

}  // namespace

std::vector<Gap> word_gaps(std::string_view text, ByteSpan stretch, std::span<const Token> tokens) {
  std::vector<Gap> gaps;
  uint32_t end = stretch.begin;
  for (const Token& token : tokens) {
    // Words within a compound.
    if (token.span.begin < end) {
      end = std::max(end, token.span.end);
      continue;
    }
    uint32_t first = end, last = token.span.begin;
    while (first < last && !separates(text, first)) ++first;
    while (last > first && !separates(text, last - 1)) --last;
    if (gaps.empty()) {
      gaps.push_back({stretch.begin, last > first ? last : stretch.begin});
    } else if (last > first || token.span.begin == end) {
      gaps.push_back({first, last});
    } else if (const size_t marks = full_marks_bytes(text.substr(end, token.span.begin - end)); marks > 0) {
      gaps.push_back({end + static_cast<uint32_t>(marks), end + static_cast<uint32_t>(marks)});
    }
    end = token.span.end;
  }
  close_gaps(text, stretch, end, gaps);
  return gaps;
}

std::vector<Gap> word_gaps(std::string_view text, ByteSpan stretch) {
  std::vector<Gap> gaps;
  gaps.reserve((stretch.end - stretch.begin) / kBytesPerGap);
  uint32_t end = stretch.begin;
  const char* const bytes = text.data();
  for (uint32_t at = stretch.begin; at < stretch.end;) {
    if (is_space(bytes[at]) && separates(text, at)) {
      ++at;
      continue;
    }
    const uint32_t begin = at;
    do {
      ++at;
      while (at < stretch.end && !is_space(bytes[at])) ++at;
    } while (at < stretch.end && !separates(text, at));
    const std::string_view chunk(bytes + begin, at - begin);
    const bool percent = chunk.front() == '%' && end > stretch.begin && is_digit(text[end - 1]);
    if (!percent && !holds_word(chunk)) continue;
    if (!percent) gaps.push_back({gaps.empty() ? stretch.begin : end, begin});
    end = at;
  }
  close_gaps(text, stretch, end, gaps);
  return gaps;
}

bool parted_by_spaces(std::string_view text) {
  constexpr char32_t kFirstThai = 0xe00, kFirstLatinAdditional = 0x1e00, kFirstCjk = 0x2c00;
  for (size_t at = 0; at < text.size();) {
    uint64_t eight = 0;
    if (text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const auto lead = static_cast<uint8_t>(text[at]);
    if (lead < 0xe0) {
      ++at;
      continue;
    }
    const utf8::CodePoint point = utf8::decode(text, at);
    const bool spaced = point.value < kFirstThai || point.value == utf8::kIllFormed ||
                        (point.value >= kFirstLatinAdditional && point.value < kFirstCjk);
    if (!spaced) return false;
    at += point.size;
  }
  return true;
}

std::vector<Gap> sentence_gaps(std::string_view text, std::span<const Gap> gaps, Lines lines) {
  std::vector<Gap> found = {gaps.front()};
  for (const Gap& gap : gaps.subspan(1, gaps.size() - 2)) {
    const bool blank = gap.begin - gap.end == 1 && text[gap.end] == ' ';
    if (blank && gap.end > 0 && goes_on_after(text[gap.end - 1])) continue;
    // Abbreviations and numbers are looked for in this sentence only.
    const std::string_view sentence = text.substr(found.back().begin, gap.end - found.back().begin);
    const std::string_view between = text.substr(gap.end, gap.begin - gap.end);
    const auto line_feeds = std::count(between.begin(), between.end(), '\n');
    if (line_feeds > 1 || (line_feeds == 1 && lines == Lines::kRows) ||
        ends_sentence(sentence, !between.empty(), text.substr(gap.begin))) {
      found.push_back(gap);
    }
  }
  found.push_back(gaps.back());
  return found;
}

}  // namespace pressmark::snippets
