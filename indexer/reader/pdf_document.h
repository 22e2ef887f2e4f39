// PdfDocument: one open PDF, as the PDF library gives it. Owned by one reader's call; the bytes must outlive
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/reader/pdf_page.h"

namespace pressmark {

class PdfDocument {
 public:
  /// Check `has_pages()`, or `is_open()` and `is_locked()`, before anything else. Precondition: bytes of at
  /// most 2 GiB.
  explicit PdfDocument(std::string_view bytes);
  ~PdfDocument();
  PdfDocument(const PdfDocument&) = delete;
  PdfDocument& operator=(const PdfDocument&) = delete;

  bool is_open() const;
  /// Whether a password is needed to read it.
  bool is_locked() const;
  uint32_t pages_count() const;
  /// Whether it is open, needs no password and has a page.
  bool has_pages() const { return is_open() && !is_locked() && pages_count() > 0; }

  /// An entry of the information dictionary ("Title", "CreationDate") in UTF-8; "" if there is none.
  std::string info(const std::string& key) const;
  /// The XMP packet; "" if there is none.
  std::string metadata() const;

  /// The words of a page (from 0) and its label; an empty page for one that cannot be read.
  PdfPage read_page(uint32_t number) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
