#include "indexer/reader/pdf_document.h"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

// A page of more words is a drawing or an attack.
constexpr size_t kPageWordsMax = 100'000;
constexpr float kCoordinateMax = 1e6f;

// PDFDocEncoding from 0x80 (ISO 32000-1, annex D.2).
constexpr auto kPdfCharset = std::to_array<uint16_t>(
    {0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
     0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
     0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E});

std::string utf8(const poppler::ustring& text) {
  std::string converted;
  converted.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    const bool pair =
        c >= 0xD800 && c < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
    if (pair) c = 0x10000 + ((c - 0xD800) << 10) + (char32_t{text[++i]} - 0xDC00);
    append_code_point(converted, c);
  }
  return converted;
}

/// The text of a word as it is read: without control characters, letters that go from the right in that
/// order, the bullets of symbol fonts as bullets.
std::string clean(const std::string& raw) {
  const bool ascii = std::all_of(raw.begin(), raw.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (ascii) return raw;
  std::vector<char32_t> characters;
  size_t from_right = 0;
  for (size_t at = 0; at < raw.size();) {
    char32_t c = next_code_point(raw, at);
    if (c == 0xF0B7 || c == 0xF0A7) c = 0x2022;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF) continue;
    if (c >= 0x590 && is_right_to_left(c)) ++from_right;
    characters.push_back(c);
  }
  if (2 * from_right > characters.size()) std::reverse(characters.begin(), characters.end());
  std::string text;
  for (const char32_t c : characters) append_code_point(text, c);
  return std::string(trim(text));
}

bool is_bold(const std::string& font_name) {
  static constexpr auto kWords = std::to_array<std::string_view>({"bold", "black", "heavy", "demi"});
  const std::string name = ascii_lower(font_name);
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

bool is_usable(const Box& box) {
  for (const float value : {box.x0, box.y0, box.x1, box.y1}) {
    if (!std::isfinite(value) || std::abs(value) > kCoordinateMax) return false;
  }
  return true;
}

/// The library writes its complaints to standard error unless it is told otherwise; the fact alone is
/// reported.
void silence_library() {
  static const bool silent = [] {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    return true;
  }();
  static_cast<void>(silent);
}

}  // namespace

class PdfDocument::Impl {
 public:
  std::unique_ptr<poppler::document> document;
};

PdfDocument::PdfDocument(std::string_view bytes) : impl_(std::make_unique<Impl>()) {
  silence_library();
  impl_->document.reset(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
}

PdfDocument::~PdfDocument() = default;

bool PdfDocument::is_open() const {
  return impl_->document != nullptr;
}
bool PdfDocument::is_locked() const {
  return impl_->document->is_locked();
}
uint32_t PdfDocument::pages_count() const {
  return static_cast<uint32_t>(std::max(0, impl_->document->pages()));
}

std::string PdfDocument::info(const std::string& key) const {
  poppler::ustring text = impl_->document->info_key(key);
  // The library takes the format's own charset for Latin-1, where these are control characters.
  for (auto& unit : text) {
    if (unit >= 0x80 && unit < 0x80 + kPdfCharset.size()) unit = kPdfCharset.at(unit - 0x80u);
  }
  return squeeze(utf8(text));
}

std::string PdfDocument::metadata() const {
  return utf8(impl_->document->metadata());
}

PdfPage PdfDocument::read_page(uint32_t number) const {
  PdfPage page;
  const std::unique_ptr<poppler::page> source(impl_->document->create_page(static_cast<int>(number)));
  if (!source) return page;
  page.label = squeeze(utf8(source->label()));
  const poppler::rectf size = source->page_rect();
  page.width = static_cast<float>(size.width());
  page.height = static_cast<float>(size.height());
  const std::vector<poppler::text_box> boxes = source->text_list(poppler::page::text_list_include_font);
  page.words.reserve(std::min(boxes.size(), kPageWordsMax));
  for (const poppler::text_box& source_word : boxes) {
    if (page.words.size() >= kPageWordsMax) break;
    const poppler::rectf box = source_word.bbox();
    PdfWord word;
    word.box = {static_cast<float>(box.left()), static_cast<float>(box.top()),
                static_cast<float>(box.right()), static_cast<float>(box.bottom())};
    word.text = clean(utf8(source_word.text()));
    if (word.text.empty() || !is_usable(word.box)) continue;
    const double type_size = source_word.has_font_info() ? source_word.get_font_size() : 0;
    word.size = type_size > 0.5 && type_size < 2000 ? static_cast<float>(type_size) : word.box.height();
    word.bold = source_word.has_font_info() && is_bold(source_word.get_font_name());
    word.space_after = source_word.has_space_after();
    word.quarter_turns = static_cast<uint8_t>(source_word.rotation() & 3);
    page.words.push_back(std::move(word));
  }
  turn_upright(page);
  return page;
}

}  // namespace pressmark
