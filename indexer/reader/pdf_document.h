// PdfDocument: one open PDF, as the PDF library gives it. Owned by one reader's call; the bytes must outlive
// it. Used by one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/ocr.h"
#include "indexer/reader/pdf_page.h"

namespace pressmark {

struct OutlineEntry {
  std::string title;  // squeezed; UTF-8
  uint32_t page = 0;  // from 0
};

class PdfDocument {
 public:
  /// Check `has_pages()`, or `is_open()` and `is_locked()`, before anything else. Precondition: bytes of at
  /// most 2 GiB.
  explicit PdfDocument(std::string_view bytes);
  ~PdfDocument();
  PdfDocument(const PdfDocument&) = delete;
  PdfDocument& operator=(const PdfDocument&) = delete;

  bool is_open() const;
  /// Whether a password is needed to read it; then it is not open.
  bool is_locked() const;
  uint32_t pages_count() const;
  /// Whether it is open and has a page.
  bool has_pages() const { return is_open() && pages_count() > 0; }
  /// Why it is not open, for people; "" when it is.
  std::string fault() const;
  /// Whether its table of objects was damaged and had to be made anew, as far as it has been read.
  bool was_repaired() const;

  /// An entry of the information dictionary ("Title", "CreationDate") in UTF-8; "" if there is none.
  std::string info(const std::string& key) const;
  /// The XMP packet; "" if there is none.
  std::string metadata() const;
  /// The catalogue's /Lang as written; "" if there is none.
  std::string language() const;
  /// The entries that lead to a page, in their own order; never fails, what cannot be read is left out.
  std::vector<OutlineEntry> outline() const;

  /// The words of a page (from 0) as it is shown, and its label; an empty page for one that cannot be read.
  PdfPage read_page(uint32_t number) const;
  /// The share of the page that its images take up, 0 to 1.
  double image_share(uint32_t number) const;
  /// A picture of the page as it is shown, turned clockwise by so many quarters more; without pixels when it
  /// could not be drawn in time.
  GreyPicture draw_page(uint32_t number, double resolution, uint8_t quarter_turns,
                        std::chrono::steady_clock::time_point until) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
