// The documents that a page offers: links to files of the kinds that are read. Pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/html_tree.h"

namespace pressmark {

/// The addresses under `root` that end in ".pdf", ".docx" and the like, resolved against `base`, each once
/// and without fragment, in order; at most limits::kListItemsMax.
std::vector<std::string> offered_documents(const GumboNode* root, std::string_view base);

}  // namespace pressmark
