// Page furniture: running heads, feet and page numbers, found by their return at the same place of many
// pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/pdf_page.h"

namespace pressmark {

/// For each page, for each of its segments, whether it is furniture.
std::vector<std::vector<bool>> find_furniture(const std::vector<std::vector<Segment>>& pages,
                                              const std::vector<float>& page_heights);

/// `text` in small letters with numbers, Roman ones too, as "#": the same on every page for a running head.
std::string masked(std::string_view text);

}  // namespace pressmark
