#include "server/feed.h"

#include <algorithm>
#include <vector>

#include "server/markup.h"
#include "server/parameters.h"
#include "server/response_json.h"
#include "server/url.h"
#include "server/wording.h"
#include "server/xml.h"

namespace pressmark {
namespace {

// A feed must say when each of its entries was changed; for a publication without a day nobody knows.
constexpr std::string_view kUnknownTime = "1970-01-01T00:00:00Z";

/// One publication in the terms that both kinds of feed have.
struct Item {
  std::string id, url, title, html, time, language;
  std::vector<std::string> authors, tags;
};

std::string address_of(std::string_view path, SearchRequest request, uint32_t page) {
  request.page = page;
  return std::string(path) + '?' + feed_query_string(request);
}

std::string page_address(SearchRequest request) {
  request.facets = true;
  request.page = 1;
  return search_url(request);
}

/// "digital skills (kind report, lang de) – Pressmark".
std::string title_of(const SearchRequest& request) {
  SearchRequest filters;
  filters.filters = request.filters;
  std::string conditions;
  for (const Parameter& parameter : to_parameters(filters)) {
    conditions += (conditions.empty() ? "" : ", ") + parameter.name + ' ' + parameter.value;
  }
  std::string title = request.text;
  if (!conditions.empty()) title += (title.empty() ? "" : " (") + conditions + (title.empty() ? "" : ")");
  return title + " – Pressmark";
}

std::string content_of(const Hit& hit, const std::string& origin) {
  std::string html;
  for (const HitSnippet& snippet : hit.snippets) {
    std::string place = snippet.page.empty() ? snippet.heading : "p. " + snippet.page;
    place = escape_html(place);
    const std::string url = safe_url(snippet.url);
    if (!url.empty() && !place.empty())
      place = "<a href=\"" + escape_html(absolute_url(origin, url)) + "\">" + place + "</a>";
    html += "<p>" + place + (place.empty() ? "" : ": ") + mark_up(snippet.fragment) + "</p>";
  }
  if (!hit.reason.empty()) html += "<p>Found " + escape_html(hit.reason) + ".</p>";
  return html.empty() ? "<p>" + std::string(kind_words(hit.kind)) + "</p>" : html;
}

/// A language tag that XML's type for them allows; empty for any other.
std::string language_tag(const std::string& language) {
  const bool plain = std::all_of(language.begin(), language.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
  return plain ? language : "";
}

Item item_of(const Hit& hit, const std::string& origin) {
  Item item;
  const std::string url = safe_url(hit.url);
  // The place that a link opens differs from search to search; what it belongs to does not.
  item.id = url.empty() ? origin + "/#" + percent_encode(hit.id)
                        : absolute_url(origin, url.substr(0, url.find('#')));
  if (!url.empty()) item.url = absolute_url(origin, url);
  item.title = hit.title.empty() ? hit.id : hit.title;
  item.html = content_of(hit, origin);
  if (hit.published) item.time = hit.published->iso() + "T00:00:00Z";
  item.language = language_tag(hit.language);
  item.authors = hit.authors;
  if (item.authors.empty() && !hit.publisher.empty()) item.authors = {hit.publisher};
  item.tags = {std::string(kind_name(hit.kind))};
  item.tags.insert(item.tags.end(), hit.topics.begin(), hit.topics.end());
  return item;
}

std::string element(std::string_view name, std::string_view text) {
  return '<' + std::string(name) + '>' + escape_xml(text) + "</" + std::string(name) + ">\n";
}

std::string link(std::string_view relation, std::string_view type, std::string_view address) {
  return "<link rel=\"" + std::string(relation) + "\" " +
         (type.empty() ? "" : "type=\"" + std::string(type) + "\" ") + "href=\"" + escape_xml(address) +
         "\"/>\n";
}

std::string entry(const Item& item) {
  std::string xml = "<entry";
  if (!item.language.empty()) xml += " xml:lang=\"" + item.language + '"';
  xml += ">\n" + element("id", item.id) + element("title", item.title);
  if (!item.url.empty()) xml += link("alternate", "", item.url);
  xml += element("updated", item.time.empty() ? kUnknownTime : item.time);
  if (!item.time.empty()) xml += element("published", item.time);
  for (const std::string& author : item.authors) xml += "<author>" + element("name", author) + "</author>\n";
  for (const std::string& tag : item.tags) xml += "<category term=\"" + escape_xml(tag) + "\"/>\n";
  return xml + "<content type=\"html\">" + escape_xml(item.html) + "</content>\n</entry>\n";
}

}  // namespace

std::string atom_feed(const SearchRequest& request, const SearchResponse& response, const FeedPlace& place) {
  static constexpr std::string_view kAtom = "application/atom+xml";
  const std::string self = place.origin + address_of("/search.atom", request, request.page);
  const uint32_t last = last_page(response);
  const auto page = [&](std::string_view relation, uint32_t number) {
    return link(relation, kAtom, place.origin + address_of("/search.atom", request, number));
  };
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\">\n";
  xml += element("id", place.origin + address_of("/search.atom", request, 1));
  xml += element("title", title_of(request));
  xml += element("updated", place.updated.empty() ? kUnknownTime : place.updated);
  xml += "<author><name>Pressmark</name></author>\n";
  xml += "<generator version=\"" PRESSMARK_VERSION "\">Pressmark</generator>\n";
  xml += link("self", kAtom, self);
  xml += link("alternate", "text/html", place.origin + page_address(request));
  xml += link("search", "application/opensearchdescription+xml", place.origin + "/opensearch.xml");
  if (request.page > 1) xml += page("first", 1) + page("previous", request.page - 1);
  if (request.page < last) xml += page("next", request.page + 1) + page("last", last);
  xml += element("opensearch:totalResults", std::to_string(response.total));
  xml += element("opensearch:startIndex", std::to_string(uint64_t{request.page - 1} * request.per_page + 1));
  xml += element("opensearch:itemsPerPage", std::to_string(request.per_page));
  for (const Hit& hit : response.hits) xml += entry(item_of(hit, place.origin));
  return xml + "</feed>\n";
}

std::string json_feed(const SearchRequest& request, const SearchResponse& response, const FeedPlace& place) {
  Json items = Json::array();
  for (const Hit& hit : response.hits) {
    const Item item = item_of(hit, place.origin);
    Json json = {{"id", item.id}};
    if (!item.url.empty()) json["url"] = item.url;
    json["title"] = item.title;
    json["content_html"] = item.html;
    if (!item.time.empty()) json["date_published"] = item.time;
    if (!item.authors.empty()) {
      json["authors"] = Json::array();
      for (const std::string& author : item.authors) json["authors"].push_back({{"name", author}});
    }
    json["tags"] = item.tags;
    if (!item.language.empty()) json["language"] = item.language;
    items.push_back(std::move(json));
  }
  Json feed = {{"version", "https://jsonfeed.org/version/1.1"},
               {"title", title_of(request)},
               {"home_page_url", place.origin + page_address(request)},
               {"feed_url", place.origin + address_of("/search.json", request, request.page)}};
  if (request.page < last_page(response))
    feed["next_url"] = place.origin + address_of("/search.json", request, request.page + 1);
  feed["items"] = std::move(items);
  return dump(feed);
}

}  // namespace pressmark
