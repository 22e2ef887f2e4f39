#include "server/feed.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "server/parameters.h"
#include "tests/unit/server/sample.h"

using namespace pressmark;

namespace {

const FeedPlace kPlace = {"https://s.example", "2026-11-22T10:00:00Z"};

SearchRequest feed_request() {
  SearchRequest request = sample_request();
  request.sort = Sort::kNewest;
  request.per_page = kFeedItems;
  request.facets = false;
  return request;
}
SearchResponse feed_response(uint32_t page = 1) {
  SearchResponse response = sample_response();
  response.page = page;
  response.per_page = kFeedItems;
  return response;
}
bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
size_t count(const std::string& text, const std::string& part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(feed)

BOOST_AUTO_TEST_CASE(an_atom_feed_has_what_the_standard_requires) {
  const std::string xml = atom_feed(feed_request(), feed_response(), kPlace);
  for (const char* part :
       {"<feed xmlns=\"http://www.w3.org/2005/Atom\"",
        "<id>https://s.example/search.atom?q=digital%20%3Cskills%3E&amp;kind=report</id>",
        "<title>digital &lt;skills&gt; (kind report) – Pressmark</title>",
        "<updated>2026-11-22T10:00:00Z</updated>", "<author><name>Pressmark</name>",
        "<link rel=\"self\" type=\"application/atom+xml\" "
        "href=\"https://s.example/search.atom?q=digital%20%3Cskills%3E&amp;kind=report\"/>",
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://s.example/search?q="}) {
    BOOST_TEST(has(xml, part), part);
  }
  for (const char* each : {"<id>", "<title>", "<updated>", "<content type=\"html\">"}) {
    const bool of_feed_too = std::string(each) != "<content type=\"html\">";
    BOOST_TEST(count(xml, each) == (of_feed_too ? 3u : 2u), each);
  }
}

BOOST_AUTO_TEST_CASE(an_entry_keeps_its_identity_whatever_page_of_it_answers) {
  const std::string xml = atom_feed(feed_request(), feed_response(), kPlace);
  BOOST_TEST(has(xml, "<id>https://s.example/documents/reports/skills.pdf</id>"));
  BOOST_TEST(
      has(xml, "<link rel=\"alternate\" href=\"https://s.example/documents/reports/skills.pdf#page=12\"/>"));
  // No link of ours leads to it.
  BOOST_TEST(has(xml, "<id>https://s.example/#https%3A%2F%2Fexample.org%2Fa</id>"));
  BOOST_TEST(!has(xml, "javascript:"));
}

BOOST_AUTO_TEST_CASE(what_documents_hold_is_escaped_for_html_and_then_once_for_xml) {
  const std::string xml = atom_feed(feed_request(), feed_response(), kPlace);
  BOOST_TEST(has(xml, "<title>Skills &lt;2030&gt; &amp; beyond</title>"));
  BOOST_TEST(has(xml, "&lt;mark&gt;digital skills&lt;/mark&gt;"));
  BOOST_TEST(has(xml, "The &amp;lt;b&amp;gt;cost&amp;lt;/b&amp;gt;."));
  BOOST_TEST(has(
      xml,
      "&lt;a href=&quot;https://s.example/documents/reports/skills.pdf#page=12&quot;&gt;p. 12&lt;/a&gt;"));
}

BOOST_AUTO_TEST_CASE(an_entry_without_a_day_is_never_news) {
  const std::string xml = atom_feed(feed_request(), feed_response(), kPlace);
  BOOST_TEST(count(xml, "<published>2022-03-29T00:00:00Z</published>") == 1u);
  BOOST_TEST(count(xml, "<published>") == 1u);
  BOOST_TEST(count(xml, "<updated>1970-01-01T00:00:00Z</updated>") == 1u);
}

BOOST_AUTO_TEST_CASE(a_language_that_is_no_tag_is_left_out) {
  SearchResponse response = feed_response();
  response.hits[0].language = "\"><x>";
  const std::string xml = atom_feed(feed_request(), response, kPlace);
  BOOST_TEST(count(xml, "xml:lang") == 1u);
}

BOOST_AUTO_TEST_CASE(long_feeds_lead_from_page_to_page) {
  const std::string first = atom_feed(feed_request(), feed_response(), kPlace);
  BOOST_TEST(
      has(first,
          "rel=\"next\" type=\"application/atom+xml\" href=\"https://s.example/search.atom?q=digital%20"
          "%3Cskills%3E&amp;kind=report&amp;page=2\""));
  BOOST_TEST(!has(first, "rel=\"previous\""));
  SearchRequest request = feed_request();
  request.page = 2;
  const std::string last = atom_feed(request, feed_response(2), kPlace);
  BOOST_TEST(has(last, "rel=\"previous\""));
  BOOST_TEST(!has(last, "rel=\"next\""));
  BOOST_TEST(has(last, "<opensearch:startIndex>21</opensearch:startIndex>"));
  BOOST_TEST(has(last, "<id>https://s.example/search.atom?q=digital%20%3Cskills%3E&amp;kind=report</id>"));
}

BOOST_AUTO_TEST_CASE(the_json_feed_has_the_same_items) {
  const auto json = nlohmann::json::parse(json_feed(feed_request(), feed_response(), kPlace));
  BOOST_TEST(json.at("version") == "https://jsonfeed.org/version/1.1");
  BOOST_TEST(json.at("feed_url") == "https://s.example/search.json?q=digital%20%3Cskills%3E&kind=report");
  BOOST_TEST(json.at("next_url") ==
             "https://s.example/search.json?q=digital%20%3Cskills%3E&kind=report&page=2");
  const auto& report = json.at("items").at(0);
  BOOST_TEST(report.at("id") == "https://s.example/documents/reports/skills.pdf");
  BOOST_TEST(report.at("url") == "https://s.example/documents/reports/skills.pdf#page=12");
  BOOST_TEST(report.at("title") == "Skills <2030> & beyond");
  BOOST_TEST(report.at("date_published") == "2022-03-29T00:00:00Z");
  BOOST_TEST(report.at("authors") == nlohmann::json::parse(R"([{"name":"A. Writer"}])"));
  BOOST_TEST(report.at("tags") == nlohmann::json({"report"}));
  BOOST_TEST(report.at("language") == "de");
  const auto& post = json.at("items").at(1);
  BOOST_TEST(!post.contains("url"));
  BOOST_TEST(!post.contains("date_published"));
  BOOST_TEST(post.at("content_html") == "<p>Found in the title.</p>");
}

BOOST_AUTO_TEST_CASE(a_feed_of_nothing_is_a_feed) {
  SearchResponse response = feed_response();
  response.hits.clear();
  response.total = 0;
  BOOST_TEST(!has(atom_feed(feed_request(), response, kPlace), "<entry"));
  const auto json = nlohmann::json::parse(json_feed(feed_request(), response, kPlace));
  BOOST_TEST(json.at("items").empty());
  BOOST_TEST(!json.contains("next_url"));
}

BOOST_AUTO_TEST_SUITE_END()
