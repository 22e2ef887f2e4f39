// Sitemaps and indexes of sitemaps (reader.h): links, and no publications.
#include <string>
#include <string_view>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/feed_markup.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/xml.h"

namespace pressmark {

Result<ReadResult> read_sitemap(std::string_view bytes, const ReadRequest& request) {
  pugi::xml_document document;
  std::string warning;
  if (const Result<bool> parsed = parse_feed(bytes, request, document, warning); !parsed.ok()) {
    return parsed.error();
  }
  ReadResult result;
  if (!warning.empty()) result.warnings.push_back(std::move(warning));
  const pugi::xml_node root = document.document_element();
  const bool is_index = local_name(root) == "sitemapindex";
  const std::string base = address_of(request);
  size_t unusable_count = 0;
  for (const pugi::xml_node& entry : root.children()) {
    if (local_name(entry) != (is_index ? "sitemap" : "url")) continue;
    if (result.links.size() == limits::kLinksMax) {
      result.warnings.push_back("links_truncated: a sitemap may name " + std::to_string(limits::kLinksMax));
      break;
    }
    Link link;
    link.url = resolve_url(base, plain_text(local_child(entry, "loc")));
    link.modified = Date::parse(child_text(entry, "lastmod"));
    link.sitemap = is_index;
    if (!is_absolute(link.url) || link.url.size() > limits::kFieldBytesMax) {
      ++unusable_count;
    } else {
      result.links.push_back(std::move(link));
    }
  }
  if (unusable_count > 0) result.warnings.push_back("unusable_links: " + std::to_string(unusable_count));
  if (result.links.empty()) return Error{ErrorCode::kEmpty, "is a sitemap without links", request.path};
  return result;
}

}  // namespace pressmark
