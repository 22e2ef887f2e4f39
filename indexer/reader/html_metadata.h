// What a page says of itself: JSON-LD, Open Graph, Dublin Core, meta elements, times and bylines, in this
// order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "indexer/reader/html_tree.h"

namespace pressmark {

struct HtmlMetadata {
  std::string title;
  Provenance title_from = Provenance::kNone;
  std::string summary;
  std::vector<std::string> authors;
  Provenance authors_from = Provenance::kNone;
  std::string publisher;
  std::optional<Date> published;
  Provenance published_from = Provenance::kNone;
  std::optional<Date> modified;
  std::string language;
  Provenance language_from = Provenance::kNone;
  std::vector<std::string> topics;
  Provenance topics_from = Provenance::kNone;
  std::string series;
  Provenance series_from = Provenance::kNone;
  std::string canonical;    // as written, but against the page's <base> if it has one
  std::string schema_type;  // "NewsArticle"
  bool is_article = false;  // the page calls itself one
  bool is_report = false;
  Provenance kind_from = Provenance::kNone;  // of the two above
  std::vector<std::string> warnings;
};

/// `main` is the element with the content: its heading, times and byline are the page's own. `path_date` is
/// the date in the page's address, which tells the year of a date that is written without one.
HtmlMetadata html_metadata(const GumboNode* root, const GumboNode* main, std::optional<Date> path_date);

/// `title` without the site's name at its end ("… | Site"), when it is `site`, or when `heading` is what is
/// before it.
std::string without_site_name(const std::string& title, std::string_view site, std::string_view heading);

}  // namespace pressmark
