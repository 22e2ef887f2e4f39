// What of a page is its content, decided by structure: main and article elements, where the paragraphs are,
// and what is navigation, sharing, comments or advertising by its element, role or class. Measured on pages
// with known text; see docs/measurements.md for the figures.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "indexer/reader/html_selector.h"
#include "indexer/reader/html_tree.h"

namespace pressmark {

enum class Region : uint8_t {
  kOther,  // outside the content: boilerplate
  kContent,
  kBoilerplate,  // inside the content, but of the site
};

/// Which elements begin a region; each node belongs to the region of its nearest ancestor in the map.
struct ContentMap {
  std::unordered_map<const GumboNode*, Region> regions;
  const GumboNode* main = nullptr;  // the element that holds the content; never null
};

/// Finds the content of a whole page: in the elements that fit the first of `selectors` that any fits, else
/// by structure.
ContentMap find_content(const GumboNode* root, const std::vector<Selector>& selectors = {});

}  // namespace pressmark
