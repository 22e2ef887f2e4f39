#include "server/opensearch.h"

#include "server/response_json.h"
#include "server/url.h"
#include "server/wording.h"
#include "server/xml.h"

namespace pressmark {

std::string opensearch_description(const std::string& origin) {
  const std::string base = escape_xml(origin);
  const std::string host = base.substr(base.find("://") + 3);
  const auto url = [&](std::string_view type, std::string_view more, std::string_view path) {
    return "<Url type=\"" + std::string(type) + "\" " + std::string(more) + "template=\"" + base +
           std::string(path) + "\"/>\n";
  };
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
         "<ShortName>Pressmark</ShortName>\n"
         "<Description>Reports and posts on " +
         host +
         "</Description>\n"
         "<InputEncoding>UTF-8</InputEncoding>\n"
         "<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">" +
         base + "/favicon.ico</Image>\n" + url("text/html", "method=\"get\" ", "/search?q={searchTerms}") +
         url("application/x-suggestions+json", "method=\"get\" ", "/opensearch-suggest?q={searchTerms}") +
         url("application/atom+xml", "", "/search.atom?q={searchTerms}") +
         url("application/opensearchdescription+xml", "rel=\"self\" ", "/opensearch.xml") +
         "</OpenSearchDescription>\n";
}

std::string opensearch_suggestions(const std::string& origin, std::string_view text,
                                   const std::vector<Suggestion>& suggestions) {
  Json completions = Json::array(), descriptions = Json::array(), urls = Json::array();
  for (const Suggestion& suggestion : suggestions) {
    const std::string url = safe_url(suggestion.url);
    completions.push_back(suggestion.text);
    descriptions.push_back(url.empty() ? count_words(suggestion.total, "result") : "Publication");
    urls.push_back(absolute_url(origin, url.empty() ? "/search?q=" + percent_encode(suggestion.text) : url));
  }
  return dump(Json::array({text, completions, descriptions, urls}));
}

}  // namespace pressmark
