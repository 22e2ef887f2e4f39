#include "indexer/reader/pdf_paragraphs.h"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "indexer/reader/pdf_hyphens.h"
#include "indexer/reader/pdf_table.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr float kPitchGrowth = 1.25f;  // more than this times the usual distance parts paragraphs
constexpr float kSizeChange = 0.08f;   // relative
constexpr float kIndentMin = 0.8f;     // sizes of the type
constexpr float kIndentMax = 4.5f;
constexpr float kShortLine = 0.8f;  // of the region's width
constexpr float kHardGap = 3.0f;    // sizes of the type inside a line: a list's number, a contents page

/// One printed line with all its pieces joined.
struct Line {
  std::string text;
  Box box;
  float size = 0;
  bool bold = false;
  bool has_hard_gap = false;
};

Line make_line(const Region& row) {
  Line line;
  line.box = row.front()->box;
  line.bold = true;
  size_t most = 0;
  for (const Segment* segment : row) {
    line.has_hard_gap = line.has_hard_gap || segment->box.x0 - line.box.x1 > kHardGap * segment->size;
    if (!line.text.empty()) line.text += ' ';
    line.text += segment->text;
    line.bold = line.bold && segment->bold;
    line.box.include(segment->box);
    if (segment->characters > most) {
      most = segment->characters;
      line.size = segment->size;
    }
  }
  return line;
}

/// "1.", "12)", "(a)", "iv." at the start, with a blank after it.
bool starts_with_number(std::string_view text) {
  size_t at = text.starts_with('(') ? 1 : 0;
  const size_t begin = at;
  while (at < text.size() && at < begin + 4 && is_ascii_digit(text[at])) ++at;
  if (at == begin) {
    const size_t last = text.find_first_not_of("ivxabcdefgh", begin);
    at = last == std::string_view::npos ? begin : std::min(last, begin + 4);
  }
  if (at == begin || at + 1 >= text.size()) return false;
  return (text[at] == '.' || text[at] == ')') && text[at + 1] == ' ';
}

/// An entry of a contents page: dots, then its page.
bool ends_with_leader(std::string_view text) {
  size_t at = text.size();
  while (at > 0 && is_ascii_alnum(text[at - 1])) --at;
  if (at == text.size() || text.size() - at > 6) return false;
  size_t dots = 0;
  while (at > 0 && (text[at - 1] == '.' || text[at - 1] == ' ')) {
    if (text[at - 1] == '.') ++dots;
    --at;
  }
  return dots >= 3;
}

class Builder {
 public:
  Builder(const Box& region, const TypeStyle& style) : region_(region), style_(style) {}

  void add(Line line) {
    if (!paragraph_.text.empty() && starts_anew(line)) close();
    if (paragraph_.text.empty()) {
      paragraph_ = Paragraph{{}, line.box, line.size, true, 0, false};
      is_item_ = starts_with_bullet(line.text) || starts_with_number(line.text);
    }
    append_line(paragraph_.text, line.text);
    paragraph_.box.include(line.box);
    paragraph_.bold = paragraph_.bold && line.bold;
    ++paragraph_.lines_count;
    previous_ = std::exchange(last_, std::move(line));
  }

  void add_table(const std::vector<Region>& rows, size_t begin, Table table) {
    close();
    Paragraph paragraph{
        std::move(table.text), rows[begin].front()->box, rows[begin].front()->size, false, 0, true};
    for (size_t i = begin; i < begin + table.rows_count; ++i) {
      for (const Segment* cell : rows[i]) paragraph.box.include(cell->box);
    }
    paragraphs_.push_back(std::move(paragraph));
  }

  void close() {
    if (!paragraph_.text.empty()) paragraphs_.push_back(std::move(paragraph_));
    paragraph_ = Paragraph{};
    previous_.reset();
    last_.reset();
  }

  std::vector<Paragraph> take() {
    close();
    return std::move(paragraphs_);
  }

 private:
  bool starts_anew(const Line& line) const {
    const Line& last = *last_;
    if (last.has_hard_gap || line.has_hard_gap || ends_with_leader(last.text)) return true;
    const float larger = std::max(last.size, line.size);
    if (std::abs(last.size - line.size) > kSizeChange * larger) return true;
    const bool ended = paragraph_.bold || starts_with_bullet(line.text) || ends_sentence(last.text);
    if (paragraph_.bold != line.bold && ended) return true;
    if (line.box.y1 - last.box.y1 > kPitchGrowth * style_.pitch(larger)) return true;
    if (starts_with_bullet(line.text) || (is_item_ && starts_with_number(line.text))) return true;
    return is_indented(line) || is_set_out(line) || is_after_short_line(line);
  }

  /// Further left than the two lines above: the text after a list's item or an inset quotation.
  bool is_set_out(const Line& line) const {
    const float margin = kIndentMin * line.size;
    return previous_ && paragraph_.lines_count > 1 && line.box.x0 < last_->box.x0 - margin &&
           (is_item_ || std::abs(previous_->box.x0 - last_->box.x0) < margin);
  }

  /// A first line set in from the lines above it; the lines of a list's item all stand further in than its
  /// first.
  bool is_indented(const Line& line) const {
    const float indent = line.box.x0 - last_->box.x0;
    if (indent < kIndentMin * line.size || indent > kIndentMax * line.size) return false;
    const bool hangs = paragraph_.lines_count == 1;
    if (hangs) return !is_item_ && ends_sentence(last_->text);
    return previous_ && std::abs(previous_->box.x0 - last_->box.x0) < kIndentMin * line.size;
  }

  bool is_after_short_line(const Line& line) const {
    if (!ends_sentence(last_->text)) return false;
    const bool is_short = last_->box.x1 - region_.x0 < kShortLine * region_.width();
    // Unjustified text has short lines everywhere: the next word must have had room.
    const size_t blank = line.text.find(' ');
    const size_t first_word = count_characters(std::string_view(line.text).substr(0, blank));
    const float room = region_.x1 - last_->box.x1;
    return is_short && room > 0.6f * line.size * static_cast<float>(first_word + 1);
  }

  Box region_;
  const TypeStyle& style_;
  std::vector<Paragraph> paragraphs_;
  Paragraph paragraph_;
  bool is_item_ = false;
  std::optional<Line> last_;
  std::optional<Line> previous_;
};

}  // namespace

bool starts_with_bullet(std::string_view text) {
  static constexpr auto kBullets =
      std::to_array<std::string_view>({"•", "▪", "■", "●", "○", "◦", "‣", "►", "▶", "➢", "❖", "✓", "– ", "— ",
                                       "- ", "* ", "· ", "・", "\uF0B7"});
  for (const std::string_view bullet : kBullets) {
    if (text.starts_with(bullet)) return true;
  }
  return false;
}

bool ends_sentence(std::string_view text) {
  while (text.ends_with("\"") || text.ends_with(")")) text.remove_suffix(1);
  for (const std::string_view closing : {"”", "’", "»", "」", "）"}) {
    if (text.ends_with(closing)) text.remove_suffix(closing.size());
  }
  for (const std::string_view stop : {".", "!", "?", ":", "。", "！", "？"}) {
    if (text.ends_with(stop)) return true;
  }
  return false;
}

std::vector<Paragraph> find_paragraphs(const Region& region, const TypeStyle& style) {
  if (region.empty()) return {};
  Box box = region.front()->box;
  for (const Segment* segment : region) box.include(segment->box);
  const std::vector<Region> rows = find_rows(region);
  Builder builder(box, style);
  for (size_t i = 0; i < rows.size(); ++i) {
    Table table = find_table(rows, i);
    if (table.rows_count > 0) {
      const size_t rows_count = table.rows_count;
      builder.add_table(rows, i, std::move(table));
      i += rows_count - 1;
    } else {
      builder.add(make_line(rows[i]));
    }
  }
  return builder.take();
}

std::vector<Paragraph> recognized_paragraphs(const Region& segments) {
  std::vector<Paragraph> paragraphs;
  uint32_t last = 0;
  for (const Segment* segment : segments) {
    if (paragraphs.empty() || segment->paragraph != last) {
      paragraphs.push_back(Paragraph{{}, segment->box, segment->size, false, 0, false});
    }
    last = segment->paragraph;
    append_line(paragraphs.back().text, segment->text);
    paragraphs.back().box.include(segment->box);
    ++paragraphs.back().lines_count;
  }
  return paragraphs;
}

}  // namespace pressmark
