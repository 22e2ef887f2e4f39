#include "server/docs_page.h"

#include <boost/test/unit_test.hpp>

#include "server/api_description.h"

using namespace pressmark;

namespace {

size_t count(const std::string& text, const std::string& part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}
bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(docs_page_of_the_api)

BOOST_AUTO_TEST_CASE(has_every_path_with_an_example_that_can_be_followed) {
  const std::string page = docs_page("");
  for (const auto& [path, methods] : api_description().at("paths").items()) {
    const std::string id = "path-" + methods.at("get").at("operationId").get<std::string>();
    BOOST_TEST(count(page, "<article id=\"" + id + '"') == 1u, path);
    BOOST_TEST(has(page, "<a href=\"#" + id + "\"><code>" + path + "</code></a>"), path);
  }
  BOOST_TEST(has(page, "<a href=\"/api/v1/search?q=digital+skills&amp;kind=post&amp;per_page=1\">"));
}

BOOST_AUTO_TEST_CASE(its_examples_ask_for_a_publication_that_there_is) {
  BOOST_TEST(
      has(docs_page("a/b <c>.pdf"), "href=\"/api/v1/publications/a%2Fb%20%3Cc%3E.pdf/similar?limit=3\""));
  BOOST_TEST(has(docs_page(""), "href=\"/api/v1/publications/news%2F2023-03-digital-skills-fund.html\""));
}

BOOST_AUTO_TEST_CASE(says_of_each_parameter_what_it_takes) {
  const std::string page = docs_page("");
  BOOST_TEST(has(
      page, "<th scope=\"row\"><code>per_page</code></th><td>whole number, 1 to 50; 10 if not given</td>"));
  BOOST_TEST(has(page, "<code>q</code> <span class=\"count\">needed</span>"));
  BOOST_TEST(has(page, "<td>list of <a href=\"#schema-Hit\">Hit</a>, at most 50</td>"));
  BOOST_TEST(has(page, "<code>pinned</code> <span class=\"count\">not always</span>"));
}

BOOST_AUTO_TEST_CASE(its_links_within_lead_somewhere) {
  const std::string page = docs_page("");
  size_t links = 0;
  for (size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1)) {
    const std::string id = page.substr(at + 7, page.find('"', at + 7) - at - 7);
    BOOST_TEST(count(page, "id=\"" + id + '"') == 1u, id);
    ++links;
  }
  BOOST_TEST(links > 100u);
}

BOOST_AUTO_TEST_CASE(every_table_has_a_caption_and_all_markup_of_examples_is_text) {
  const std::string page = docs_page("");
  BOOST_TEST(count(page, "<table>") == count(page, "<caption>"));
  BOOST_TEST(!has(page, "<mark>"));
  BOOST_TEST(has(page, "&lt;mark&gt;"));
}

BOOST_AUTO_TEST_SUITE_END()
