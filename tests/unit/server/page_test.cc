#include "server/page.h"

#include <boost/test/unit_test.hpp>

#include "server/assets.h"
#include "server/template.h"
#include "server/wording.h"
#include "tests/unit/server/sample.h"

using namespace pressmark;

namespace {

bool has(const std::string& html, const std::string& piece) {
  return html.find(piece) != std::string::npos;
}

size_t count(const std::string& html, const std::string& piece) {
  size_t found = 0;
  for (size_t at = html.find(piece); at != std::string::npos; at = html.find(piece, at + 1)) ++found;
  return found;
}

std::string page_of(SearchRequest request, SearchResponse response) {
  response.page = request.page;
  response.per_page = request.per_page;
  return results_page(request, response);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(every_template_is_well_formed) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.ends_with(".mustache")) continue;
    BOOST_TEST(kainjow::mustache::mustache(std::string(file.bytes)).is_valid(), std::string(file.name));
  }
}

BOOST_AUTO_TEST_CASE(has_no_script_or_style_in_it) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.ends_with(".mustache")) continue;
    const std::string text(file.bytes);
    BOOST_TEST(!has(text, "style="));
    // The report is a file by itself, which no server gives out: it brings its styles along.
    if (file.name != "query_report.mustache") BOOST_TEST(!has(text, "<style"));
    BOOST_TEST(!has(text, " onc"));
    BOOST_TEST(count(text, "<script") == count(text, "<script src="));
  }
}

BOOST_AUTO_TEST_CASE(names_the_query_in_title_heading_and_box_escaped) {
  const std::string html = page_of(sample_request(), sample_response());
  BOOST_TEST(has(html, "<title>digital &lt;skills&gt; – 23 results – Pressmark</title>"));
  BOOST_TEST(has(html, "<h1>23 results for <q><bdi>digital &lt;skills&gt;</bdi></q></h1>"));
  BOOST_TEST(has(html, "value=\"digital &lt;skills&gt;\""));
  BOOST_TEST(!has(html, "<skills>"));
}

BOOST_AUTO_TEST_CASE(shows_a_hit_with_links_that_open_its_passages) {
  const std::string html = page_of(sample_request(), sample_response());
  BOOST_TEST(has(html,
                 "<h2><a href=\"/documents/reports/skills.pdf#page=12\" lang=\"de\"><bdi><mark>Skills</mark> "
                 "&lt;2030&gt; &amp; beyond</bdi></a></h2>"));
  BOOST_TEST(has(html, "<li class=\"kind\">Report</li>"));
  BOOST_TEST(has(html, "<time datetime=\"2022-03-29\">29 March 2022</time>"));
  BOOST_TEST(has(html, "<bdi>Institute &quot;X&quot;</bdi>"));
  BOOST_TEST(has(html, "<li>PDF, 114 pages</li>"));
  BOOST_TEST(has(html, "<li>German</li>"));
  BOOST_TEST(has(html, "href=\"/documents/reports/skills.pdf#page=4\">p. iv<"));
  BOOST_TEST(has(html, "<p lang=\"de\">…a lack of <mark>digital skills</mark>…</p>"));
  BOOST_TEST(has(html, "The &lt;b&gt;cost&lt;/b&gt;."));
  BOOST_TEST(has(html, "37 more matches in this report"));
  BOOST_TEST(has(html, "Found in the title."));
  BOOST_TEST(has(html, "Pinned by the editors."));
}

BOOST_AUTO_TEST_CASE(shows_the_other_forms_and_editions_of_a_hit) {
  SearchResponse response = sample_response();
  response.hits[0].forms[1].url = "/documents/reports/skills-2021.pdf";
  const std::string html = page_of(sample_request(), response);
  BOOST_TEST(has(html, "<a href=\"/documents/skills.html\"><bdi>Skills &amp; beyond: the report</bdi></a>"));
  BOOST_TEST(
      has(html,
          "<a href=\"/documents/reports/skills-2021.pdf\" lang=\"de\"><bdi>Skills &lt;2021&gt;</bdi></a> "
          "<span class=\"count\">PDF, 80 pages</span>"));
  BOOST_TEST(count(html, "Other editions") == 1u);
  BOOST_TEST(!has(page_of(sample_request(), sample_response()), "Other editions"));
}

BOOST_AUTO_TEST_CASE(makes_no_link_of_an_unsafe_address) {
  const std::string html = page_of(sample_request(), sample_response());
  BOOST_TEST(!has(html, "javascript:"));
  BOOST_TEST(has(html, "<h2><bdi lang=\"en\">A post</bdi></h2>"));
}

BOOST_AUTO_TEST_CASE(what_one_hit_lacks_does_not_come_from_another) {
  SearchResponse response = sample_response();
  std::swap(response.hits[0], response.hits[1]);
  const std::string html = page_of(sample_request(), response);
  BOOST_TEST(count(html, "<time") == 1u);
  BOOST_TEST(count(html, "more matches") == 1u);
  BOOST_TEST(count(html, "Found in") == 1u);
}

BOOST_AUTO_TEST_CASE(shows_facets_as_boxes_and_years_as_links) {
  const std::string html = page_of(sample_request(), sample_response());
  BOOST_TEST(has(html,
                 "name=\"kind\" value=\"report\" form=\"search\" checked><span>Reports</span><span "
                 "class=\"count\">12<"));
  BOOST_TEST(has(html, "name=\"kind\" value=\"post\" form=\"search\"><span>Posts</span>"));
  BOOST_TEST(has(html, "name=\"lang\" value=\"de\" form=\"search\"><span>German</span>"));
  BOOST_TEST(has(html, "q=digital%20%3Cskills%3E&amp;kind=report&amp;from=2022&amp;to=2022\""));
  BOOST_TEST(!has(html, "type=\"hidden\""));
}

BOOST_AUTO_TEST_CASE(carries_along_filters_that_have_no_box) {
  SearchRequest request = sample_request();
  request.filters.topics = {"Work"};
  request.filters.kinds = {Kind::kData};
  request.per_page = 20;
  const std::string html = page_of(request, sample_response());
  BOOST_TEST(has(html, "<input type=\"hidden\" name=\"topic\" value=\"Work\">"));
  BOOST_TEST(has(html, "<input type=\"hidden\" name=\"kind\" value=\"data\">"));
  BOOST_TEST(has(html, "<input type=\"hidden\" name=\"per_page\" value=\"20\">"));
  BOOST_TEST(count(html, "type=\"hidden\"") == 3u);
}

BOOST_AUTO_TEST_CASE(a_chip_takes_one_filter_away) {
  SearchRequest request = sample_request();
  request.filters.languages = {"de"};
  request.page = 2;
  const std::string html = page_of(request, sample_response());
  BOOST_TEST(has(html,
                 "<a href=\"/search?q=digital%20%3Cskills%3E&amp;lang=de\"><span class=\"vh\">Remove the "
                 "filter </span>Kind"));
  BOOST_TEST(has(html, "href=\"/search?q=digital%20%3Cskills%3E\">Remove all"));
}

struct Paging {
  uint32_t page, per_page;
  uint64_t total;
  bool previous, next;
};
BOOST_AUTO_TEST_CASE(paging_ends_where_the_results_end) {
  const Paging kPagings[] = {{1, 10, 10, false, false},  {1, 10, 11, false, true},
                             {2, 10, 20, true, false},   {2, 10, 21, true, true},
                             {99, 10, 5000, true, true}, {100, 10, 5000, true, false}};
  for (const Paging& row : kPagings) {
    SearchRequest request = sample_request();
    request.page = row.page;
    request.per_page = row.per_page;
    SearchResponse response = sample_response();
    response.total = row.total;
    const std::string html = page_of(request, response);
    BOOST_TEST_CONTEXT(row.page << " of " << row.total) {
      BOOST_TEST(has(html, "rel=\"prev\"") == row.previous);
      BOOST_TEST(has(html, "rel=\"next\"") == row.next);
    }
  }
}

BOOST_AUTO_TEST_CASE(leads_back_from_beyond_the_end) {
  SearchRequest request = sample_request();
  request.page = 9;
  SearchResponse response = sample_response();
  response.hits.clear();
  const std::string html = page_of(request, response);
  BOOST_TEST(has(html, "page=3\">page 3</a>"));
  BOOST_TEST(!has(html, "rel=\"next\""));
}

BOOST_AUTO_TEST_CASE(helps_when_nothing_is_found) {
  SearchResponse response = sample_response();
  response.hits.clear();
  response.total = 0;
  response.did_you_mean = DidYouMean{"digital skills", 1};
  const std::string html = page_of(sample_request(), response);
  BOOST_TEST(has(html, "<h1>No results for "));
  BOOST_TEST(has(
      html,
      "Did you mean <a href=\"/search?q=digital%20skills&amp;kind=report\"><bdi>digital skills</bdi></a>? "
      "<span class=\"count\">1 result</span>"));
  BOOST_TEST(!has(html, "Search without"));
  BOOST_TEST(has(html, "What may help"));
  response.lifted = {{{"kind"}, {}, 1'234}};
  BOOST_TEST(has(page_of(sample_request(), response),
                 "<a href=\"/search?q=digital%20%3Cskills%3E\">Search without the filter “Kind”</a> <span "
                 "class=\"count\">1,234 results</span>"));
  BOOST_TEST(!has(page_of(sample_request(), response), "What may help"));
}

struct Presets {
  const char* why;
  std::vector<FacetValue> years;
  std::vector<std::string> offered;
};
BOOST_AUTO_TEST_CASE(offers_the_periods_that_narrow_the_results_and_find_some) {
  const Presets kRows[] = {{"something in each",
                            {{"2024", 1, false}, {"2023", 1, false}, {"2019", 1, false}, {"2001", 1, false}},
                            {"Past year", "Past 3 years", "Past 10 years"}},
                           {"nothing new", {{"2019", 3, false}, {"2001", 1, false}}, {"Past 10 years"}},
                           {"nothing old", {{"2024", 3, false}}, {}},
                           {"nothing at all", {{"2024", 0, false}, {"2001", 0, false}}, {}}};
  for (const Presets& row : kRows) {
    SearchRequest request = sample_request();
    request.today = Date::make(2024, 2, 29);
    SearchResponse response = sample_response();
    response.facets = {{"year", row.years}};
    const std::string html = page_of(request, response);
    BOOST_TEST_CONTEXT(row.why) {
      BOOST_TEST(count(html, ">Past ") == row.offered.size());
      for (const std::string& name : row.offered) BOOST_TEST(has(html, ">" + name + "</a>"));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_period_begins_on_this_day_of_its_year_and_is_taken_back_by_itself) {
  SearchRequest request = sample_request();
  request.today = Date::make(2024, 2, 29);
  SearchResponse response = sample_response();
  response.facets = {{"year", {{"2024", 1, false}, {"2001", 1, false}}}};
  BOOST_TEST(has(page_of(request, response), "kind=report&amp;from=2023-03\">Past year</a>"));
  request.filters.published.from = Date::make(2023, 3, 1);
  BOOST_TEST(has(page_of(request, response), "kind=report\" aria-current=\"true\">Past year</a>"));
}

BOOST_AUTO_TEST_CASE(says_when_the_time_was_too_short_and_what_was_not_understood) {
  SearchResponse response = sample_response();
  response.partial = true;
  response.total_exact = false;
  response.notes = {"A note on <x>."};
  const std::string html = page_of(sample_request(), response);
  BOOST_TEST(has(html, "<li>The search was cut short"));
  BOOST_TEST(has(html, "<li>A note on &lt;x&gt;.</li>"));
  BOOST_TEST(has(html, "<h1>about 23 results"));
}

BOOST_AUTO_TEST_CASE(the_empty_page_says_what_is_indexed) {
  const std::string html = home_page({true, "gen-1", "2026-11-22T10:00:00Z", "", 12345, {"en", "de", "xx"}});
  BOOST_TEST(has(html, "12,345 publications in English, German and xx"));
  BOOST_TEST(has(html, "As of 22 November 2026"));
  BOOST_TEST(!has(html, "noindex"));
  BOOST_TEST(has(home_page({true, "", "", "", 1, {}}), "<p class=\"holdings\">1 publication</p>"));
}

BOOST_AUTO_TEST_CASE(the_error_page_names_the_parameters_when_there_are_several) {
  const Problem problem = {
      ProblemCode::kBadParameter, "First <wrong>.", {{"a", "is wrong", "b"}, {"c", "is too", ""}}};
  const std::string html = problem_page(problem, "1f");
  BOOST_TEST(has(html, "<p>First &lt;wrong&gt;.</p>"));
  BOOST_TEST(has(html, "<kbd>a</kbd>: is wrong; try <kbd>b</kbd></li>"));
  BOOST_TEST(has(html, "<kbd>c</kbd>: is too</li>"));
  BOOST_TEST(has(html, "Request 1f"));
}

BOOST_AUTO_TEST_CASE(the_list_of_problems_has_a_place_for_each_type) {
  const std::string html = problems_page();
  for (const ProblemKind& kind : problem_kinds())
    BOOST_TEST(has(html, "id=\"" + std::string(kind.name) + '"'));
}

BOOST_AUTO_TEST_CASE(an_assets_address_leads_to_it_and_templates_have_none) {
  const std::string address = asset_address("style.css");
  BOOST_TEST_REQUIRE(find_asset(address) != nullptr);
  BOOST_TEST(find_asset(address)->bytes == embedded("style.css"));
  BOOST_TEST(find_asset(address)->type == "text/css; charset=utf-8");
  BOOST_TEST(find_asset("/assets/style.css") == nullptr);
  BOOST_TEST(find_asset(asset_address("layout.mustache")) == nullptr);
}

BOOST_AUTO_TEST_CASE(writes_numbers_and_dates_for_readers) {
  BOOST_TEST(number_words(0) == "0");
  BOOST_TEST(number_words(999) == "999");
  BOOST_TEST(number_words(1000) == "1,000");
  BOOST_TEST(number_words(12345678) == "12,345,678");
  BOOST_TEST(date_words(*Date::make(2020, 2, 1)) == "1 February 2020");
  BOOST_TEST(filetype_words("pdf") == "PDF");
  BOOST_TEST(filetype_words("") == "");
}

BOOST_AUTO_TEST_CASE(leads_to_the_feeds_of_what_it_shows_and_to_the_description_for_browsers) {
  SearchRequest request = sample_request();
  request.page = 2;
  request.per_page = 50;
  const std::string html = page_of(request, sample_response());
  const std::string query = "q=digital%20%3Cskills%3E&amp;kind=report\"";
  BOOST_TEST(count(html, "href=\"/search.atom?" + query) == 2u);
  BOOST_TEST(count(html, "href=\"/search.json?" + query) == 2u);
  const std::string home = home_page({true, "gen-000001", "2026-11-22T10:00:00Z", "", 1, {"en"}});
  BOOST_TEST(!has(home, "/search.atom"));
  BOOST_TEST(has(home, "<link rel=\"search\" type=\"application/opensearchdescription+xml\""));
}

BOOST_AUTO_TEST_SUITE_END()
