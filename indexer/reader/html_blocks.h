// The page's text as a flat list of blocks in reading order, each with the region it stands in.
#pragma once

#include <string>
#include <vector>

#include "engine/publication.h"
#include "indexer/reader/html_content.h"
#include "indexer/reader/html_tree.h"
#include "indexer/reader/parts.h"

namespace pressmark {

struct HtmlBlock {
  Role role = Role::kBody;
  int level = 0;  // 1 to 6 of a heading
  std::string text;
  std::string anchor;  // of a heading
  Region region = Region::kContent;
  size_t link_bytes = 0;            // of the text, how much is links
  bool leads_inside = false;        // there are links, all to places of the page itself
  bool leads_to_file = false;       // one of its links is to a document
  const GumboNode* node = nullptr;  // the element that holds it; lives as long as the tree
};

/// The visible blocks under `root`.
std::vector<HtmlBlock> html_blocks(const GumboNode* root, const ContentMap& map);

/// Puts a piece of HTML, such as the content of a feed's entry, into parts; all of it is content.
void add_html_fragment(std::string_view html, PartsBuilder& parts);

/// The visible text of a piece of HTML, squeezed.
std::string html_to_text(std::string_view html);

}  // namespace pressmark
