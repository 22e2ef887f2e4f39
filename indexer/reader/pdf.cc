// The reader for PDF: one part per page (reader.h).
#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/pdf_document.h"
#include "indexer/reader/pdf_furniture.h"
#include "indexer/reader/pdf_hyphens.h"
#include "indexer/reader/pdf_layout.h"
#include "indexer/reader/pdf_metadata.h"
#include "indexer/reader/pdf_scan.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

// A page with fewer characters than this has no text: a scan, a picture, a blank.
constexpr size_t kPageCharactersMin = 8;
constexpr size_t kRangesMax = 50;
// A note along the margin of this many pages is furniture.
constexpr size_t kTurnedPagesMin = 3;
// A document with more than this share of characters that stand for nothing has fonts without a map to
// Unicode.
constexpr double kUnmappedShare = 0.1;

/// All pages, read once and kept: what is furniture or a compound shows only in the whole.
struct Pages {
  std::vector<std::string> labels;
  std::vector<float> heights;
  std::vector<std::vector<Segment>> segments;
  std::vector<std::vector<std::string>> turned;
  std::vector<uint32_t> without_text;  // from 1
  std::vector<uint32_t> recognized;    // by OCR
  std::vector<uint32_t> unsure;        // that OCR made nothing sure of
  std::vector<uint32_t> not_reached;   // by OCR in its time
  size_t characters = 0;
  size_t unmapped = 0;
  bool truncated = false;
};

size_t count_unmapped(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF)) ++count;
  }
  return count;
}

/// Takes note of what came of a page that may be a scan.
void note(Scan scan, uint32_t page_number, Pages& pages) {
  if (scan == Scan::kRead) pages.recognized.push_back(page_number);
  if (scan == Scan::kUnsure) pages.unsure.push_back(page_number);
  if (scan == Scan::kStopped) pages.not_reached.push_back(page_number);
}

Pages read_pages(const PdfDocument& document, const ReadRequest& request) {
  Pages pages;
  ScanReader scans(document, request.ocr_languages,
                   OcrBudget(std::chrono::milliseconds(request.ocr_time_ms)));
  size_t text_bytes = 0;
  for (uint32_t i = 0; i < document.pages_count(); ++i) {
    pages.truncated = pages.truncated || text_bytes > limits::kTextBytesMax;
    PdfPage page = pages.truncated ? PdfPage{} : document.read_page(i);
    std::vector<Segment> recognized;
    const bool tries_ocr = !pages.truncated && !request.ocr_languages.empty();
    const Scan scan = tries_ocr ? scans.read(i, page, recognized) : Scan::kNotOne;
    note(scan, i + 1, pages);
    if (scan != Scan::kRead) turn_upright(page);
    size_t characters = 0;
    for (const PdfWord& word : page.words) {
      characters += count_characters(word.text);
      text_bytes += word.text.size() + 1;
      pages.unmapped += count_unmapped(word.text);
    }
    for (const Segment& line : recognized) text_bytes += line.text.size() + 1;
    pages.characters += characters;
    if (characters < kPageCharactersMin && scan != Scan::kRead) pages.without_text.push_back(i + 1);
    pages.labels.push_back(page.label.empty() ? std::to_string(i + 1) : page.label);
    pages.heights.push_back(page.height);
    pages.segments.push_back(make_segments(page));
    std::move(recognized.begin(), recognized.end(), std::back_inserter(pages.segments.back()));
    pages.turned.push_back(turned_texts(page));
  }
  level_sizes(pages.segments);
  return pages;
}

/// "3-9, 12"
std::string ranges_text(const std::vector<uint32_t>& numbers) {
  std::string text;
  size_t ranges = 0;
  for (size_t i = 0; i < numbers.size(); ++ranges) {
    size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!text.empty()) text += ", ";
    if (ranges == kRangesMax) return text + "…";
    text += std::to_string(numbers[i]);
    if (last > i) text += "-" + std::to_string(numbers[last]);
    i = last + 1;
  }
  return text;
}

void warn_of_ocr(const Pages& pages, Publication& publication) {
  const auto warn = [&](const char* what, const std::vector<uint32_t>& numbers) {
    if (!numbers.empty()) publication.warnings.push_back(what + (": pages " + ranges_text(numbers)));
  };
  warn("ocr", pages.recognized);
  warn("ocr_unsure", pages.unsure);
  warn("ocr_stopped", pages.not_reached);
}

void warn_of_missing_text(const Pages& pages, Publication& publication) {
  if (pages.without_text.size() == pages.segments.size()) {
    publication.warnings.push_back("no_text_layer");
  } else if (!pages.without_text.empty()) {
    publication.warnings.push_back("pages_without_text: " + ranges_text(pages.without_text));
  }
  if (static_cast<double>(pages.unmapped) > kUnmappedShare * static_cast<double>(pages.characters)) {
    publication.warnings.push_back("broken_encoding");
  }
  if (pages.truncated) publication.warnings.push_back("text_truncated");
}

std::vector<Part> make_parts(const Pages& pages, const std::vector<OutlineEntry>& outline,
                             const TypeStyle& style) {
  const std::vector<std::vector<bool>> furniture = find_furniture(pages.segments, pages.heights);
  std::vector<std::vector<std::string>> headings(pages.segments.size());
  for (const OutlineEntry& entry : outline) headings.at(entry.page).push_back(entry.title);
  Compounds compounds;
  for (const std::vector<Segment>& segments : pages.segments) {
    for (const Segment& segment : segments) compounds.add_line(segment.text);
  }
  std::map<std::string, std::set<size_t>> turned_pages;
  for (size_t i = 0; i < pages.turned.size(); ++i) {
    for (const std::string& text : pages.turned[i]) turned_pages[masked(text)].insert(i);
  }
  std::vector<Part> parts;
  for (size_t i = 0; i < pages.segments.size(); ++i) {
    Part part{pages.labels[i], "#page=" + std::to_string(i + 1), {}};
    part.blocks = lay_out(pages.segments[i], furniture[i], headings[i], style);
    for (const std::string& text : pages.turned[i]) {
      const bool returns = turned_pages.at(masked(text)).size() >= kTurnedPagesMin;
      part.blocks.push_back({returns ? Role::kBoilerplate : Role::kBody, text});
    }
    for (Block& block : part.blocks) {
      block.text = compounds.resolve(std::move(block.text));
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

/// The title as the first block, and not a second time as the heading it was taken from.
void put_title_first(Publication& publication) {
  if (publication.title.empty() || publication.parts.empty()) return;
  std::vector<Block>& blocks = publication.parts.front().blocks;
  const auto repeated = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
    return block.role == Role::kHeading && same_words(block.text, publication.title);
  });
  if (repeated != blocks.end()) blocks.erase(repeated);
  blocks.insert(blocks.begin(), Block{Role::kTitle, publication.title});
}

Error unreadable(const PdfDocument& document, const ReadRequest& request) {
  if (document.is_locked()) {
    return {ErrorCode::kEncrypted, "needs a password to open; publish a version without one", request.path};
  }
  if (document.is_open() && !document.was_repaired()) {
    return {ErrorCode::kEmpty, "the PDF has no pages; export it again", request.path};
  }
  const std::string reason = document.is_open() ? "no page of it could be found" : document.fault();
  return {ErrorCode::kDamaged, "cannot be opened as a PDF (" + reason + "); export it again", request.path};
}

void set_title(const PdfDocument& document, const Pages& pages, const TypeStyle& style,
               const ReadRequest& request, Publication& publication) {
  const bool tool_title = read_document_info(document, publication);
  if (tool_title) publication.warnings.push_back("title_repaired");
  if (!publication.title.empty()) return;
  publication.title = largest_text(pages.segments.front(), style);
  publication.title_from = Provenance::kFirstPage;
  if (!publication.title.empty()) return;
  publication.title = title_from_path(request.path);
  publication.title_from = Provenance::kPath;
}

/// Precondition: the document is open and has pages.
Result<ReadResult> read_document_pages(const PdfDocument& document, const ReadRequest& request) {
  const uint32_t pages_count = document.pages_count();
  if (pages_count > limits::kPagesMax) {
    return Error{ErrorCode::kTooLarge,
                 "the PDF has " + std::to_string(pages_count) + " pages, more than the limit of " +
                     std::to_string(limits::kPagesMax) + "; split it",
                 request.path};
  }
  const Pages pages = read_pages(document, request);
  const TypeStyle style = measure_type(pages.segments);
  Publication publication;
  publication.filetype = std::string(format_name(Format::kPdf));
  publication.pages_count = pages_count;
  set_title(document, pages, style, request, publication);
  publication.language = primary_subtag(document.language());
  if (!publication.language.empty()) publication.language_from = Provenance::kDocumentInfo;
  if (document.was_repaired()) publication.warnings.push_back("damaged_repaired");
  warn_of_missing_text(pages, publication);
  warn_of_ocr(pages, publication);
  publication.parts = make_parts(pages, document.outline(), style);
  put_title_first(publication);
  complete(publication, request, Format::kPdf);
  ReadResult result;
  result.publications.push_back(std::move(publication));
  return result;
}

}  // namespace

Result<ReadResult> read_pdf(std::string_view bytes, const ReadRequest& request) {
  if (bytes.size() > limits::kFileBytesMax) {
    return Error{ErrorCode::kTooLarge, "the file has more than 256 MiB; split it", request.path};
  }
  const PdfDocument document(bytes);
  if (document.has_pages()) return read_document_pages(document, request);
  return unreadable(document, request);
}

}  // namespace pressmark
