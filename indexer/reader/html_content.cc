#include "indexer/reader/html_content.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/reader/html_survey.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr double kMainShareMin = 0.4;      // of the page's paragraphs, for <main> or <article> to be believed
constexpr double kHeadedShareMin = 0.1;    // the same, when the page's h1 is inside
constexpr size_t kHeadedBytesMin = 1'000;  // of paragraphs, for what stands around a heading
constexpr double kDescendShareMin = 0.8;   // of the paragraphs, for a child to stand for its parent
constexpr double kDescendTextShareMin = 0.85;  // of all the text, the same: tables and short lines count too
constexpr uint32_t kProseBytesMin = 100;       // of the whole page; less is no text
constexpr double kColumnShareMin = 0.6;        // of the paragraphs, for a column beside one of links
constexpr double kLinkedShareMin = 0.2;        // of a column's text in links, for it to be one of links
constexpr double kLinkedTimesMin = 3;          // how much denser its links are than those of the text
constexpr double kAloneShareMin = 0.7;         // of several articles' paragraphs, for one to be the page's
constexpr size_t kThreadMin = 3;               // articles of one shape that are one conversation

constexpr auto kArticleTypes =
    std::to_array<std::string_view>({"Article", "BlogPosting", "Report", "PressRelease", "\"article\""});
constexpr auto kConversationTypes =
    std::to_array<std::string_view>({"DiscussionForumPosting", "QAPage", "schema.org/Question"});

template <size_t N>
bool has_one(std::string_view text, const std::array<std::string_view, N>& names) {
  for (const std::string_view name : names) {
    if (text.find(name) != std::string_view::npos) return true;
  }
  return false;
}

void note_type(std::string_view text, HtmlSurveyOptions& options) {
  options.is_article = options.is_article || has_one(text, kArticleTypes);
  options.is_conversation = options.is_conversation || has_one(text, kConversationTypes);
}

/// What kind of page this one says it is, in schema.org's or Open Graph's words.
HtmlSurveyOptions declared_kind(const GumboNode* root) {
  HtmlSurveyOptions options;
  const auto enter = [&](const GumboNode* node) {
    if (!is_element(node)) return false;
    note_type(attribute(node, "itemtype"), options);
    if (tag_of(node) == GUMBO_TAG_META && attribute(node, "property") == "article:published_time") {
      options.is_article = true;
    }
    if (tag_of(node) != GUMBO_TAG_SCRIPT) return true;
    const bool has_text = node->v.element.children.length > 0;
    if (has_text && attribute(node, "type").find("ld+json") != std::string_view::npos) {
      const auto* text = static_cast<const GumboNode*>(node->v.element.children.data[0]);
      if (is_text(text)) note_type(text->v.text.text, options);
    }
    return false;
  };
  walk(root, enter, [](const GumboNode*) {});
  return options;
}

/// Chooses the element that holds the content.
class MainElement {
 public:
  explicit MainElement(const HtmlSurvey& survey) : elements_(survey.elements()) {}

  size_t find() const {
    for (const GumboTag tag : {GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE}) {
      size_t best = best_of(tag);
      if (best == 0) continue;
      if (tag == GUMBO_TAG_ARTICLE) best = with_its_like(best);
      const HtmlElement& element = elements_[best];
      const double share = element.has_h1 ? kHeadedShareMin : kMainShareMin;
      if (element.paragraphs >= share * elements_[0].paragraphs) return descend(best);
    }
    const size_t main = descend(0);
    const GumboTag tag = tag_of(elements_[main].node);
    return tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY ? around_heading(main) : main;
  }

 private:
  bool is_named(size_t i, GumboTag tag) const {
    const GumboNode* node = elements_[i].node;
    return tag_of(node) == tag || (tag == GUMBO_TAG_MAIN && attribute(node, "role") == "main");
  }

  /// Of the elements with this tag (or role, for main) the one with a heading and the most paragraphs; 0 if
  /// none.
  size_t best_of(GumboTag tag) const {
    size_t best = 0;
    for (size_t i = 1; i < elements_.size(); ++i) {
      const HtmlElement& element = elements_[i];
      if (!is_named(i, tag) || element.outside || element.text == 0) continue;
      const auto key = [](const HtmlElement& each) { return std::pair(each.has_h1, each.paragraphs); };
      if (best == 0 || key(element) > key(elements_[best])) best = i;
    }
    return best;
  }

  /// The parent of an article that is one of many: a list of articles, or the posts of a conversation, of
  /// which only the first has a heading. Else the article itself.
  size_t with_its_like(size_t article) const {
    const size_t parent = elements_[article].parent;
    const std::string_view shape = attribute(elements_[article].node, "class");
    uint32_t paragraphs = 0;
    size_t articles = 0;
    size_t posts = 0;
    for (size_t i = parent + 1; i < elements_[parent].end; i = elements_[i].end) {
      if (tag_of(elements_[i].node) != GUMBO_TAG_ARTICLE || elements_[i].outside) continue;
      ++articles;
      paragraphs += elements_[i].paragraphs;
      const bool same_shape = attribute(elements_[i].node, "class") == shape;
      posts += same_shape && (i == article || !elements_[i].has_heading) ? 1u : 0u;
    }
    if (posts >= kThreadMin) return parent;
    const bool alone = elements_[article].has_h1 || articles < 2 ||
                       elements_[article].paragraphs >= kAloneShareMin * paragraphs;
    return alone ? article : parent;
  }

  /// Where no element stands out by its paragraphs: the smallest around the page's one h1 that holds enough
  /// of them; `otherwise` if there is none, or if the page is made of sections.
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
    const GumboTag tag = tag_of(elements_[i].node);
    const bool enough = i != 0 && elements_[i].paragraphs >= kHeadedBytesMin;
    return enough && tag != GUMBO_TAG_SECTION && tag != GUMBO_TAG_HEADER ? i : otherwise;
  }

  /// What an element is measured by: its prose; on a page without any, its text.
  uint32_t weight(const HtmlElement& element) const {
    return elements_[0].prose >= kProseBytesMin ? element.prose : element.text;
  }

  static uint32_t unlinked(const HtmlElement& element) { return element.text - element.link_text; }

  /// Whether what stands beside a child is a column of links beside a column of text.
  bool is_beside_links(const HtmlElement& parent, const HtmlElement& child) const {
    const double rest_text = parent.text - child.text;
    const double rest_links = parent.link_text - child.link_text;
    return weight(child) > kColumnShareMin * weight(parent) && rest_links > kLinkedShareMin * rest_text &&
           child.link_text * rest_text * kLinkedTimesMin < rest_links * child.text;
  }

  /// Down from `i` as long as one child holds nearly all the paragraphs and most other text; of that, links
  /// count only inside an element that the page itself names as its content.
  size_t descend(size_t i) const {
    const bool whole_page = i == 0;
    while (true) {
      const HtmlElement& element = elements_[i];
      size_t child = 0;
      for (size_t j = i + 1; j < element.end; j = elements_[j].end) {
        const HtmlElement& inner = elements_[j];
        const bool holds = weight(inner) > kDescendShareMin * weight(element) &&
                           (whole_page ? unlinked(inner) >= kDescendTextShareMin * unlinked(element)
                                       : inner.text >= kDescendTextShareMin * element.text);
        const bool column = whole_page && is_beside_links(element, elements_[j]);
        if ((holds || column) && !elements_[j].outside) child = j;
      }
      const GumboTag tag = child == 0 ? GUMBO_TAG_P : tag_of(elements_[child].node);
      const bool text_itself = is_inline_tag(tag) || tag == GUMBO_TAG_P || tag == GUMBO_TAG_UL ||
                               tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_BLOCKQUOTE ||
                               tag == GUMBO_TAG_PRE;
      if (text_itself) return i;
      i = child;
    }
  }

  const std::vector<HtmlElement>& elements_;
};

/// The elements that fit the first selector that any fits, none inside another.
std::vector<size_t> selected(const std::vector<HtmlElement>& elements,
                             const std::vector<Selector>& selectors) {
  std::vector<size_t> found;
  for (const Selector& selector : selectors) {
    for (size_t i = 0; i < elements.size(); ++i) {
      if (!selector.fits(elements[i].node)) continue;
      found.push_back(i);
      i = elements[i].end - 1;
    }
    if (!found.empty()) break;
  }
  return found;
}

}  // namespace

ContentMap find_content(const GumboNode* root, const std::vector<Selector>& selectors) {
  const HtmlSurvey survey(root, declared_kind(root));
  const auto& elements = survey.elements();
  std::vector<size_t> content = selected(elements, selectors);
  if (content.empty()) content.push_back(MainElement(survey).find());
  ContentMap map;
  map.main = elements[content.front()].node;
  map.regions[root] = Region::kOther;
  for (const size_t main : content) {
    map.regions[elements[main].node] = Region::kContent;
    for (size_t i = main + 1; i < elements[main].end; ++i) {
      if (elements[i].outside && !elements[elements[i].parent].outside)
        map.regions[elements[i].node] = Region::kBoilerplate;
    }
  }
  return map;
}

}  // namespace pressmark
