#include "indexer/reader/pdf_page.h"

#include <unicode/uchar.h>

#include <array>
#include <cmath>
#include <map>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

// A gap of more than this, in sizes of the type, parts a line: wider than a blank of justified text mostly
// is, narrower than what lies between columns.
constexpr float kSegmentGap = 0.8f;
constexpr float kOverlapMax = 0.3f;
constexpr float kBlankGap = 0.15f;
constexpr float kIdeographicBlankGap = 0.45f;

bool is_ideographic(char32_t c) {
  const bool hangul = c >= 0x3130 && c <= 0x318F;
  return !hangul && ((c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
                     (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF));
}

/// A Latin letter or digit set as wide as an ideograph: between two of them a blank is a blank.
bool is_wide_letter(char32_t c) {
  return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
}

bool reads_from_the_right(const std::vector<const PdfWord*>& words) {
  size_t right = 0;
  size_t left = 0;
  for (const PdfWord* word : words) {
    for (size_t at = 0; at < word->text.size();) {
      const char32_t c = next_code_point(word->text, at);
      if (c >= 0x590 && is_right_to_left(c)) {
        ++right;
      } else if (u_isalpha(static_cast<UChar32>(c))) {
        ++left;
      }
    }
  }
  return right > left;
}

bool follows(const PdfWord& last, const PdfWord& next) {
  if (!last.box.beside(next.box)) return false;
  const float size = std::max(last.size, next.size);
  const float gap = next.box.x0 >= last.box.x0 ? next.box.x0 - last.box.x1 : last.box.x0 - next.box.x1;
  return gap <= kSegmentGap * size && gap >= -kOverlapMax * size;
}

/// Whether `mark` is set smaller and higher than `word`.
bool is_raised(const PdfWord& mark, const PdfWord& word) {
  return mark.size < 0.8f * word.size && mark.box.y1 < word.box.y1 - 0.1f * word.size;
}

bool blank_between(const PdfWord& left, const PdfWord& right) {
  // A footnote's mark is no part of the word that it hangs on.
  if (is_raised(right, left) || is_raised(left, right)) return true;
  const float gap = (right.box.x0 - left.box.x1) / std::max(left.size, right.size);
  if (joins_without_blank(left.text, right.text)) return gap > kIdeographicBlankGap;
  return left.space_after || gap > kBlankGap;
}

Segment make_segment(std::vector<const PdfWord*> words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const PdfWord* a, const PdfWord* b) { return a->box.x0 < b->box.x0; });
  Segment segment;
  segment.box = words.front()->box;
  std::map<int, size_t> sizes;
  size_t bold = 0;
  for (const PdfWord* word : words) {
    segment.box.include(word->box);
    const size_t characters = count_characters(word->text);
    segment.characters += characters;
    sizes[static_cast<int>(std::lround(word->size * 10))] += characters;
    if (word->bold) bold += characters;
  }
  const auto most = std::max_element(sizes.begin(), sizes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  segment.size = static_cast<float>(most->first) / 10;
  segment.bold = 2 * bold > segment.characters;
  const bool from_right = reads_from_the_right(words);
  for (size_t i = 0; i < words.size(); ++i) {
    const PdfWord& word = *words[from_right ? words.size() - 1 - i : i];
    if (i > 0) {
      const PdfWord& before = *words[from_right ? words.size() - i : i - 1];
      if (from_right ? blank_between(word, before) : blank_between(before, word)) segment.text += ' ';
    }
    segment.text += word.text;
  }
  return segment;
}

}  // namespace

bool is_right_to_left(char32_t c) {
  const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

size_t count_characters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool joins_without_blank(std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return false;
  size_t last = before.size() - 1;
  while (last > 0 && (static_cast<uint8_t>(before[last]) & 0xC0) == 0x80) --last;
  size_t first = 0;
  const char32_t left = next_code_point(before, last);
  const char32_t right = next_code_point(after, first);
  return is_ideographic(left) && is_ideographic(right) && !(is_wide_letter(left) && is_wide_letter(right));
}

std::vector<Segment> make_segments(const PdfPage& page) {
  std::vector<Segment> segments;
  std::vector<const PdfWord*> run;
  const auto close = [&] {
    if (!run.empty()) segments.push_back(make_segment(run));
    run.clear();
  };
  for (const PdfWord& word : page.words) {
    if (word.quarter_turns != 0) continue;
    if (!run.empty() && !follows(*run.back(), word)) close();
    run.push_back(&word);
  }
  close();
  return segments;
}

std::vector<std::string> turned_texts(const PdfPage& page) {
  std::vector<std::string> texts;
  const PdfWord* last = nullptr;
  for (const PdfWord& word : page.words) {
    if (word.quarter_turns == 0) continue;
    const bool goes_on = last != nullptr && last->quarter_turns == word.quarter_turns && last->space_after;
    if (goes_on) {
      texts.back() += " " + word.text;
    } else {
      texts.push_back(word.text);
    }
    last = &word;
  }
  return texts;
}

void turn_upright(PdfPage& page) {
  std::array<size_t, 4> counts{};
  for (const PdfWord& word : page.words) counts.at(word.quarter_turns % 4) += word.text.size();
  const auto most = static_cast<uint8_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  if (most == 0) return;
  for (PdfWord& word : page.words) {
    const Box old = word.box;
    if (most == 1) word.box = {old.y0, page.width - old.x1, old.y1, page.width - old.x0};
    if (most == 2)
      word.box = {page.width - old.x1, page.height - old.y1, page.width - old.x0, page.height - old.y0};
    if (most == 3) word.box = {page.height - old.y1, old.x0, page.height - old.y0, old.x1};
    word.quarter_turns = static_cast<uint8_t>((word.quarter_turns + 4 - most) % 4);
  }
  if (most != 2) std::swap(page.width, page.height);
}

}  // namespace pressmark
