// Sitemaps and indexes of sitemaps (reader.h): links, and no publications.
#include <string>
#include <string_view>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/feed_markup.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/xml.h"

namespace pressmark {

namespace {

/// Takes links until there are limits::kLinksMax, and counts what cannot be one.
class LinkList {
 public:
  /// False when it is full, which is noted.
  bool add(Link link) {
    if (result_.links.size() == limits::kLinksMax) {
      result_.warnings.push_back("links_truncated: a sitemap may name " + std::to_string(limits::kLinksMax));
      return false;
    }
    if (!is_absolute(link.url) || link.url.size() > limits::kFieldBytesMax) {
      ++unusable_count_;
    } else {
      result_.links.push_back(std::move(link));
    }
    return true;
  }
  Result<ReadResult> finish(const ReadRequest& request) {
    if (unusable_count_ > 0) result_.warnings.push_back("unusable_links: " + std::to_string(unusable_count_));
    if (result_.links.empty()) return Error{ErrorCode::kEmpty, "is a sitemap without links", request.path};
    return std::move(result_);
  }
  void warn(std::string warning) { result_.warnings.push_back(std::move(warning)); }

 private:
  ReadResult result_;
  size_t unusable_count_ = 0;
};

Result<ReadResult> read_address_list(std::string_view text, const ReadRequest& request) {
  LinkList links;
  const std::string base = address_of(request);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && !links.add({resolve_url(base, line), {}, false})) break;
  }
  return links.finish(request);
}

}  // namespace

Result<ReadResult> read_sitemap(std::string_view bytes, const ReadRequest& request) {
  const std::string_view text = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
  if (trim(text).starts_with("http")) return read_address_list(text, request);
  pugi::xml_document document;
  std::string warning;
  if (const Result<bool> parsed = parse_feed(bytes, request, document, warning); !parsed.ok()) {
    return parsed.error();
  }
  LinkList links;
  if (!warning.empty()) links.warn(std::move(warning));
  const pugi::xml_node root = document.document_element();
  const bool is_index = local_name(root) == "sitemapindex";
  const std::string base = address_of(request);
  for (const pugi::xml_node& entry : root.children()) {
    if (local_name(entry) != (is_index ? "sitemap" : "url")) continue;
    Link link;
    link.url = resolve_url(base, plain_text(local_child(entry, "loc")));
    link.modified = Date::parse(child_text(entry, "lastmod"));
    link.sitemap = is_index;
    if (!links.add(std::move(link))) break;
  }
  return links.finish(request);
}

}  // namespace pressmark
