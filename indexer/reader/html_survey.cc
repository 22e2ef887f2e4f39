#include "indexer/reader/html_survey.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "indexer/reader/html_names.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr uint32_t kParagraphBytesMin = 40;    // shorter runs are labels and links
constexpr double kBoilerplateShareMax = 0.4;   // of the page's paragraph text, for what is named boilerplate
constexpr double kSurroundShareMax = 0.9;      // the same, for what no page has as its content
constexpr double kSurroundTextShareMax = 0.5;  // and of all its text
constexpr double kGalleryShareMax = 0.2;
constexpr double kHeadedShareMin = 0.1;        // for a box named boilerplate to be believed for its h1
constexpr uint32_t kLabelBytesMax = 120;       // longer text is more than a credit or a date
constexpr size_t kTeaserRowMin = 3;            // teasers that make a row
constexpr uint32_t kTeaserBytesMax = 400;      // longer text is an item of the page's own
constexpr uint32_t kTeaserLinkBytesMin = 12;   // a shorter link is no title
constexpr uint32_t kRunningBytesMin = 80;      // a shorter paragraph may be a teaser's
constexpr uint32_t kFullParagraphBytes = 250;  // columns of asides have shorter ones
constexpr uint32_t kTextBytesMin = 300;        // of running text, for a page with few teasers to have its own
constexpr uint32_t kProseBytesMin = 1'000;     // the same, for one with many

uint32_t letters_in(std::string_view text) {
  uint32_t count = 0;
  for (const char c : text) count += is_ascii_space(c) ? 0u : 1u;
  return count;
}

/// A link to another page; one to a place of this page is part of its text.
bool is_link(const GumboNode* node) {
  return tag_of(node) == GUMBO_TAG_A && !attribute(node, "href").starts_with('#');
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
         role == "search" || role == "dialog" || role == "alert" || role == "alertdialog" || role == "menu" ||
         role == "menubar" || role == "toolbar" || role == "tooltip";
}

template <class Names>
bool is_named(const GumboNode* node, Names names) {
  return names(attribute(node, "class")) || names(attribute(node, "id"));
}

}  // namespace

HtmlSurvey::HtmlSurvey(const GumboNode* root, HtmlSurveyOptions options) : options_(options) {
  collect(root);
  count();
  for (HtmlElement& element : elements_) {
    element.all_text = element.text;
    element.all_paragraphs = element.paragraphs;
  }
  mark_outside();
  count();
  find_teasers();
  count();
}

void HtmlSurvey::collect(const GumboNode* root) {
  std::vector<uint32_t> open;
  size_t links_open = 0;
  size_t headings_open = 0;
  size_t spoken_open = 0;  // of the open elements, the first so many have text already
  const auto note_text = [&](const GumboNode* node) {
    const uint32_t letters = letters_in(node->v.text.text);
    if (letters == 0 || open.empty()) return;
    OwnText& own = own_[open.back()];
    own.text += letters;
    if (links_open > 0) own.link_text += letters;
    for (size_t i = headings_open > 0 ? 0 : spoken_open; i < open.size(); ++i) {
      const bool is_title = i >= spoken_open || headings_open > 0;
      if (is_title && links_open > 0 && letters >= kTeaserLinkBytesMin)
        elements_[open[i]].opens_with_link = true;
    }
    spoken_open = open.size();
  };
  const auto enter = [&](const GumboNode* node) {
    if (!is_element(node)) {
      if (is_text(node)) note_text(node);
      return false;
    }
    if (is_invisible(node)) return false;
    HtmlElement element;
    element.node = node;
    element.parent = open.empty() ? 0 : open.back();
    element.has_image = tag_of(node) == GUMBO_TAG_IMG;
    element.has_h1 = tag_of(node) == GUMBO_TAG_H1;
    element.has_heading = is_heading_tag(tag_of(node));
    open.push_back(static_cast<uint32_t>(elements_.size()));
    elements_.push_back(element);
    own_.emplace_back();
    if (is_link(node)) ++links_open;
    if (element.has_heading) ++headings_open;
    return true;
  };
  walk(root, enter, [&](const GumboNode* node) {
    HtmlElement& element = elements_[open.back()];
    element.end = static_cast<uint32_t>(elements_.size());
    open.pop_back();
    spoken_open = std::min(spoken_open, open.size());
    if (is_link(node)) --links_open;
    if (is_heading_tag(tag_of(node))) --headings_open;
    if (open.empty()) return;
    HtmlElement& parent = elements_[open.back()];
    parent.has_image = parent.has_image || element.has_image;
    parent.has_h1 = parent.has_h1 || element.has_h1;
    parent.has_heading = parent.has_heading || element.has_heading;
  });
  if (elements_.empty()) {
    elements_.emplace_back();
    elements_.back().node = root;
    elements_.back().end = 1;
    own_.emplace_back();
  }
}

/// From the leaves up. A paragraph is what stands in one line of text: an element's own letters and those of
/// the inline elements in it, whether or not it also holds other paragraphs.
void HtmlSurvey::count() {
  flow_ = own_;
  for (HtmlElement& element : elements_)
    element.text = element.link_text = element.paragraphs = element.prose = 0;
  for (size_t i = elements_.size(); i-- > 0;) {
    HtmlElement& element = elements_[i];
    element.text += own_[i].text;
    element.link_text += own_[i].link_text;
    const GumboTag tag = tag_of(element.node);
    const bool is_inline = is_inline_tag(tag);
    const bool is_paragraph = !is_inline && !is_heading_tag(tag) && flow_[i].text >= kParagraphBytesMin &&
                              flow_[i].link_text * 2 < flow_[i].text;
    if (is_paragraph) {
      const uint32_t letters = flow_[i].text - flow_[i].link_text;
      element.paragraphs += letters;
      element.prose += letters * std::min(letters, kFullParagraphBytes) / kFullParagraphBytes;
    }
    if (i == 0 || element.outside) continue;
    HtmlElement& parent = elements_[element.parent];
    if (is_inline) {
      flow_[element.parent].text += flow_[i].text;
      flow_[element.parent].link_text += flow_[i].link_text;
    }
    if (element.teaser) continue;
    parent.text += element.text;
    parent.link_text += element.link_text;
    parent.paragraphs += element.paragraphs;
    parent.prose += element.prose;
  }
}

bool HtmlSurvey::is_large(const HtmlElement& element, double share) const {
  return element.all_paragraphs > share * elements_[0].all_paragraphs;
}

/// Whether it wraps the page, whatever it is called.
bool HtmlSurvey::is_nearly_all(const HtmlElement& element) const {
  return is_large(element, kSurroundShareMax) &&
         element.all_text > kSurroundTextShareMax * elements_[0].all_text;
}

bool HtmlSurvey::in_article(size_t i) const {
  for (; i != 0; i = elements_[i].parent) {
    const GumboTag tag = tag_of(elements_[i].node);
    if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return true;
  }
  return false;
}

bool HtmlSurvey::is_outside(size_t i) const {
  const HtmlElement& element = elements_[i];
  const GumboNode* node = element.node;
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_MAIN) return false;
  // In a heading it is the question that opens its answer.
  if (tag == GUMBO_TAG_BUTTON && is_heading_tag(tag_of(elements_[element.parent].node))) return false;
  if (is_outside_tag(node)) return !is_nearly_all(element);
  if (is_named(node, names_conversation)) {
    return !options_.is_conversation && !element.has_h1 && !is_nearly_all(element);
  }
  if (is_named(node, names_surround) && !element.has_h1) return !is_nearly_all(element);
  const bool headed = element.has_h1 && is_large(element, kHeadedShareMin);
  if (!headed && !is_named(node, names_content)) {
    if (is_named(node, names_boilerplate)) return !is_large(element, kBoilerplateShareMax);
    if (is_named(node, names_gallery) && element.has_image) return !is_large(element, kGalleryShareMax);
    const bool label = element.text <= kLabelBytesMax && !is_heading_tag(tag);
    if (label && names_label(attribute(node, "class"))) return true;
  }
  // Some systems put the whole page into one form.
  if (tag == GUMBO_TAG_FORM) return !is_large(element, kBoilerplateShareMax);
  if (tag == GUMBO_TAG_HEADER && !in_article(i)) {
    // One with the page's heading and sentences under it is how the content begins.
    const bool begins = element.has_h1 && element.paragraphs > 0 && element.link_text * 3 < element.text;
    return !begins && !is_large(element, kBoilerplateShareMax);
  }
  return false;
}

void HtmlSurvey::mark_outside() {
  for (size_t i = 1; i < elements_.size(); ++i) {
    elements_[i].outside = elements_[elements_[i].parent].outside || is_outside(i);
  }
}

bool HtmlSurvey::is_teaser_like(const HtmlElement& element) const {
  return element.opens_with_link && !element.outside && element.text <= kTeaserBytesMax &&
         !is_inline_tag(tag_of(element.node));
}

/// Bytes of letters in the longer paragraphs that are neither outside nor a teaser.
uint32_t HtmlSurvey::running_text() const {
  uint32_t running = 0;
  std::vector<bool> inside_teaser(elements_.size(), false);
  for (size_t i = 0; i < elements_.size(); ++i) {
    const HtmlElement& element = elements_[i];
    inside_teaser[i] = element.teaser || (i > 0 && inside_teaser[element.parent]);
    if (element.outside || inside_teaser[i] || is_inline_tag(tag_of(element.node))) continue;
    if (flow_[i].text >= kRunningBytesMin && flow_[i].link_text * 2 < flow_[i].text) running += flow_[i].text;
  }
  return running;
}

/// Takes rows of teasers for such where the page has a text of its own beside them; else they are what the
/// page has to say.
void HtmlSurvey::mark_teasers(const std::vector<std::vector<uint32_t>>& rows) {
  uint32_t teasers = 0;
  for (const std::vector<uint32_t>& row : rows) {
    for (const uint32_t i : row) {
      elements_[i].teaser = true;
      teasers += elements_[i].text;
    }
  }
  const uint32_t running = running_text();
  const bool is_few = options_.is_article || 2 * teasers <= running;
  const bool has_text =
      (running >= kTextBytesMin && is_few) || (running >= kProseBytesMin && teasers <= 2 * running);
  for (const std::vector<uint32_t>& row : rows) {
    for (const uint32_t i : row) {
      elements_[i].teaser = has_text;
      // A list of sources or of further reading has neither; it may be the author's own.
      const bool furnished = elements_[i].has_image || elements_[i].has_heading || row.size() < kTeaserRowMin;
      if (!has_text || !furnished) continue;
      for (uint32_t j = i; j < elements_[i].end; ++j) elements_[j].outside = true;
    }
  }
}

/// Rows of teasers: neighbours of one shape that each open with a link to another page and say little more;
/// and what is named so.
void HtmlSurvey::find_teasers() {
  std::vector<std::vector<uint32_t>> rows;
  for (size_t i = 0; i < elements_.size(); ++i) {
    // What is counted through is cited.
    if (elements_[i].outside || tag_of(elements_[i].node) == GUMBO_TAG_OL) continue;
    std::map<std::pair<GumboTag, std::string_view>, std::vector<uint32_t>> by_shape;
    for (uint32_t j = static_cast<uint32_t>(i) + 1; j < elements_[i].end; j = elements_[j].end) {
      const bool named = !elements_[j].outside && is_named(elements_[j].node, names_teaser);
      if (named) rows.push_back({j});
      if (named || !is_teaser_like(elements_[j])) continue;
      const std::string_view classes = attribute(elements_[j].node, "class");
      by_shape[{tag_of(elements_[j].node), classes.substr(0, classes.find(' '))}].push_back(j);
    }
    for (auto& [shape, row] : by_shape) {
      if (row.size() >= kTeaserRowMin) rows.push_back(std::move(row));
    }
  }
  mark_teasers(rows);
}

}  // namespace pressmark
