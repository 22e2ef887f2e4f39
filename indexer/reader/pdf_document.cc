#include "indexer/reader/pdf_document.h"

#include <poppler/Catalog.h>
#include <poppler/Error.h>
#include <poppler/ErrorCodes.h>
#include <poppler/GfxFont.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>
#include <poppler/TextOutputDev.h>
#include <poppler/XRef.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "indexer/reader/metadata.h"
#include "indexer/reader/pdf_outline.h"
#include "indexer/reader/pdf_render.h"
#include "indexer/reader/pdf_strings.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

// A page of more words is a drawing or an attack.
constexpr size_t kPageWordsMax = 100'000;
constexpr float kCoordinateMax = 1e6f;
constexpr double kPointsPerInch = 72;

bool is_bold(std::string_view font_name) {
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

/// What the library shares between documents: names of characters, character maps. Its complaints go nowhere;
/// the fact alone is reported.
void prepare_library() {
  static const GlobalParamsIniter shared([](ErrorCategory, Goffset, const char*) {});
  static_cast<void>(shared);
}

std::string text_of(const TextWord& word) {
  std::u32string characters(static_cast<size_t>(word.getLength()), U'\0');
  for (int i = 0; i < word.getLength(); ++i) {
    characters[static_cast<size_t>(i)] = static_cast<char32_t>(*word.getChar(i));
  }
  return word_text(characters);
}

/// The words of the page that the device holds, as PdfWords.
class WordCollector {
 public:
  std::vector<PdfWord> collect(const TextFlow* flow) {
    for (; flow != nullptr; flow = flow->getNext()) {
      for (const TextBlock* block = flow->getBlocks(); block != nullptr; block = block->getNext()) {
        for (const TextLine* line = block->getLines(); line != nullptr; line = line->getNext()) {
          for (const TextWord* word = line->getWords(); word != nullptr; word = word->nextWord()) {
            if (words_.size() >= kPageWordsMax) return std::move(words_);
            add(*word);
          }
        }
      }
    }
    return std::move(words_);
  }

 private:
  void add(const TextWord& source) {
    if (source.getLength() == 0) return;
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;
    source.getBBox(&x0, &y0, &x1, &y1);
    PdfWord word;
    word.box = {static_cast<float>(x0), static_cast<float>(y0), static_cast<float>(x1),
                static_cast<float>(y1)};
    if (!is_usable(word.box)) return;
    word.text = text_of(source);
    if (word.text.empty()) return;
    const double size = source.getFontSize();
    word.size = size > 0.5 && size < 2000 ? static_cast<float>(size) : word.box.height();
    word.bold = has_bold_font(source);
    word.space_after = source.getSpaceAfter();
    word.quarter_turns = static_cast<uint8_t>(source.getRotation() & 3);
    words_.push_back(std::move(word));
  }

  /// Most words stand in the font of the word before.
  bool has_bold_font(const TextWord& word) {
    const TextFontInfo* font = word.getFontInfo(0);
    if (font != last_font_) {
      last_font_ = font;
      const GooString* name = word.getFontName(0);
      last_bold_ = name != nullptr && is_bold(name->toStr());
    }
    return last_bold_;
  }

  std::vector<PdfWord> words_;
  const TextFontInfo* last_font_ = nullptr;
  bool last_bold_ = false;
};

}  // namespace

class PdfDocument::Impl {
 public:
  explicit Impl(std::string_view bytes)
      : source(
            std::make_unique<MemStream>(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull))
                .release(),
            {}, {}, nullptr, [this] { repaired = true; }),
        device(nullptr, false, 0, false, false) {}

  bool repaired = false;
  mutable PDFDoc source;
  mutable TextOutputDev device;
};

PdfDocument::PdfDocument(std::string_view bytes) {
  prepare_library();
  impl_ = std::make_unique<Impl>(bytes);
}

PdfDocument::~PdfDocument() = default;

bool PdfDocument::is_open() const {
  return impl_->source.isOk();
}

bool PdfDocument::is_locked() const {
  return !is_open() && impl_->source.getErrorCode() == errEncrypted;
}

uint32_t PdfDocument::pages_count() const {
  return is_open() ? static_cast<uint32_t>(std::max(0, impl_->source.getNumPages())) : 0;
}

std::string PdfDocument::fault() const {
  if (is_open()) return {};
  switch (impl_->source.getErrorCode()) {
    case errBadCatalog:
      return "its catalogue of pages is broken";
    case errEncrypted:
      return "it is encrypted";
    default:
      return "its table of objects is broken and cannot be made anew";
  }
}

bool PdfDocument::was_repaired() const {
  return impl_->repaired;
}

std::string PdfDocument::info(const std::string& key) const {
  const std::unique_ptr<GooString> text = impl_->source.getDocInfoStringEntry(key.c_str());
  return text ? squeeze(text_string(text->toStr())) : std::string();
}

std::string PdfDocument::metadata() const {
  const std::unique_ptr<GooString> packet = impl_->source.readMetadata();
  return packet ? packet->toStr() : std::string();
}

std::string PdfDocument::language() const {
  const Object catalogue = impl_->source.getXRef()->getCatalog();
  if (!catalogue.isDict()) return {};
  const Object tag = catalogue.dictLookup("Lang");
  return tag.isString() ? text_string(tag.getString()->toStr()) : std::string();
}

std::vector<OutlineEntry> PdfDocument::outline() const {
  return read_outline(impl_->source);
}

PdfPage PdfDocument::read_page(uint32_t number) const {
  PdfPage page;
  const int index = static_cast<int>(number);
  GooString label;
  if (impl_->source.getCatalog()->indexToLabel(index, &label))
    page.label = squeeze(text_string(label.toStr()));
  Page* source = impl_->source.getPage(index + 1);
  if (source == nullptr) return page;
  page.width = static_cast<float>(source->getCropWidth());
  page.height = static_cast<float>(source->getCropHeight());
  if (source->getRotate() == 90 || source->getRotate() == 270) std::swap(page.width, page.height);
  impl_->source.displayPage(&impl_->device, index + 1, kPointsPerInch, kPointsPerInch, 0, false, true, false);
  page.words = WordCollector().collect(impl_->device.getFlows());
  return page;
}

double PdfDocument::image_share(uint32_t number) const {
  return pressmark::image_share(impl_->source, static_cast<int>(number) + 1);
}

GreyPicture PdfDocument::draw_page(uint32_t number, double resolution, uint8_t quarter_turns,
                                   std::chrono::steady_clock::time_point until) const {
  return render_page(impl_->source, static_cast<int>(number) + 1, resolution, quarter_turns, until);
}

}  // namespace pressmark
