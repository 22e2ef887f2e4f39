// The outline of a PDF. Never loses a document: what cannot be read is left out.
#pragma once

#include <vector>

#include "indexer/reader/pdf_document.h"

class PDFDoc;

namespace pressmark {

/// The entries that lead to a page of the document, each before those below it.
std::vector<OutlineEntry> read_outline(PDFDoc& source);

}  // namespace pressmark
