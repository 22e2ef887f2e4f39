// Text of the site inside the content of a page, told by what it says: "Related posts", "For more
// information, contact …", the biographies of staff under a post.
#pragma once

#include <string>
#include <vector>

#include "indexer/reader/html_blocks.h"

namespace pressmark {

/// Moves such blocks to Region::kBoilerplate. `authors` are the page's, whose biographies may stand at its
/// end.
void mark_boilerplate(std::vector<HtmlBlock>& blocks, const std::vector<std::string>& authors);

}  // namespace pressmark
