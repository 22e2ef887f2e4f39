// Selector: how an operator names the element that holds a site's content: "main", "#content", ".post-body",
// "div.text[role=article]". A value; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/reader/html_tree.h"

namespace pressmark {

class Selector {
 public:
  /// One compound selector of CSS: a tag, ids, classes, attributes with or without a value; no combinators.
  /// Nothing for anything else.
  static std::optional<Selector> parse(std::string_view text);

  bool fits(const GumboNode* node) const;

 private:
  struct Attribute {
    std::string name;
    std::optional<std::string> value;
  };

  std::string tag_;  // small letters; empty: any
  std::vector<std::string> ids_, classes_;
  std::vector<Attribute> attributes_;
};

}  // namespace pressmark
