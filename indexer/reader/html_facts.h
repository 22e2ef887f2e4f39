// HtmlFacts: what html_metadata draws on, gathered in one pass over the page: meta elements, JSON-LD,
// headings, times, bylines. Owned by one reader's call; points into the tree, which must outlive it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/publication.h"
#include "indexer/reader/html_tree.h"

namespace pressmark {

struct HtmlFacts {
  std::multimap<std::string, std::string> meta;  // name, property or itemprop (small) -> content
  std::vector<std::string_view> json_ld;
  std::string canonical;
  std::string base;
  std::string title_element;
  std::vector<std::pair<const GumboNode*, std::string>> headings;  // h1
  std::vector<const GumboNode*> times;
  std::vector<const GumboNode*> bylines;
  std::vector<const GumboNode*> writers;  // itemprop or rel author
  std::optional<Date> copyright;
  std::string html_language;
};

HtmlFacts html_facts(const GumboNode* root);

/// Whether a node is another or inside it.
bool is_inside(const GumboNode* node, const GumboNode* ancestor);

/// Whether it stands in a list of other articles, a footer or an aside.
bool is_beside(const GumboNode* node);

/// Whether `value` has the word, small letters and capitals alike.
bool has_word(std::string_view value, std::string_view word);

}  // namespace pressmark
