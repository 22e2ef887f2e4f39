// Paragraphs of one region of a page, from the distances, indents, type and endings of its lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/pdf_columns.h"
#include "indexer/reader/pdf_layout.h"

namespace pressmark {

struct Paragraph {
  std::string text;  // as append_line joins lines; a table's as Table::text
  Box box;
  float size = 0;
  bool bold = false;  // all of it
  size_t lines_count = 0;
  bool is_table = false;
};

/// Whether the last mark of `text`, quotation marks and brackets aside, is one that ends a sentence.
bool ends_sentence(std::string_view text);

/// Whether `text` begins with a list's bullet or dash.
bool starts_with_bullet(std::string_view text);

std::vector<Paragraph> find_paragraphs(const Region& region, const TypeStyle& style);

/// Those that the segments say they belong to, in their order.
std::vector<Paragraph> recognized_paragraphs(const Region& segments);

}  // namespace pressmark
