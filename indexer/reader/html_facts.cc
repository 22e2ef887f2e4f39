#include "indexer/reader/html_facts.h"

#include "engine/limits.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kHeadingBytesMax = 4'096;  // read of an h1
constexpr size_t kCandidatesMax = 1'000;    // headings, times and bylines looked at on one page

/// Whether a list apart by white space has this entry.
bool has_token(std::string_view list, std::string_view entry) {
  const std::string lower = " " + squeeze(ascii_lower(list)) + " ";
  return lower.find(" " + std::string(entry) + " ") != std::string::npos;
}

void note_meta(const GumboNode* node, HtmlFacts& found) {
  const std::string_view content = attribute(node, "content");
  if (content.empty()) return;
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string_view name = attribute(node, key);
    if (!name.empty())
      found.meta.emplace(ascii_lower(trim(name)), squeeze(content.substr(0, limits::kFieldBytesMax)));
  }
}

void note_element(const GumboNode* node, HtmlFacts& found) {
  switch (tag_of(node)) {
    case GUMBO_TAG_HTML:
      found.html_language = attribute(node, "lang");
      if (found.html_language.empty()) found.html_language = attribute(node, "xml:lang");
      break;
    case GUMBO_TAG_META:
      note_meta(node, found);
      break;
    case GUMBO_TAG_LINK:
      if (found.canonical.empty() && has_token(attribute(node, "rel"), "canonical")) {
        found.canonical = trim(attribute(node, "href"));
      }
      break;
    case GUMBO_TAG_BASE:
      if (found.base.empty()) found.base = trim(attribute(node, "href"));
      break;
    case GUMBO_TAG_TITLE:
      if (found.title_element.empty()) found.title_element = text_of(node);
      break;
    case GUMBO_TAG_SCRIPT:
      if (has_word(attribute(node, "type"), "ld+json") && node->v.element.children.length > 0) {
        const auto* text = static_cast<const GumboNode*>(node->v.element.children.data[0]);
        if (is_text(text)) found.json_ld.emplace_back(text->v.text.text);
      }
      break;
    case GUMBO_TAG_H1:
      if (found.headings.size() >= kCandidatesMax) break;
      if (std::string text = text_of(node, kHeadingBytesMax); !text.empty())
        found.headings.emplace_back(node, std::move(text));
      break;
    case GUMBO_TAG_TIME:
      if (found.times.size() < kCandidatesMax) found.times.push_back(node);
      break;
    default:
      break;
  }
  const std::string_view item = attribute(node, "itemprop");
  const bool dated = item == "datePublished" || item == "dateModified";
  if (dated && tag_of(node) != GUMBO_TAG_META && found.times.size() < kCandidatesMax) {
    found.times.push_back(node);
  }
  const bool writer = item == "author" || has_token(attribute(node, "rel"), "author");
  if (writer && tag_of(node) != GUMBO_TAG_META && tag_of(node) != GUMBO_TAG_LINK &&
      found.writers.size() < kCandidatesMax) {
    found.writers.push_back(node);
  }
  const std::string_view classes = attribute(node, "class");
  if (classes.empty() || found.bylines.size() >= kCandidatesMax) return;
  for (const std::string_view word :
       {"byline", "date", "published", "posted", "publication", "meta", "author"}) {
    if (has_word(classes, word)) {
      found.bylines.push_back(node);
      break;
    }
  }
}

}  // namespace

bool has_word(std::string_view value, std::string_view word) {
  return ascii_lower(value).find(word) != std::string::npos;
}

bool is_inside(const GumboNode* node, const GumboNode* ancestor) {
  for (; node != nullptr; node = node->parent) {
    if (node == ancestor) return true;
  }
  return false;
}

bool is_beside(const GumboNode* node) {
  for (; node != nullptr; node = node->parent) {
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_NAV) return true;
    const std::string_view classes = attribute(node, "class");
    for (const std::string_view word : {"related", "comment", "sidebar", "popular", "recommend", "latest"}) {
      if (has_word(classes, word) && tag != GUMBO_TAG_BODY) return true;
    }
  }
  return false;
}

HtmlFacts html_facts(const GumboNode* root) {
  HtmlFacts found;
  walk(
      root,
      [&](const GumboNode* node) {
        if (node->type == GUMBO_NODE_TEXT &&
            std::string_view(node->v.text.text).find("©") != std::string_view::npos) {
          if (const auto year = copyright_year(node->v.text.text)) found.copyright = year;
        }
        if (!is_element(node)) return false;
        note_element(node, found);
        const GumboTag tag = tag_of(node);
        return tag != GUMBO_TAG_SVG && tag != GUMBO_TAG_TEMPLATE && tag != GUMBO_TAG_SCRIPT;
      },
      [](const GumboNode*) {});
  return found;
}

}  // namespace pressmark
