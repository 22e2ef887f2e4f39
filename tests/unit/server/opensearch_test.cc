#include "server/opensearch.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(opensearch)

BOOST_AUTO_TEST_CASE(describes_pages_suggestions_and_feed_by_whole_addresses) {
  const std::string xml = opensearch_description("https://search.example.org");
  for (const char* part :
       {"<ShortName>Pressmark</ShortName>",
        "<Description>Reports and posts on search.example.org</Description>",
        "type=\"text/html\" method=\"get\" template=\"https://search.example.org/search?q={searchTerms}\"",
        "type=\"application/x-suggestions+json\" method=\"get\" "
        "template=\"https://search.example.org/opensearch-suggest?q={searchTerms}\"",
        "type=\"application/atom+xml\" "
        "template=\"https://search.example.org/search.atom?q={searchTerms}\""}) {
    BOOST_TEST(xml.find(part) != std::string::npos, part);
  }
}

BOOST_AUTO_TEST_CASE(suggests_words_what_they_find_and_where_they_lead) {
  const auto json = nlohmann::json::parse(opensearch_suggestions("https://s.example", "di",
                                                                 {{"digital skills", 1200, ""},
                                                                  {"Digital Decade", 1, "/documents/a.pdf"},
                                                                  {"direct", 1, "javascript:x"}}));
  BOOST_TEST(json[0] == "di");
  BOOST_TEST(json[1] == nlohmann::json({"digital skills", "Digital Decade", "direct"}));
  BOOST_TEST(json[2] == nlohmann::json({"1,200 results", "Publication", "1 result"}));
  BOOST_TEST(json[3] ==
             nlohmann::json({"https://s.example/search?q=digital%20skills",
                             "https://s.example/documents/a.pdf", "https://s.example/search?q=direct"}));
}

BOOST_AUTO_TEST_CASE(without_suggestions_the_lists_are_empty) {
  BOOST_TEST(opensearch_suggestions("https://s.example", "a\"b", {}) == R"(["a\"b",[],[],[]])");
}

BOOST_AUTO_TEST_SUITE_END()
