// The page and the JSON of one publication.
#include "server/publication_page.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "server/publication_json.h"
#include "server/response_json.h"
#include "tests/unit/server/sample.h"

using namespace pressmark;

namespace {

bool has(const std::string& html, const std::string& piece) {
  return html.find(piece) != std::string::npos;
}

PublicationPage sample_page() {
  PublicationPage page;
  page.publication = sample_publication();
  page.similar = sample_similar();
  page.asked = FindRequest{"reports/skills.pdf", "digital <skills>", {}, FindOrder::kPage, 1, 20};
  page.found = sample_found();
  return page;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_of_a_publication)

BOOST_AUTO_TEST_CASE(says_what_is_held_of_it) {
  const std::string html = publication_page(sample_page());
  BOOST_TEST(has(html, "<bdi>Skills &lt;2030&gt; &amp; beyond</bdi></h1>"));
  BOOST_TEST(has(html, "href=\"/documents/reports/skills.pdf\""));
  BOOST_TEST(has(html, "What &lt;people&gt; can do."));
  BOOST_TEST(has(html, "29 March 2022"));
  BOOST_TEST(has(html, "PDF, 114 pages"));
  BOOST_TEST(has(html, "The &lt;b&gt;cost&lt;"));
  BOOST_TEST(has(html, "skills &amp; work"));
  BOOST_TEST(has(html, "r&amp;d"));
  BOOST_TEST(has(html, "Skills &lt;2021&gt;"));
  BOOST_TEST(has(html, "Skills &lt;again&gt;"));
  BOOST_TEST(has(html, "Both have: apprentices, r&amp;d"));
}

BOOST_AUTO_TEST_CASE(lets_nothing_through_as_markup_and_links_nowhere_but_to_the_web) {
  const std::string html = publication_page(sample_page());
  for (const char* piece : {"<people>", "<b>", "<2030>", "<2021>", "<again>", "<skills>", "javascript:"})
    BOOST_TEST(!has(html, piece), piece);
}

BOOST_AUTO_TEST_CASE(lists_every_place_with_its_citation_and_its_own_address) {
  const std::string html = publication_page(sample_page());
  BOOST_TEST(has(html, "41 pages for"));
  BOOST_TEST(has(html, "(PDF p. 14)"));
  BOOST_TEST(has(html, "<mark>digital skills</mark>"));
  BOOST_TEST(has(html, "?passage="));
  BOOST_TEST(has(html, "Page 1 of 3"));
  BOOST_TEST(has(html, "page=2"));
  BOOST_TEST(has(html, "order=best"));
}

BOOST_AUTO_TEST_CASE(asks_for_nothing_until_something_is_sought) {
  PublicationPage page = sample_page();
  page.asked.reset();
  page.found.reset();
  const std::string html = publication_page(page);
  BOOST_TEST(has(html, "Find in this report"));
  BOOST_TEST(!has(html, "id=\"found\""));
  BOOST_TEST(!has(html, "id=\"quoted\""));
  BOOST_TEST(!has(html, "no longer in this"));
}

BOOST_AUTO_TEST_CASE(says_that_nothing_was_found) {
  PublicationPage page = sample_page();
  page.found->found.total = 0;
  page.found->found.passages.clear();
  BOOST_TEST(has(publication_page(page), "Nothing for"));
}

BOOST_AUTO_TEST_CASE(shows_a_quoted_passage_or_says_that_it_is_gone) {
  PublicationPage page = sample_page();
  page.quoted = QuotedResponse{sample_passages().passages.front(), true};
  BOOST_TEST(has(publication_page(page), "id=\"quoted\""));
  BOOST_TEST(!has(publication_page(page), "changed in part"));
  page.quoted->whole = false;
  BOOST_TEST(has(publication_page(page), "changed in part"));
  page.quoted = QuotedResponse{};
  BOOST_TEST(!has(publication_page(page), "id=\"quoted\""));
  BOOST_TEST(has(publication_page(page), "no longer in this report"));
}

BOOST_AUTO_TEST_CASE(is_there_as_json_too) {
  const Json json = Json::parse(publication_json(sample_publication()));
  BOOST_TEST(json["id"] == "reports/skills.pdf");
  BOOST_TEST(json["title"] == "Skills <2030> & beyond");
  BOOST_TEST(json["published"] == "2022-03-29");
  BOOST_TEST(json["modified"] == "2022-04-01");
  BOOST_TEST(json["series"] == "Skills");
  BOOST_TEST(json["topics"][0] == "skills & work");
  BOOST_TEST(json["keywords"][1] == "r&d");
  BOOST_TEST(json["forms"].size() == 2u);
  BOOST_TEST(json["parts"][1]["label"] == "12");
  BOOST_TEST(json["parts"][1]["headings"][0] == "The <b>cost</b>");
  BOOST_TEST(json["citation"] == "Institute \"X\", Skills <2030> & beyond, 2022");
  BOOST_TEST(!json.contains("snippets"));

  const Json similar = Json::parse(similar_json(sample_similar()));
  BOOST_TEST(similar["publications"][0]["title"] == "Skills <again>");
  BOOST_TEST(similar["publications"][0]["similarity"] == 0.5);
  BOOST_TEST(similar["publications"][0]["shared"][0] == "apprentices");

  const Json found = Json::parse(found_json(sample_found()));
  BOOST_TEST(found["total"] == 41);
  BOOST_TEST(found["passages"][0]["part"] == 14);
  BOOST_TEST(found["passages"][0]["page"] == "12");
  BOOST_TEST(found["passages"][0]["citation"] ==
             "Institute \"X\", Skills <2030> & beyond, 2022, p. 12 (PDF p. 14)");
  BOOST_TEST(found["passages"][0]["permalink"].get<std::string>().starts_with("/publications/reports%2F"));
}

BOOST_AUTO_TEST_SUITE_END()
