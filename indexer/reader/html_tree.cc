#include "indexer/reader/html_tree.h"

#include "indexer/reader/html_names.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

bool hidden_by_style(std::string_view style) {
  if (style.empty()) return false;
  std::string compact;
  for (const char c : style) {
    if (!is_ascii_space(c)) compact += ascii_lower(c);
  }
  return compact.find("display:none") != std::string::npos ||
         compact.find("visibility:hidden") != std::string::npos;
}

/// Whether a control of the page opens it: a tab, an answer under a question.
bool is_panel(const GumboNode* node) {
  return attribute(node, "role") == "tabpanel" || names_panel(attribute(node, "class"));
}

}  // namespace

HtmlTree::HtmlTree(std::string html) : html_(std::move(html)) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  output_.reset(gumbo_parse_with_options(&options, html_.data(), html_.size()));
}

std::string_view attribute(const GumboNode* node, const char* name) {
  if (!is_element(node)) return {};
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool has_attribute(const GumboNode* node, const char* name) {
  return is_element(node) && gumbo_get_attribute(&node->v.element.attributes, name) != nullptr;
}

bool is_heading_tag(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool is_inline_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_RB:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_UNKNOWN:
      return true;
    default:
      return false;
  }
}

bool is_invisible(const GumboNode* node) {
  switch (tag_of(node)) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
      return true;
    default:
      break;
  }
  if (!is_element(node) || node->v.element.attributes.length == 0) return false;
  // "until-found" is there for the browser's own search to open.
  const bool hidden = (has_attribute(node, "hidden") && attribute(node, "hidden") != "until-found") ||
                      attribute(node, "aria-hidden") == "true" || hidden_by_style(attribute(node, "style"));
  return hidden && !is_panel(node);
}

std::string text_of(const GumboNode* node, size_t bytes_enough) {
  std::string text;
  const auto enter = [&](const GumboNode* each) {
    if (text.size() > bytes_enough) return false;
    if (is_text(each)) text += each->v.text.text;
    if (!is_element(each) || (each != node && is_invisible(each))) return false;
    if (!is_inline_tag(tag_of(each))) text += ' ';
    return true;
  };
  walk(node, enter, [&](const GumboNode* each) {
    if (!is_inline_tag(tag_of(each))) text += ' ';
  });
  return squeeze(text);
}

}  // namespace pressmark
