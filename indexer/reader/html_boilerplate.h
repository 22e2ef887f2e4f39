// Text of the site inside the content of a page, told by what it says and where it stands: "Related posts",
// "For more information, contact …", links between two paragraphs, the biographies of staff under a post.
#pragma once

#include <vector>

#include "indexer/reader/html_blocks.h"
#include "indexer/reader/html_metadata.h"

namespace pressmark {

/// Moves such blocks to Region::kBoilerplate. `metadata` tells whose names, whose biographies and which dates
/// stand around the text.
void mark_boilerplate(std::vector<HtmlBlock>& blocks, const HtmlMetadata& metadata);

}  // namespace pressmark
