// Feeds (reader.h): Atom, RSS 2.0 and RSS 1.0; each entry is a publication.
#include <algorithm>
#include <initializer_list>
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
#include "indexer/reader/xml.h"

namespace pressmark {
namespace {

/// What the feed says for all of its entries.
struct FeedFacts {
  std::string title;
  std::string language;
  std::string base;  // what relative links are relative to
};

bool has_word(std::string_view value, std::string_view word) {
  return value.find(word) != std::string_view::npos;
}

/// The address that the entry is about.
std::string link_of(const pugi::xml_node& entry, const std::string& base) {
  std::string fallback;
  for (const pugi::xml_node& child : entry.children()) {
    if (local_name(child) != "link") continue;
    const std::string_view rel = child.attribute("rel").value();
    const pugi::xml_attribute href = child.attribute("href");
    const std::string url = resolve_url(base, href ? href.value() : xml_text(child).c_str());
    if (url.empty() || has_word(rel, "self") || has_word(rel, "enclosure") || has_word(rel, "replies"))
      continue;
    if (rel.empty() || rel == "alternate") return url;
    if (fallback.empty()) fallback = url;
  }
  return fallback;
}

std::vector<std::string> authors_of(const pugi::xml_node& entry) {
  std::vector<std::string> authors;
  for (const pugi::xml_node& child : entry.children()) {
    const std::string_view name = local_name(child);
    if ((name != "author" && name != "creator") || authors.size() >= limits::kListItemsMax) continue;
    std::string author = child_text(child, "name");
    if (author.empty()) author = plain_text(child);
    // RSS writes "mail@example.org (Name)".
    const size_t open = author.find('(');
    const size_t close = author.rfind(')');
    if (open != std::string::npos && close != std::string::npos && open < close && author.find('@') < open) {
      author = author.substr(open + 1, close - open - 1);
    }
    const bool known = std::find(authors.begin(), authors.end(), author) != authors.end();
    if (!author.empty() && !known) authors.push_back(std::move(author));
  }
  return authors;
}

std::vector<std::string> topics_of(const pugi::xml_node& entry) {
  std::vector<std::string> topics;
  for (const pugi::xml_node& child : entry.children()) {
    const std::string_view name = local_name(child);
    if ((name != "category" && name != "subject") || topics.size() >= limits::kListItemsMax) continue;
    std::string topic = squeeze(child.attribute("label").value());
    if (topic.empty()) topic = squeeze(child.attribute("term").value());
    if (topic.empty()) topic = plain_text(child);
    if (!topic.empty()) topics.push_back(std::move(topic));
  }
  return topics;
}

Result<Publication> read_entry(const pugi::xml_node& entry, const FeedFacts& feed, const ReadRequest& request,
                               size_t number) {
  Publication publication;
  publication.kind = Kind::kPost;
  publication.title = first_text(entry, {"title", "dc:title"});
  if (!publication.title.empty()) publication.title_from = Provenance::kFrontMatter;
  const std::string_view entry_base = local_attribute(entry, "base");
  const std::string base = entry_base.empty() ? feed.base : resolve_url(feed.base, entry_base);
  publication.url = link_of(entry, base);
  publication.id = first_text(entry, {"id", "guid"});
  if (publication.id.empty()) publication.id = resolve_url("https:", local_attribute(entry, "about"));
  if (publication.url.empty() && resolve_url("https:", publication.id) == publication.id) {
    publication.url = publication.id;  // a guid that is its own address
  }
  if (publication.id.empty()) publication.id = publication.url;
  if (publication.id.empty()) {
    publication.id = (request.url.empty() ? request.path : request.url) + "#" + std::to_string(number);
  }

  const std::string summary =
      first_markup(entry, {"summary", "description", "dc:description", "itunes:summary"});
  const std::string content =
      first_markup(entry, {"content:encoded", "content", "atom:content", "xhtml:body", "body", "fullitem"});
  PartsBuilder parts;
  add_html_fragment(content.empty() ? summary : content, parts);
  if (!content.empty()) publication.summary = html_to_text(summary);
  if (publication.title.empty() && parts.empty()) {
    return Error{ErrorCode::kEmpty, "has neither a title nor a text", "entry " + std::to_string(number)};
  }
  if (publication.title.empty()) {
    publication.title = parts.first_heading();
    if (!publication.title.empty()) publication.title_from = Provenance::kHeading;
  }
  publication.parts = std::move(parts).finish(publication.title);
  publication.kind_from = Provenance::kFrontMatter;
  publication.authors = authors_of(entry);
  if (!publication.authors.empty()) publication.authors_from = Provenance::kFrontMatter;
  publication.topics = topics_of(entry);
  if (!publication.topics.empty()) publication.topics_from = Provenance::kFrontMatter;
  publication.publisher = feed.title;
  publication.modified =
      parse_written_date(first_text(entry, {"updated", "atom:updated", "dcterms:modified"}));
  publication.published = parse_written_date(
      first_text(entry, {"published", "pubDate", "issued", "dc:date", "dcterms:issued", "dcterms:created"}));
  if (!publication.published) publication.published = publication.modified;
  if (publication.published) publication.published_from = Provenance::kFrontMatter;
  const std::string_view language = local_attribute(entry, "lang");
  publication.language = primary_subtag(language.empty() ? std::string_view(feed.language) : language);
  if (!publication.language.empty()) publication.language_from = Provenance::kFrontMatter;
  complete(publication, request, Format::kFeed);
  return publication;
}

FeedFacts read_facts(const pugi::xml_node& root, const pugi::xml_node& channel, const ReadRequest& request) {
  FeedFacts facts;
  facts.title = first_text(channel, {"title", "dc:title"});
  facts.language = local_attribute(root, "lang");
  if (facts.language.empty()) facts.language = child_text(channel, "language");
  facts.base = address_of(request);
  const std::string_view declared = local_attribute(root, "base");
  if (!declared.empty()) {
    facts.base = resolve_url(facts.base, declared);
  } else if (const std::string link = link_of(channel, facts.base); !link.empty()) {
    facts.base = link;
  }
  return facts;
}

}  // namespace

Result<ReadResult> read_feed(std::string_view bytes, const ReadRequest& request) {
  pugi::xml_document document;
  std::string warning;
  if (const Result<bool> parsed = parse_feed(bytes, request, document, warning); !parsed.ok()) {
    return parsed.error();
  }
  const pugi::xml_node root = document.document_element();
  const pugi::xml_node channel = local_child(root, "channel") ? local_child(root, "channel") : root;
  const FeedFacts facts = read_facts(root, channel, request);
  ReadResult result;
  if (!warning.empty()) result.warnings.push_back(std::move(warning));
  size_t number = 0;
  // RSS 1.0 keeps its items beside the channel, RSS 2.0 inside it.
  std::vector<pugi::xml_node> lists = {channel};
  if (root != channel) lists.push_back(root);
  for (const pugi::xml_node& list : lists) {
    for (const pugi::xml_node& entry : list.children()) {
      if (local_name(entry) != "entry" && local_name(entry) != "item") continue;
      Result<Publication> publication = read_entry(entry, facts, request, ++number);
      if (publication.ok()) {
        result.publications.push_back(std::move(publication).value());
      } else {
        result.bad_items.push_back(publication.error());
      }
    }
  }
  if (number == 0) return Error{ErrorCode::kEmpty, "is a feed without entries", request.path};
  return result;
}

}  // namespace pressmark
