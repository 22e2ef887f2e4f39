// WordPress exports (reader.h): RSS with elements of its own. What the site shows to everybody is read, each
// post or page a publication.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/reader/feed_markup.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/wordpress_text.h"
#include "indexer/reader/xml.h"

namespace pressmark {
namespace {

/// What the export says of the whole site.
struct Site {
  std::string title;
  std::string language;
  std::string address;
  std::map<std::string, std::string> authors;  // names by logins
};

Site read_site(const pugi::xml_node& channel) {
  Site site;
  site.title = first_text(channel, {"title"});
  site.language = primary_subtag(child_text(channel, "language"));
  site.address = resolve_url("https:", child_text(channel, "base_blog_url"));
  if (site.address.empty()) site.address = resolve_url("https:", child_text(channel, "link"));
  for (const pugi::xml_node& child : channel.children()) {
    if (std::string_view(child.name()) != "wp:author") continue;
    std::string name = child_text(child, "author_display_name");
    if (!name.empty()) site.authors.emplace(child_text(child, "author_login"), std::move(name));
  }
  return site;
}

bool is_published(const pugi::xml_node& item) {
  const std::string type = child_text(item, "post_type");
  return (type == "post" || type == "page") && child_text(item, "status") == "publish" &&
         child_text(item, "post_password").empty();
}

/// The date of "2022-03-29 10:00:00"; nothing for the zeros of a post that was never published.
std::optional<Date> post_date(const pugi::xml_node& item, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::optional<Date> date = parse_written_date(child_text(item, name))) return date;
  }
  return std::nullopt;
}

std::vector<std::string> topics_of(const pugi::xml_node& item) {
  std::vector<std::string> topics;
  for (const pugi::xml_node& child : item.children()) {
    const std::string_view domain = child.attribute("domain").value();
    if (local_name(child) != "category" || (domain != "category" && domain != "post_tag")) continue;
    std::string topic = plain_text(child);
    // What WordPress files a post under that nobody filed.
    if (topic.empty() || std::string_view(child.attribute("nicename").value()) == "uncategorized") continue;
    if (topics.size() < limits::kListItemsMax) topics.push_back(std::move(topic));
  }
  return topics;
}

Result<Publication> read_item(const pugi::xml_node& item, const Site& site, const ReadRequest& request,
                              size_t number) {
  Publication publication;
  publication.kind = child_text(item, "post_type") == "post" ? Kind::kPost : Kind::kPage;
  publication.kind_from = Provenance::kFrontMatter;
  publication.title = first_text(item, {"title"});
  if (!publication.title.empty()) publication.title_from = Provenance::kFrontMatter;
  publication.url = resolve_url(site.address, child_text(item, "link"));
  publication.id = publication.url;
  if (publication.id.empty()) publication.id = child_text(item, "guid");
  if (publication.id.empty()) publication.id = request.path + "#" + child_text(item, "post_id");
  PartsBuilder parts;
  add_html_fragment(wordpress_html(first_markup(item, {"content:encoded"})), parts);
  publication.summary = html_to_text(wordpress_html(first_markup(item, {"excerpt:encoded", "description"})));
  if (publication.title.empty() && parts.empty()) {
    return Error{ErrorCode::kEmpty, "has neither a title nor a text", "item " + std::to_string(number)};
  }
  if (publication.title.empty()) {
    publication.title = parts.first_heading();
    if (!publication.title.empty()) publication.title_from = Provenance::kHeading;
  }
  publication.parts = std::move(parts).finish(publication.title);
  if (const std::string login = child_text(item, "creator"); !login.empty()) {
    const auto author = site.authors.find(login);
    publication.authors = {author == site.authors.end() ? login : author->second};
    publication.authors_from = Provenance::kFrontMatter;
  }
  publication.topics = topics_of(item);
  if (!publication.topics.empty()) publication.topics_from = Provenance::kFrontMatter;
  publication.publisher = site.title;
  publication.published = post_date(item, {"post_date", "post_date_gmt", "pubDate"});
  if (publication.published) publication.published_from = Provenance::kFrontMatter;
  publication.modified = post_date(item, {"post_modified", "post_modified_gmt"});
  publication.language = site.language;
  if (!publication.language.empty()) publication.language_from = Provenance::kFrontMatter;
  complete(publication, request, Format::kWxr);
  return publication;
}

}  // namespace

Result<ReadResult> read_wxr(std::string_view bytes, const ReadRequest& request) {
  pugi::xml_document document;
  std::string warning;
  if (const Result<bool> parsed = parse_feed(bytes, request, document, warning); !parsed.ok()) {
    return parsed.error();
  }
  ReadResult result;
  if (!warning.empty()) result.warnings.push_back(std::move(warning));
  const pugi::xml_node channel = local_child(document.document_element(), "channel");
  const Site site = read_site(channel);
  size_t number = 0;
  size_t left_out_count = 0;
  for (const pugi::xml_node& item : channel.children()) {
    if (local_name(item) != "item") continue;
    ++number;
    if (!is_published(item)) {
      ++left_out_count;
      continue;
    }
    Result<Publication> publication = read_item(item, site, request, number);
    if (publication.ok()) {
      result.publications.push_back(std::move(publication).value());
    } else if (result.bad_items.size() < limits::kBadItemsMax) {
      result.bad_items.push_back(publication.error());
    }
  }
  if (left_out_count > 0) result.warnings.push_back("not_published: " + std::to_string(left_out_count));
  if (number == left_out_count) {
    return Error{ErrorCode::kEmpty, "is an export without published posts or pages", request.path};
  }
  return result;
}

}  // namespace pressmark
