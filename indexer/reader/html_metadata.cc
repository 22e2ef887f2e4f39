#include "indexer/reader/html_metadata.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/html_bylines.h"
#include "indexer/reader/html_facts.h"
#include "indexer/reader/json_ld.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kBylineBytesMax = 200;  // a longer run that mentions a date is a sentence of the text

constexpr auto kTitleSeparators = std::to_array<std::string_view>(
    {" | ", " – ", " — ", " - ", " · ", " • ", " :: ", " » ", " « ", " / ", ": "});

bool looks_like_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("@");
}

class Metadata {
 public:
  Metadata(const GumboNode* root, const GumboNode* main, std::optional<Date> path_date)
      : found_(html_facts(root)), main_(main), path_date_(path_date) {
    size_t broken_count = 0;
    facts_ = read_json_ld(found_.json_ld, broken_count);
    if (broken_count > 0) out_.warnings.push_back("bad_json_ld");
  }

  HtmlMetadata run() {
    set_canonical();
    set_kind();
    out_.publisher =
        first({facts_.publisher, meta({"og:site_name"}), meta({"dc.publisher", "dcterms.publisher"}),
               meta({"publisher", "citation_publisher", "application-name"}), facts_.site_name});
    if (looks_like_address(out_.publisher))
      out_.publisher = first({meta({"og:site_name"}), facts_.site_name});
    out_.summary = first({facts_.description, meta({"og:description"}),
                          meta({"dc.description", "dcterms.description", "dcterms.abstract"}),
                          meta({"description", "twitter:description"})});
    set_title();
    set_authors();
    set_dates();
    set_language();
    set_topics();
    set_series();
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

  void set_canonical() {
    // Every page says its address to be shared by, so that it is as good as the other where that is missing.
    out_.canonical = first({found_.canonical, meta({"og:url"})});
    if (found_.base.empty() || out_.canonical.empty()) return;
    if (std::string url = resolve_url(found_.base, out_.canonical); !url.empty())
      out_.canonical = std::move(url);
  }

  void set_kind() {
    out_.schema_type = facts_.type;
    const std::string dc_type = ascii_lower(meta({"dc.type", "dcterms.type"}));
    // Some systems call every page an article; only a dated one is a post.
    const bool og_article =
        ascii_lower(meta({"og:type"})) == "article" && found_.meta.count("article:published_time") > 0;
    out_.is_report = facts_.type == "Report";
    out_.is_article = is_article_type(facts_.type) && !out_.is_report;
    if (out_.is_report || out_.is_article) {
      out_.kind_from = Provenance::kJsonLd;
    } else if (dc_type == "report" || dc_type == "technical report") {
      out_.is_report = true;
      out_.kind_from = Provenance::kDublinCore;
    } else if (og_article) {
      out_.is_article = true;
      out_.kind_from = Provenance::kOpenGraph;
    }
  }

  /// Takes the first of these lists that has anything in it.
  void choose(std::vector<std::string>& to, Provenance& to_from, std::vector<std::string> list,
              Provenance from) const {
    std::erase_if(list, [](const std::string& text) { return text.empty() || looks_like_address(text); });
    if (!to.empty() || list.empty()) return;
    to = std::move(list);
    to_from = from;
  }

  void set_authors() {
    const auto take = [&](std::vector<std::string> names, Provenance from) {
      choose(out_.authors, out_.authors_from, std::move(names), from);
    };
    take(facts_.authors, Provenance::kJsonLd);
    take(metas({"article:author", "og:article:author"}), Provenance::kOpenGraph);
    take(metas({"dc.creator", "dcterms.creator"}), Provenance::kDublinCore);
    take(metas({"citation_author", "author", "parsely-author", "sailthru.author"}), Provenance::kMeta);
    if (out_.authors.empty()) take(written_authors(), Provenance::kByline);
    for (std::string& name : out_.authors) {
      if (equal_ignoring_case(std::string_view(name).substr(0, 3), "by ")) name.erase(0, 3);
    }
    std::vector<std::string> unique;
    for (std::string& name : out_.authors) {
      if (std::find(unique.begin(), unique.end(), name) == unique.end()) unique.push_back(std::move(name));
    }
    out_.authors = std::move(unique);
  }

  /// Those that the page itself names beside its text, in microdata or under its headline.
  std::vector<std::string> written_authors() const {
    for (const bool named : {true, false}) {
      std::vector<std::string> names;
      for (const GumboNode* node : named ? found_.writers : found_.bylines) {
        if (is_invisible(node) || is_beside(node)) continue;
        const std::string text = text_of(node, kBylineBytesMax * 4);
        if (text.size() > kBylineBytesMax) continue;
        for (std::string& name : authors_in_byline(text, named)) names.push_back(std::move(name));
        if (!named && !names.empty()) break;
      }
      if (!names.empty()) return names;
    }
    return {};
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
    out_.modified = parse_written_date(
        first({facts_.modified, meta({"article:modified_time", "og:updated_time", "og:modified_time"}),
               meta({"dcterms.modified", "dc.date.modified", "datemodified", "last-modified", "revised"})}));
    publish_from_bylines();
  }

  void publish_from_bylines() {
    std::vector<Date> others;
    for (const auto& date : {out_.modified, path_date_, found_.copyright}) {
      if (date) others.push_back(*date);
    }
    for (const GumboNode* byline : found_.bylines) {
      if (out_.published) return;
      if (is_invisible(byline) || is_beside(byline)) continue;
      const std::string text = text_of(byline, kBylineBytesMax * 4);
      if (text.size() > kBylineBytesMax) continue;
      out_.published = resolve_written_date(text, others);
      if (out_.published) out_.published_from = Provenance::kByline;
    }
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
    std::vector<std::string> lists;
    const auto take = [&](std::vector<std::string> topics, Provenance from) {
      choose(lists, out_.topics_from, std::move(topics), from);
    };
    take(facts_.topics, Provenance::kJsonLd);
    take(metas({"article:tag", "og:article:tag"}), Provenance::kOpenGraph);
    take(metas({"dc.subject", "dcterms.subject"}), Provenance::kDublinCore);
    take(metas({"citation_keywords", "keywords", "news_keywords", "parsely-tags"}), Provenance::kMeta);
    take(facts_.sections, Provenance::kJsonLd);
    take(metas({"article:section", "og:article:section"}), Provenance::kOpenGraph);
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

  void set_series() {
    const auto take = [&](const std::string& text, Provenance from) {
      if (!out_.series.empty() || text.empty() || looks_like_address(text)) return;
      out_.series = text;
      out_.series_from = from;
    };
    take(facts_.series, Provenance::kJsonLd);
    take(meta({"dcterms.ispartof", "dc.relation.ispartof", "dc.relation.ispartofseries"}),
         Provenance::kDublinCore);
    take(meta({"citation_series_title", "citation_technical_report_series"}), Provenance::kMeta);
  }

  HtmlFacts found_;
  const GumboNode* main_;
  std::optional<Date> path_date_;
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

HtmlMetadata html_metadata(const GumboNode* root, const GumboNode* main, std::optional<Date> path_date) {
  return Metadata(root, main, path_date).run();
}

}  // namespace pressmark
