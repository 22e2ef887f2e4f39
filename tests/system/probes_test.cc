// Documents on which search programs are known to fail, through the whole way: files in, answers out.
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "indexer/generation.h"
#include "indexer/pipeline.h"
#include "server/search_service.h"
#include "tests/support/pdf_builder.h"
#include "tests/support/remarks.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

constexpr uint32_t kPages = 40;

/// A report with a running header on each page, a title that a word processor wrote, a word broken at a line
/// end, and one subject on page 31 alone.
std::string report() {
  PdfBuilder pdf;
  pdf.info("Title", "Microsoft Word - flood_final_v7.docx");
  for (uint32_t page = 1; page <= kPages; ++page) {
    pdf.page();
    pdf.text(60, 40, 8, "Harbour Trust Newsroom");
    pdf.text(290, 810, 8, std::to_string(page));
    if (page == 1) pdf.text(60, 140, 26, "Living with high water", true);
    const std::string chapter = std::to_string(page);
    std::vector<std::string> lines = {
        "Chapter " + chapter + " looks at the river gauge of station " + chapter + ".",
        "The gauge was read each morning, and the reading was written down",
        "in the book of station " + chapter + " by its keeper, all the long",
        "summer through and to the end of his term."};
    if (page == 12) {
      lines.emplace_back("The councils along the estuary have agreed on a common and long-");
      lines.emplace_back("term plan for the repair of the embankments and of the infra-");
      lines.emplace_back("structure that crosses them.");
    }
    if (page == 31) {
      lines.emplace_back("Groundwater infiltration through the old brick sewers was found to be");
      lines.emplace_back("the cause of most of the flooded cellars in the lower town.");
    }
    pdf.lines(60, 220, 11, 15, lines);
  }
  return pdf.build();
}

std::string page(const std::string& title, const std::string& body) {
  return "<!doctype html><html lang=en><head><title>" + title + " | Harbour Trust</title></head><body>" +
         "<nav><ul><li><a href='/'>Home</a><li><a href='/newsroom'>Newsroom</a></ul></nav><main><h1>" +
         title + "</h1>" + body +
         "</main><footer><p>Harbour Trust newsroom, 1 Quay Street</p></footer></body></html>";
}

struct Site {
  Site() {
    files.write("flood.pdf", report());
    files.write("opening.html", page("A room for reporters",
                                     "<p>The newsroom of the trust opens its doors to reporters. In the "
                                     "newsroom they find the figures of the day.</p>"));
    files.write("twin.html", page("A twin town",
                                  "<p>Delegates from Orl\u00e9ans came to see the co\u00f6perative "
                                  "that runs the ferry.</p>"));
    files.write("boilers.html", page("New boilers",
                                     "<p>The e\ufb03ciency of the new boilers is above what the maker "
                                     "promised, the council\u2019s engineer says.</p>"));
  }

  RunSummary update(const std::vector<std::string>& more = {}) {
    RunOptions options;
    options.index = index.path() / "index";
    options.sources = {files.path().string()};
    options.sources.insert(options.sources.end(), more.begin(), more.end());
    return run(options, [](std::string_view, size_t, size_t) { return true; });
  }

  SearchResponse ask(const std::string& text) {
    SearchService service(index.path() / "index");
    SearchRequest request;
    request.text = text;
    return service.search(request);
  }

  TempDir files, index;
};

struct SpellingCase {
  const char* query;
  const char* id;
};

const SpellingCase kSpellings[] = {
    // accents, typed and left out
    {"orleans", "twin.html"},
    {"Orl\u00e9ans", "twin.html"},
    {"cooperative", "twin.html"},
    {"co\u00f6perative", "twin.html"},
    // a ligature of one character
    {"efficiency", "boilers.html"},
    {"e\ufb03ciency", "boilers.html"},
    // apostrophes
    {"council's", "boilers.html"},
    {"council\u2019s", "boilers.html"},
    // words broken at a line's end
    {"long-term plan", "flood.pdf"},
    {"\"long-term plan\"", "flood.pdf"},
    {"long term plan", "flood.pdf"},
    {"longterm plan", "flood.pdf"},
    {"infrastructure", "flood.pdf"},
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(probes, Site)

BOOST_AUTO_TEST_CASE(a_hit_on_page_31_shows_page_31_and_opens_there) {
  update();
  const SearchResponse answer = ask("groundwater infiltration");
  BOOST_REQUIRE(!answer.hits.empty());
  const Hit& hit = answer.hits.front();
  BOOST_TEST(hit.id == "flood.pdf");
  BOOST_TEST(hit.page == "31");
  BOOST_TEST(hit.url.ends_with("flood.pdf#page=31"));
  BOOST_REQUIRE(!hit.snippets.empty());
  BOOST_TEST(hit.snippets.front().fragment.text.find("Groundwater infiltration") != std::string::npos);
  BOOST_TEST(!hit.snippets.front().fragment.spans.empty());
}

BOOST_AUTO_TEST_CASE(a_title_that_a_tool_wrote_is_replaced_and_said) {
  const RunSummary summary = update();
  const SearchResponse answer = ask("groundwater");
  BOOST_REQUIRE(!answer.hits.empty());
  BOOST_TEST(answer.hits.front().title == "Living with high water");
  BOOST_TEST(warned(summary, "flood.pdf", "title_repaired"));
}

BOOST_AUTO_TEST_CASE(navigation_and_running_headers_do_not_outrank_the_text) {
  update();
  const SearchResponse answer = ask("newsroom");
  BOOST_REQUIRE(!answer.hits.empty());
  BOOST_TEST(answer.hits.front().id == "opening.html");
  for (const HitSnippet& snippet : answer.hits.front().snippets)
    BOOST_TEST(snippet.fragment.text.find("Quay Street") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_spelling_finds_its_document) {
  update();
  for (const SpellingCase& spelling : kSpellings) {
    const SearchResponse answer = ask(spelling.query);
    BOOST_REQUIRE_MESSAGE(!answer.hits.empty(), spelling.query);
    BOOST_TEST(answer.hits.front().id == spelling.id, spelling.query);
    BOOST_TEST(!answer.hits.front().snippets.empty(), spelling.query);
  }
}

BOOST_AUTO_TEST_CASE(broken_and_empty_files_are_named_and_counted) {
  files.write("broken.pdf", report().substr(0, 300));
  files.write("empty.html", "");
  const RunSummary summary = update();
  BOOST_TEST(summary.failed == 2U);
  const std::vector<Failure> failures = failures_of(summary);
  BOOST_REQUIRE_EQUAL(failures.size(), 2U);
  BOOST_TEST(failures[0].path == "broken.pdf");
  BOOST_TEST(failures[1].path == "empty.html");
  BOOST_TEST(summary.published);
}

BOOST_AUTO_TEST_CASE(an_empty_source_folder_does_not_empty_the_site) {
  update();
  for (const char* name : {"flood.pdf", "opening.html", "twin.html", "boilers.html"})
    std::filesystem::remove(files.path() / name);
  BOOST_CHECK_THROW(update(), GateRefused);
  BOOST_TEST(ask("groundwater").hits.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
