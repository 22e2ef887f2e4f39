#include "indexer/reader/pdf_layout.h"

#include <unicode/uchar.h>

#include <array>
#include <cmath>
#include <utility>

#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/pdf_columns.h"
#include "indexer/reader/pdf_hyphens.h"
#include "indexer/reader/pdf_paragraphs.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr float kHeadingGrowth = 1.12f;  // of the body's size
constexpr float kTitleGrowth = 1.3f;
constexpr size_t kHeadingBytesMax = 240;
constexpr size_t kHeadingLinesMax = 4;
constexpr size_t kSentenceCharactersMin = 40;  // a full stop after so many ends a sentence
constexpr size_t kCaptionBytesMax = 900;
constexpr size_t kTitleBytesMax = 300;
constexpr float kPitchUnknown = 1.35f;  // sizes of the type
constexpr float kPitchMax = 3.5f;

constexpr auto kCaptionWords = std::to_array<std::string_view>(
    {"figure",  "figures", "fig.",      "table",   "tables",  "tab.",      "chart",        "box",
     "map",     "exhibit", "graph",     "plate",   "diagram", "abbildung", "abb.",         "tabelle",
     "karte",   "grafik",  "schaubild", "tableau", "carte",   "encadré",   "illustration", "figura",
     "tabla",   "gráfico", "cuadro",    "mapa",    "quadro",  "tabela",    "tabella",      "grafico",
     "figuur",  "tabel",   "grafiek",   "kaart",   "figur",   "tabell",    "diagramm",     "graphique",
     "рисунок", "рис.",    "таблица",   "табл."});
constexpr auto kIdeographicCaptions = std::to_array<std::string_view>({"図", "表", "图", "圖", "写真"});

int half_points(float size) {
  return static_cast<int>(std::lround(2 * size));
}

std::string small(std::string_view text) {
  std::string folded;
  for (size_t at = 0; at < text.size();) {
    append_code_point(folded,
                      static_cast<char32_t>(u_tolower(static_cast<UChar32>(next_code_point(text, at)))));
  }
  return folded;
}

bool has_letter(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (u_isalpha(static_cast<UChar32>(next_code_point(text, at)))) return true;
  }
  return false;
}

/// Letters and digits: the dots of a contents page say nothing about the body's type.
size_t count_letters(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size();) {
    if (u_isalnum(static_cast<UChar32>(next_code_point(text, at)))) ++count;
  }
  return count;
}

/// `text` without "2", "2.1", "IV." or "A." before its first word.
std::string_view without_number(std::string_view text) {
  const size_t blank = text.find(' ');
  if (blank == std::string_view::npos || blank > 8) return text;
  const std::string_view first = text.substr(0, blank);
  if (first.find_first_not_of("0123456789.ivxlcIVXLCABCDEFGH)") != std::string_view::npos) return text;
  return trim(text.substr(blank));
}

bool is_in_outline(std::string_view text, const std::vector<std::string>& headings) {
  if (text.size() > kHeadingBytesMax) return false;
  const std::string joined = unbroken(text);
  for (const std::string& heading : headings) {
    if (same_words(joined, heading) || same_words(without_number(joined), without_number(heading)))
      return true;
  }
  return false;
}

bool is_heading(const Paragraph& paragraph, const TypeStyle& style) {
  if (paragraph.is_table || !has_letter(paragraph.text)) return false;
  if (paragraph.text.size() > kHeadingBytesMax || paragraph.lines_count > kHeadingLinesMax) return false;
  const std::string_view text = paragraph.text;
  if (starts_with_bullet(text)) return false;
  const bool runs_on = text.ends_with(',') || text.ends_with(';') || text.ends_with("-");
  if (runs_on) return false;
  const bool ends_like_text = text.ends_with('.') || text.ends_with("。") || text.ends_with(':');
  if (ends_like_text && count_characters(text) > kSentenceCharactersMin) return false;
  if (paragraph.size >= kHeadingGrowth * style.body_size) return true;
  return paragraph.bold && paragraph.size >= 0.97f * style.body_size && paragraph.lines_count <= 2 &&
         !ends_like_text;
}

Role role_of(const Paragraph& paragraph, const std::vector<std::string>& headings, const TypeStyle& style) {
  if (paragraph.is_table) return Role::kTable;
  if (is_in_outline(paragraph.text, headings)) return Role::kHeading;
  if (is_caption(paragraph.text)) return Role::kCaption;
  if (is_heading(paragraph, style)) return Role::kHeading;
  // The figures along an axis are no sentence that anyone wants to read in an answer.
  return has_letter(paragraph.text) ? Role::kBody : Role::kTable;
}

/// The lines of a page's head or foot, each one block.
void add_furniture(const std::vector<Segment>& segments, const std::vector<bool>& furniture,
                   std::vector<Block>& blocks) {
  Region region;
  for (size_t i = 0; i < segments.size(); ++i) {
    if (furniture[i]) region.push_back(&segments[i]);
  }
  for (const Region& row : find_rows(region)) {
    std::string text;
    for (const Segment* segment : row) text += (text.empty() ? "" : " ") + segment->text;
    blocks.push_back({Role::kBoilerplate, std::move(text)});
  }
}

/// After the word and number of a caption: a mark, a title, or nothing, but no sentence that goes on.
bool ends_number(std::string_view rest) {
  if (rest.empty()) return true;
  size_t at = 0;
  const char32_t mark = next_code_point(rest, at);
  if (mark == ':' || mark == '.' || mark == '|' || mark == 0x2013 || mark == 0x2014 || mark == 0xFF1A)
    return true;
  if (mark == ')' || mark == ',') return false;
  while (at < rest.size() && rest[at] == ' ') ++at;
  if (mark != ' ' || at >= rest.size()) return false;
  const char32_t first = next_code_point(rest, at);
  return first == '-' || first == ':' || !(u_islower(static_cast<UChar32>(first)) || first == '(');
}

bool is_ideographic_caption(std::string_view text) {
  for (const std::string_view word : kIdeographicCaptions) {
    if (!text.starts_with(word)) continue;
    size_t at = word.size();
    while (at < text.size() && text[at] == ' ') ++at;
    const size_t begin = at;
    char32_t c = 0;
    size_t end = at;
    while (at < text.size()) {
      c = next_code_point(text, at);
      const bool of_number =
          u_isdigit(static_cast<UChar32>(c)) || c == '-' || c == '.' || c == 0x2010 || c == 0xFF0D;
      if (!of_number) break;
      end = at;
      c = 0;
    }
    // A particle straight after the number makes a sentence of it: 表1は….
    const bool particle = c >= 0x3041 && c <= 0x309F;
    return end > begin && !particle;
  }
  return false;
}

}  // namespace

float TypeStyle::pitch(float size) const {
  const auto found = pitch_of.find(half_points(size));
  return found == pitch_of.end() ? kPitchUnknown * size : found->second;
}

TypeStyle measure_type(const std::vector<std::vector<Segment>>& pages) {
  std::map<int, size_t> characters;
  std::map<int, std::map<int, size_t>> pitches;
  for (const std::vector<Segment>& segments : pages) {
    const Segment* above = nullptr;
    for (const Segment& segment : segments) {
      const int size = half_points(segment.size);
      characters[size] += count_letters(segment.text);
      const float step = above == nullptr ? 0 : segment.box.y1 - above->box.y1;
      const bool under = above != nullptr && half_points(above->size) == size && step > 0.8f * segment.size &&
                         step < kPitchMax * segment.size &&
                         std::abs(segment.box.x0 - above->box.x0) < 2 * segment.size;
      if (under) ++pitches[size][half_points(step)];
      above = &segment;
    }
  }
  TypeStyle style;
  size_t most = 0;
  for (const auto& [size, count] : characters) {
    if (count <= most) continue;
    most = count;
    style.body_size = static_cast<float>(size) / 2;
  }
  for (const auto& [size, counts] : pitches) {
    const auto usual = std::max_element(counts.begin(), counts.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    if (usual->second >= 3) style.pitch_of[size] = static_cast<float>(usual->first) / 2;
  }
  return style;
}

bool is_caption(std::string_view text) {
  if (text.size() > kCaptionBytesMax) return false;
  if (is_ideographic_caption(text)) return true;
  const size_t blank = std::min(text.find(' '), text.find("\u00A0"));
  if (blank == std::string_view::npos || blank > 32) return false;
  const std::string word = small(text.substr(0, blank));
  if (std::find(kCaptionWords.begin(), kCaptionWords.end(), word) == kCaptionWords.end()) return false;
  size_t at = blank + (text[blank] == ' ' ? 1 : 2);
  const size_t begin = at;
  bool has_number = false;
  while (at < text.size() && at < begin + 10) {
    const char c = text[at];
    const bool last_dot = c == '.' && (at + 1 == text.size() || !is_ascii_alnum(text[at + 1]));
    if (!(is_ascii_alnum(c) || c == '.' || c == '-') || last_dot) break;
    has_number = has_number || is_ascii_digit(c);
    ++at;
  }
  const std::string_view number = text.substr(begin, at - begin);
  has_number =
      has_number || (!number.empty() && number.find_first_not_of("IVXLCA") == std::string_view::npos);
  return has_number && ends_number(text.substr(at));
}

std::string largest_text(const std::vector<Segment>& segments, const TypeStyle& style) {
  float largest = kTitleGrowth * style.body_size;
  bool found = false;
  for (const Segment& segment : segments) {
    // A figure set large ("2023", "37 %") is an ornament.
    if (segment.size < largest || !has_letter(segment.text) || segment.characters < 4) continue;
    largest = segment.size;
    found = true;
  }
  if (!found) return {};
  Region title;
  for (const Segment& segment : segments) {
    if (std::abs(segment.size - largest) >= 0.03f * largest) continue;
    // Sizes that were measured in a picture are the same too often.
    if (title.empty() || segment.paragraph == title.front()->paragraph) title.push_back(&segment);
  }
  std::string text;
  for (const Region& row : find_rows(title)) {
    for (const Segment* segment : row) append_line(text, segment->text);
  }
  text = squeeze(unbroken(Compounds().resolve(std::move(text))));
  return text.size() <= kTitleBytesMax ? text : std::string();
}

std::vector<Block> lay_out(const std::vector<Segment>& segments, const std::vector<bool>& furniture,
                           const std::vector<std::string>& headings, const TypeStyle& style) {
  Region page, recognized;
  for (size_t i = 0; i < segments.size(); ++i) {
    if (!furniture[i]) (segments[i].paragraph == 0 ? page : recognized).push_back(&segments[i]);
  }
  std::vector<Block> blocks;
  bool after_figures = false;  // the last block is bare numbers, as along an axis
  const auto add = [&](Paragraph paragraph) {
    const Role role = role_of(paragraph, headings, style);
    const bool figures = role == Role::kTable && !paragraph.is_table;
    if (figures && after_figures) {
      blocks.back().text += "\n" + paragraph.text;
    } else {
      blocks.push_back({role, std::move(paragraph.text)});
    }
    after_figures = figures;
  };
  for (const Region& region : find_regions(page, style.body_size)) {
    for (Paragraph& paragraph : find_paragraphs(region, style)) add(std::move(paragraph));
  }
  for (Paragraph& paragraph : recognized_paragraphs(recognized)) add(std::move(paragraph));
  add_furniture(segments, furniture, blocks);
  return blocks;
}

}  // namespace pressmark
