// PdfPage: the words of one page with their boxes, as the PDF library found them, and the lines they stand
// in. Plain data; lengths in points; y grows downwards from the top of the page.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct Box {
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;

  float width() const { return x1 - x0; }
  float height() const { return y1 - y0; }
  float middle_y() const { return (y0 + y1) / 2; }

  void include(const Box& other) {
    x0 = std::min(x0, other.x0);
    y0 = std::min(y0, other.y0);
    x1 = std::max(x1, other.x1);
    y1 = std::max(y1, other.y1);
  }

  /// Whether both stand on one printed line: they share half of the lower one's height.
  bool beside(const Box& other) const {
    const float shared = std::min(y1, other.y1) - std::max(y0, other.y0);
    return shared >= 0.5f * std::min(height(), other.height());
  }
};

struct PdfWord {
  std::string text;  // UTF-8, in reading order, never empty
  Box box;
  float size = 0;  // of the type
  bool bold = false;
  bool space_after = false;
  uint8_t quarter_turns = 0;  // clockwise
};

struct PdfPage {
  std::string label;
  float width = 0;
  float height = 0;
  std::vector<PdfWord> words;
};

/// Words of one printed line that stand close together: a line of a column, or a cell of a table.
struct Segment {
  Box box;
  float size = 0;     // of most of its characters
  bool bold = false;  // most of them
  size_t characters = 0;
  std::string text;
  uint32_t paragraph = 0;  // of its page, from 1, where OCR found them; 0 where the layout has to
};

/// The segments of the upright words of a page, in the library's order. Words are joined with a blank where
/// one is printed, right-to-left lines from the right.
std::vector<Segment> make_segments(const PdfPage& page);

/// The texts set at an angle to the rest (a note along the margin, the label of an axis), one per line.
std::vector<std::string> turned_texts(const PdfPage& page);

/// Turns a page that was printed sideways upright: nothing changes unless most of its words lie at one angle.
void turn_upright(PdfPage& page);

/// Code points of `text`.
size_t count_characters(std::string_view text);
/// Whether the character belongs to a script written from the right.
bool is_right_to_left(char32_t c);
/// Whether no blank belongs between these two: both are Han, Kana or full-width.
bool joins_without_blank(std::string_view before, std::string_view after);

}  // namespace pressmark
