// OpenElements: follows which elements the HTML parser would hold open, tag by tag, without building a tree:
// what a paragraph, a list item or a cell ends by beginning, formatting that goes on in the next paragraph,
// scopes that an end tag does not reach out of. Near enough to the standard's tree construction to bound its
// depth and its nodes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/html_scanner.h"

namespace pressmark {

class OpenElements {
 public:
  void start(const HtmlToken& tag);
  void end(const HtmlToken& tag);
  /// Text that is more than white space.
  void text() { reopen_formatting(); }

  size_t depth() const { return open_.size(); }
  /// Elements made so far, those included that formatting adds of itself.
  size_t nodes_count() const { return nodes_count_; }
  /// Whether a tag here would belong to SVG or MathML.
  bool is_foreign() const { return !open_.empty() && open_.back().foreign_content; }

 private:
  struct Open {
    std::string name;
    unsigned traits = 0;
    bool foreign_content = false;
  };
  struct Formatting {
    std::string name;
    std::string_view raw;  // of its start tag
    bool open = true;
  };

  void push(std::string_view name, unsigned traits, bool foreign_content);
  void pop_to(size_t size);
  /// Pops up to the nearest element with one of these names, unless one with a trait of `barrier` is nearer.
  template <class Names>
  void close_nearest(const Names& names, unsigned barrier, std::string_view barrier_name);
  void close_implied(std::string_view name, unsigned traits);
  void reopen_formatting();
  void note_formatting(const HtmlToken& tag);
  void end_formatting(std::string_view name);

  std::vector<Open> open_;
  std::vector<Formatting> formatting_;
  size_t nodes_count_ = 0;
};

}  // namespace pressmark
