// Scans made in a test: pages of a PDF with a text layer, drawn, and put into another PDF as pictures.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/reader/ocr.h"
#include "tests/support/pdf_builder.h"

namespace pressmark::testing {

/// A page (from 0) of `pdf` as a scanner gives it, turned clockwise by so many quarters.
GreyPicture scanned_page(const std::string& pdf, uint32_t page, uint8_t quarter_turns = 0);

/// Adds a page that is this picture from edge to edge.
void add_scan(PdfBuilder& to, const GreyPicture& picture);

/// A PDF with all pages of `pdf` as pictures.
std::string scanned(const std::string& pdf);

}  // namespace pressmark::testing
