// What a PDF says about itself: title, authors, topics and dates of its information dictionary and XMP
// packet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "indexer/reader/pdf_document.h"

namespace pressmark {

/// The people in an author's entry: cut at semicolons, and at commas and "and" where both sides are names of
/// people. Names that only a program gives ("Administrator") are left out.
std::vector<std::string> split_authors(std::string_view text);

/// The keywords of a list parted by semicolons, commas or the commas of Chinese and Japanese; without those
/// that have no letter.
std::vector<std::string> split_keywords(std::string_view text);

/// The day of a PDF date: "D:20220315091700+01'00'" as it was where it was written.
std::optional<Date> parse_pdf_date(std::string_view text);

/// Fills title, authors, topics and dates with what the document's own metadata hold. A title that a tool
/// wrote is left out; whether there was one is the result.
bool read_document_info(const PdfDocument& document, Publication& publication);

}  // namespace pressmark
