// What a page says of itself in JSON-LD (schema.org), as far as a publication needs it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct JsonLdFacts {
  std::string type;  // of the item chosen: "NewsArticle"; empty when there was none
  std::string headline;
  std::string description;
  std::string published;  // as written
  std::string modified;   // as written
  std::string language;
  std::string publisher;
  std::string site_name;
  std::vector<std::string> authors;
  std::vector<std::string> topics;
  std::vector<std::string> sections;  // of the site
  std::string series;
};

/// The facts of the item that describes the page best in these scripts' texts: an article or report before a
/// page. `broken_count` is how many scripts do not parse.
JsonLdFacts read_json_ld(const std::vector<std::string_view>& scripts, size_t& broken_count);

/// Whether a schema.org type is one of a text that was published ("NewsArticle", "BlogPosting", "Report").
bool is_article_type(std::string_view type);

}  // namespace pressmark
