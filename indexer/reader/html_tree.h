// The parsed page: owns gumbo's tree, and the few questions that the readers ask of it. Walks use their own
// stack, never the program's.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

class HtmlTree {
 public:
  /// Parses valid UTF-8. Precondition: it passed guard_html().
  explicit HtmlTree(std::string html);
  const GumboNode* root() const { return output_->root; }

 private:
  struct Destroy {
    void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
  };
  std::string html_;
  std::unique_ptr<GumboOutput, Destroy> output_;
};

inline bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}
inline bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}
/// The tag of an element; GUMBO_TAG_LAST for anything else.
inline GumboTag tag_of(const GumboNode* node) {
  return is_element(node) ? node->v.element.tag : GUMBO_TAG_LAST;
}

/// The attribute's value; "" if there is none. Lives as long as the tree.
std::string_view attribute(const GumboNode* node, const char* name);
bool has_attribute(const GumboNode* node, const char* name);

bool is_heading_tag(GumboTag tag);
/// Whether the element stands in a line of text; what is not so begins a paragraph.
bool is_inline_tag(GumboTag tag);
/// Whether readers of the page never see it: scripts, templates, form fields, `hidden`, `display:none`; not
/// the panels of tabs and accordions, which are hidden until they are opened.
bool is_invisible(const GumboNode* node);

/// Calls `enter` and `leave` for each node under `root`, itself included, in document order. When `enter`
/// returns false the node's children and its `leave` are left out.
template <class Enter, class Leave>
void walk(const GumboNode* root, Enter enter, Leave leave) {
  struct Step {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Step> stack;
  if (!enter(root)) return;
  stack.push_back({root, 0});
  while (!stack.empty()) {
    Step& step = stack.back();
    const bool more = is_element(step.node) && step.next < step.node->v.element.children.length;
    if (!more) {
      leave(step.node);
      stack.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(step.node->v.element.children.data[step.next++]);
    if (enter(child)) stack.push_back({child, 0});
  }
}

/// The visible text of an element, squeezed; a blank where a paragraph or a line ends. Stops soon after
/// `bytes_enough`.
std::string text_of(const GumboNode* node, size_t bytes_enough = static_cast<size_t>(-1));

}  // namespace pressmark
