#include "indexer/reader/html_content.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "indexer/reader/html_names.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kParagraphBytesMin = 40;  // shorter runs are labels and links
constexpr double kMainShareMin = 0.4;  // of the page's paragraph text, for <main> or <article> to be believed
constexpr size_t kArticleBytesMin = 400;      // of paragraph text, for what stands around a heading
constexpr double kHeadedShareMin = 0.1;       // the same, when the page's h1 is inside
constexpr double kDescendShareMin = 0.8;      // of the paragraph text, for a child to stand for its parent
constexpr double kBoilerplateShareMax = 0.4;  // of the paragraph text, for what is named boilerplate
constexpr double kConversationShareMax = 0.9;

struct Element {
  const GumboNode* node = nullptr;
  uint32_t parent = 0;
  uint32_t end = 0;             // one past the last element inside it
  bool outside = false;         // navigation and the like: its text does not count for what holds it
  uint32_t text = 0;            // bytes of letters, without what is outside
  uint32_t all_paragraphs = 0;  // as `paragraphs`, with what is outside
  bool has_heading = false;     // an h1 inside
  uint32_t link_text = 0;
  uint32_t paragraphs = 0;  // bytes of text in paragraphs with few links
};

uint32_t letters_in(std::string_view text) {
  uint32_t count = 0;
  for (const char c : text) count += is_ascii_space(c) ? 0u : 1u;
  return count;
}

bool is_outside_tag(const GumboNode* node) {
  switch (tag_of(node)) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BUTTON:
      return true;
    default:
      break;
  }
  const std::string_view role = attribute(node, "role");
  return role == "navigation" || role == "complementary" || role == "contentinfo" || role == "banner" ||
         role == "search" || role == "dialog" || role == "alert";
}

bool names_outside(const GumboNode* node) {
  const std::string_view classes = attribute(node, "class");
  const std::string_view id = attribute(node, "id");
  if (names_content(classes) || names_content(id)) return false;
  return names_boilerplate(classes) || names_boilerplate(id);
}

/// The page's visible elements in document order with the text they hold.
class Survey {
 public:
  explicit Survey(const GumboNode* root) {
    collect(root);
    count([](const Element&) { return false; });
    mark_outside();
    count([](const Element& element) { return element.outside; });
  }

  size_t main_index() const {
    for (const GumboTag tag : {GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE}) {
      const size_t best = best_of(tag);
      if (best == 0) continue;
      const Element& element = elements_[best];
      const double share = element.has_heading ? kHeadedShareMin : kMainShareMin;
      if (element.paragraphs >= share * elements_[0].paragraphs) return descend(best);
    }
    const size_t main = descend(0);
    const GumboTag tag = tag_of(elements_[main].node);
    return tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY ? around_heading(main) : main;
  }

  const std::vector<Element>& elements() const { return elements_; }

 private:
  void collect(const GumboNode* root) {
    std::vector<uint32_t> open;
    const auto enter = [&](const GumboNode* node) {
      if (!is_element(node)) {
        if (is_text(node) && !open.empty()) {
          const uint32_t letters = letters_in(node->v.text.text);
          own_text_[open.back()] += letters;
        }
        return false;
      }
      if (is_invisible(node)) return false;
      Element element;
      element.node = node;
      element.parent = open.empty() ? 0 : open.back();
      open.push_back(static_cast<uint32_t>(elements_.size()));
      elements_.push_back(element);
      own_text_.push_back(0);
      return true;
    };
    walk(root, enter, [&](const GumboNode*) {
      elements_[open.back()].end = static_cast<uint32_t>(elements_.size());
      open.pop_back();
    });
    if (elements_.empty()) {
      elements_.push_back(Element{root, 0, 1});
      own_text_.push_back(0);
    }
  }

  /// Text and paragraphs of every element, from the leaves up. `Skip` says whose do not count for their
  /// parents.
  template <class Skip>
  void count(Skip skip) {
    for (Element& element : elements_) element.text = element.link_text = element.paragraphs = 0;
    for (size_t i = elements_.size(); i-- > 0;) {
      Element& element = elements_[i];
      element.text += own_text_[i];
      const GumboTag tag = tag_of(element.node);
      if (tag == GUMBO_TAG_A) element.link_text = element.text;
      const bool paragraph = !is_inline_tag(tag) && element.paragraphs == 0 && !is_heading_tag(tag);
      if (paragraph && element.text >= kParagraphBytesMin && element.link_text * 2 < element.text) {
        element.paragraphs = element.text - element.link_text;
      }
      if (i == 0 || skip(element)) continue;
      Element& parent = elements_[element.parent];
      parent.text += element.text;
      parent.link_text += element.link_text;
      parent.paragraphs += element.paragraphs;
      parent.has_heading = parent.has_heading || element.has_heading || tag == GUMBO_TAG_H1;
    }
  }

  void mark_outside() {
    for (Element& element : elements_) element.all_paragraphs = element.paragraphs;
    const auto large = [&](const Element& element, double share) {
      return element.all_paragraphs > share * elements_[0].all_paragraphs;
    };
    for (size_t i = 1; i < elements_.size(); ++i) {
      Element& element = elements_[i];
      const GumboNode* node = element.node;
      const GumboTag tag = tag_of(node);
      if (elements_[element.parent].outside) {
        element.outside = true;
      } else if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_MAIN) {
        continue;
      } else if (is_outside_tag(node)) {
        element.outside = !large(element, kConversationShareMax);
      } else if (names_conversation(attribute(node, "class")) || names_conversation(attribute(node, "id"))) {
        element.outside = !element.has_heading && !large(element, kConversationShareMax);
      } else if (names_outside(node)) {
        element.outside = !element.has_heading && !large(element, kBoilerplateShareMax);
      } else if (tag == GUMBO_TAG_FORM || (tag == GUMBO_TAG_HEADER && !in_article(i))) {
        // Some systems put the whole page into one form; the header of an article is part of it.
        element.outside = !large(element, kBoilerplateShareMax);
      }
    }
  }

  bool in_article(size_t i) const {
    for (; i != 0; i = elements_[i].parent) {
      const GumboTag tag = tag_of(elements_[i].node);
      if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return true;
    }
    return false;
  }

  /// Of the elements with this tag (or role, for main) the one with a heading and the most paragraphs; 0 if
  /// none.
  size_t best_of(GumboTag tag) const {
    size_t best = 0;
    for (size_t i = 1; i < elements_.size(); ++i) {
      const Element& element = elements_[i];
      const bool named =
          tag_of(element.node) == tag || (tag == GUMBO_TAG_MAIN && attribute(element.node, "role") == "main");
      if (!named || element.outside || element.paragraphs == 0) continue;
      const auto key = [](const Element& each) { return std::pair(each.has_heading, each.paragraphs); };
      if (best == 0 || key(element) > key(elements_[best])) best = i;
    }
    return best;
  }

  /// Where no element stands out by its paragraphs: the smallest around the page's one h1 that holds enough
  /// of them; `otherwise` if there is none.
  size_t around_heading(size_t otherwise) const {
    size_t heading = 0;
    for (size_t i = 1; i < elements_.size(); ++i) {
      if (tag_of(elements_[i].node) != GUMBO_TAG_H1 || elements_[i].outside) continue;
      if (heading != 0) return otherwise;
      heading = i;
    }
    if (heading == 0) return otherwise;
    size_t i = elements_[heading].parent;
    while (i != 0 && elements_[i].paragraphs < kHeadedShareMin * elements_[0].paragraphs)
      i = elements_[i].parent;
    const bool enough = i != 0 && elements_[i].paragraphs >= kArticleBytesMin;
    return enough ? i : otherwise;
  }

  /// Down from `i` as long as one child holds nearly all the paragraphs.
  size_t descend(size_t i) const {
    while (true) {
      const uint32_t enough = static_cast<uint32_t>(kDescendShareMin * elements_[i].paragraphs);
      size_t child = 0;
      for (size_t j = i + 1; j < elements_[i].end; j = elements_[j].end) {
        if (!elements_[j].outside && elements_[j].paragraphs > enough) child = j;
      }
      const GumboTag tag = child == 0 ? GUMBO_TAG_P : tag_of(elements_[child].node);
      const bool text_itself = is_inline_tag(tag) || tag == GUMBO_TAG_P || tag == GUMBO_TAG_UL ||
                               tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_BLOCKQUOTE ||
                               tag == GUMBO_TAG_PRE;
      if (text_itself) return i;
      i = child;
    }
  }

  std::vector<Element> elements_;
  std::vector<uint32_t> own_text_;
};

}  // namespace

ContentMap find_content(const GumboNode* root) {
  const Survey survey(root);
  const auto& elements = survey.elements();
  const size_t main = survey.main_index();
  ContentMap map;
  map.main = elements[main].node;
  map.regions[root] = Region::kOther;
  map.regions[map.main] = Region::kContent;
  for (size_t i = main + 1; i < elements[main].end; ++i) {
    if (elements[i].outside && !elements[elements[i].parent].outside)
      map.regions[elements[i].node] = Region::kBoilerplate;
  }
  return map;
}

}  // namespace pressmark
