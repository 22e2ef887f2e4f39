#include "indexer/reader/html_metadata.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/html_content.h"
#include "indexer/reader/json_ld.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kBylineBytesMax = 200;  // a longer run that mentions a date is a sentence of the text

constexpr size_t kHeadingBytesMax = 4'096;  // read of an h1
constexpr size_t kCandidatesMax = 1'000;    // headings, times and bylines looked at on one page

constexpr auto kTitleSeparators = std::to_array<std::string_view>(
    {" | ", " – ", " — ", " - ", " · ", " • ", " :: ", " » ", " « ", " / ", ": "});

/// What was found in one pass over the page.
struct Found {
  std::multimap<std::string, std::string> meta;  // name, property or itemprop (small) -> content
  std::vector<std::string_view> json_ld;
  std::string canonical;
  std::string title_element;
  std::vector<std::pair<const GumboNode*, std::string>> headings;  // h1
  std::vector<const GumboNode*> times;
  std::vector<const GumboNode*> bylines;
  std::string html_language;
};

bool has_word(std::string_view value, std::string_view word) {
  return ascii_lower(value).find(word) != std::string::npos;
}

void note_meta(const GumboNode* node, Found& found) {
  const std::string_view content = attribute(node, "content");
  if (content.empty()) return;
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string_view name = attribute(node, key);
    if (!name.empty())
      found.meta.emplace(ascii_lower(trim(name)), squeeze(content.substr(0, limits::kFieldBytesMax)));
  }
}

void note_element(const GumboNode* node, Found& found) {
  switch (tag_of(node)) {
    case GUMBO_TAG_HTML:
      found.html_language = attribute(node, "lang");
      if (found.html_language.empty()) found.html_language = attribute(node, "xml:lang");
      break;
    case GUMBO_TAG_META:
      note_meta(node, found);
      break;
    case GUMBO_TAG_LINK:
      if (found.canonical.empty() && equal_ignoring_case(trim(attribute(node, "rel")), "canonical")) {
        found.canonical = attribute(node, "href");
      }
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

Found look(const GumboNode* root) {
  Found found;
  walk(
      root,
      [&](const GumboNode* node) {
        if (!is_element(node)) return false;
        note_element(node, found);
        const GumboTag tag = tag_of(node);
        return tag != GUMBO_TAG_SVG && tag != GUMBO_TAG_TEMPLATE && tag != GUMBO_TAG_SCRIPT;
      },
      [](const GumboNode*) {});
  return found;
}

bool is_inside(const GumboNode* node, const GumboNode* ancestor) {
  for (; node != nullptr; node = node->parent) {
    if (node == ancestor) return true;
  }
  return false;
}

/// Whether the node stands in a list of other articles, a footer or an aside.
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

bool looks_like_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("@");
}

class Metadata {
 public:
  Metadata(const GumboNode* root, const GumboNode* main) : found_(look(root)), main_(main) {
    size_t broken_count = 0;
    facts_ = read_json_ld(found_.json_ld, broken_count);
    if (broken_count > 0) out_.warnings.push_back("bad_json_ld");
  }

  HtmlMetadata run() {
    out_.canonical = found_.canonical;
    out_.schema_type = facts_.type;
    const std::string og_type = ascii_lower(meta({"og:type"}));
    const bool og_dated = found_.meta.count("article:published_time") > 0;
    out_.is_article =
        (is_article_type(facts_.type) && facts_.type != "Report") || (og_type == "article" && og_dated);
    out_.is_report = facts_.type == "Report";
    out_.publisher =
        first({facts_.publisher, meta({"og:site_name"}), meta({"dc.publisher", "dcterms.publisher"}),
               meta({"publisher", "citation_publisher", "application-name"}), facts_.site_name});
    if (looks_like_address(out_.publisher))
      out_.publisher = first({meta({"og:site_name"}), facts_.site_name});
    out_.summary = first({facts_.description, meta({"og:description"}),
                          meta({"dc.description", "dcterms.description", "dcterms.abstract"}),
                          meta({"description", "twitter:description"})});
    out_.series = meta({"dcterms.ispartof", "citation_series_title"});
    set_title();
    set_authors();
    set_dates();
    set_language();
    set_topics();
    return std::move(out_);
  }

 private:
  static std::string first(std::initializer_list<std::string> texts) {
    for (const std::string& text : texts) {
      if (!text.empty()) return text;
    }
    return {};
  }

  std::string meta(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      const auto entry = found_.meta.find(name);
      if (entry != found_.meta.end() && !entry->second.empty()) return entry->second;
    }
    return {};
  }

  std::vector<std::string> metas(std::initializer_list<const char*> names) const {
    std::vector<std::string> values;
    for (const char* name : names) {
      const auto [begin, end] = found_.meta.equal_range(name);
      for (auto entry = begin; entry != end; ++entry) values.push_back(entry->second);
      if (!values.empty()) break;
    }
    return values;
  }

  /// The page's own main heading: the one in its content, else the one that its title begins with, else the
  /// first.
  std::string heading() const {
    for (const auto& [node, text] : found_.headings) {
      if (is_inside(node, main_)) return text;
    }
    for (const auto& [node, text] : found_.headings) {
      if (found_.title_element.starts_with(text)) return text;
    }
    for (const auto& [node, text] : found_.headings) {
      if (!is_beside(node) && !same_words(text, out_.publisher)) return text;
    }
    return {};
  }

  void set_title() {
    const std::string h1 = heading();
    const std::string site = first({meta({"og:site_name"}), out_.publisher, facts_.site_name});
    const auto choose = [&](const std::string& text, Provenance from) {
      if (!out_.title.empty() || text.empty()) return;
      // A headline cut for a preview, when the page has all of it.
      std::string_view stem = text;
      for (const std::string_view dots : {"...", "…"}) {
        if (stem.ends_with(dots)) stem = trim(stem.substr(0, stem.size() - dots.size()));
      }
      const bool cut = stem.size() < text.size() && h1.size() > stem.size() && h1.starts_with(stem);
      out_.title = cut ? h1 : without_site_name(text, site, h1);
      out_.title_from = cut ? Provenance::kHeading : from;
    };
    const bool named = is_article_type(facts_.type) || !h1.empty();
    if (named) choose(facts_.headline, Provenance::kJsonLd);
    choose(meta({"og:title"}), Provenance::kOpenGraph);
    choose(meta({"dc.title", "dcterms.title", "citation_title"}), Provenance::kDublinCore);
    choose(h1, Provenance::kHeading);
    choose(found_.title_element, Provenance::kMeta);
    choose(facts_.headline, Provenance::kJsonLd);
    choose(meta({"twitter:title"}), Provenance::kMeta);
  }

  void set_authors() {
    out_.authors = facts_.authors;
    if (out_.authors.empty()) out_.authors = metas({"dc.creator", "dcterms.creator", "citation_author"});
    if (out_.authors.empty())
      out_.authors = metas({"author", "article:author", "parsely-author", "sailthru.author"});
    std::erase_if(out_.authors,
                  [](const std::string& name) { return looks_like_address(name) || name.empty(); });
    for (std::string& name : out_.authors) {
      if (equal_ignoring_case(std::string_view(name).substr(0, 3), "by ")) name.erase(0, 3);
    }
    std::vector<std::string> unique;
    for (std::string& name : out_.authors) {
      if (std::find(unique.begin(), unique.end(), name) == unique.end()) unique.push_back(std::move(name));
    }
    out_.authors = std::move(unique);
  }

  void publish(std::string_view text, Provenance from) {
    if (out_.published) return;
    out_.published = parse_written_date(text);
    if (out_.published) out_.published_from = from;
  }

  void set_dates() {
    publish(facts_.published, Provenance::kJsonLd);
    publish(meta({"article:published_time", "og:published_time", "og:article:published_time"}),
            Provenance::kOpenGraph);
    publish(meta({"dcterms.issued", "dc.date.issued", "dcterms.available", "dc.date", "dcterms.date",
                  "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date"}),
            Provenance::kDublinCore);
    publish(meta({"datepublished", "date", "pubdate", "publishdate", "publish-date", "publish_date",
                  "publication_date", "publication-date", "article.published", "parsely-pub-date",
                  "sailthru.date", "dcsext.articlefirstpublished"}),
            Provenance::kMeta);
    for (const bool inside : {true, false}) {
      for (const GumboNode* time : found_.times) {
        if (attribute(time, "itemprop") == "dateModified" || has_word(attribute(time, "class"), "updated"))
          continue;
        if (is_inside(time, main_) == inside && !is_beside(time))
          publish(time_text(time), Provenance::kTimeElement);
      }
    }
    for (const GumboNode* byline : found_.bylines) {
      if (out_.published) break;
      if (is_invisible(byline) || is_beside(byline)) continue;
      const std::string text = text_of(byline, kBylineBytesMax * 4);
      if (text.size() <= kBylineBytesMax) publish(text, Provenance::kByline);
    }
    out_.modified = parse_written_date(
        first({facts_.modified, meta({"article:modified_time", "og:updated_time", "og:modified_time"}),
               meta({"dcterms.modified", "dc.date.modified", "datemodified", "last-modified", "revised"})}));
  }

  static std::string time_text(const GumboNode* time) {
    for (const char* name : {"datetime", "content"}) {
      if (const std::string_view value = attribute(time, name); !value.empty()) return std::string(value);
    }
    return text_of(time, kBylineBytesMax);
  }

  void set_language() {
    const auto choose = [&](std::string_view tag, Provenance from) {
      if (!out_.language.empty()) return;
      out_.language = primary_subtag(tag);
      if (!out_.language.empty()) out_.language_from = from;
    };
    choose(facts_.language, Provenance::kJsonLd);
    choose(meta({"og:locale"}), Provenance::kOpenGraph);
    choose(meta({"dc.language", "dcterms.language"}), Provenance::kDublinCore);
    // A template's lang may be wrong; but it is what browsers and readers aloud go by, so it wins.
    if (const std::string declared = primary_subtag(found_.html_language); !declared.empty()) {
      out_.language = declared;
      out_.language_from = Provenance::kMeta;
    }
    choose(meta({"content-language"}), Provenance::kMeta);
  }

  void set_topics() {
    std::vector<std::string> lists = facts_.topics;
    if (lists.empty()) lists = metas({"article:tag", "og:article:tag"});
    if (lists.empty()) lists = metas({"dc.subject", "dcterms.subject"});
    if (lists.empty()) lists = metas({"keywords", "news_keywords", "parsely-tags"});
    for (const std::string& list : lists) {
      size_t at = 0;
      while (at <= list.size() && out_.topics.size() < limits::kListItemsMax) {
        const size_t end = std::min(list.find_first_of(",;", at), list.size());
        std::string topic = squeeze(list.substr(at, end - at));
        at = end + 1;
        const bool known = std::find(out_.topics.begin(), out_.topics.end(), topic) != out_.topics.end();
        if (!topic.empty() && !known) out_.topics.push_back(std::move(topic));
      }
    }
  }

  Found found_;
  const GumboNode* main_;
  JsonLdFacts facts_;
  HtmlMetadata out_;
};

}  // namespace

std::string without_site_name(const std::string& title, std::string_view site, std::string_view heading) {
  if (!heading.empty() && title.size() > heading.size() && title.starts_with(heading)) {
    const std::string_view rest = std::string_view(title).substr(heading.size());
    const bool at_separator = std::any_of(kTitleSeparators.begin(), kTitleSeparators.end(),
                                          [&](std::string_view mark) { return rest.starts_with(mark); });
    if (at_separator) return std::string(heading);
  }
  for (const std::string_view separator : kTitleSeparators) {
    const size_t at = title.rfind(separator);
    if (at == std::string::npos || at == 0) continue;
    const std::string_view last = std::string_view(title).substr(at + separator.size());
    if (!site.empty() && same_words(last, site)) return title.substr(0, at);
    const size_t first_at = title.find(separator);
    if (!site.empty() && same_words(std::string_view(title).substr(0, first_at), site)) {
      return title.substr(first_at + separator.size());
    }
  }
  return title;
}

HtmlMetadata html_metadata(const GumboNode* root, const GumboNode* main) {
  return Metadata(root, main).run();
}

}  // namespace pressmark
