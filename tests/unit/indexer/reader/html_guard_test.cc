#include "indexer/reader/html_guard.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ctime>
#include <random>

#include "engine/limits.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

std::string repeated(std::string_view text, size_t count) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// `count` copies of the text with each '#' replaced by a number of its own.
std::string numbered(std::string_view text, size_t count) {
  std::string all;
  for (size_t i = 0; i < count; ++i) {
    for (const char c : text) c == '#' ? all += std::to_string(i) : all += c;
  }
  return all;
}

struct Row {
  const char* why;
  std::string html;
  HtmlRisk risk;
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.why;
}

constexpr size_t kDepth = limits::kHtmlDepthMax;

const Row kRisky[] = {
    {"nested blocks", repeated("<div>", kDepth + 1), HtmlRisk::kDepth},
    {"nested blocks with attributes", repeated("<div class='a > b'>", kDepth + 1), HtmlRisk::kDepth},
    {"capitals", repeated("<DIV\n>", kDepth + 1), HtmlRisk::kDepth},
    {"wrong end tags", repeated("<div></span></p>", kDepth + 1), HtmlRisk::kDepth},
    {"nested lists", repeated("<ul><li>", kDepth + 1), HtmlRisk::kDepth},
    {"nested tables", repeated("<table><tr><td>", kDepth + 1), HtmlRisk::kDepth},
    {"SVG's title holds elements", "<svg><title>" + repeated("<div>", kDepth), HtmlRisk::kDepth},
    {"nested SVG groups", "<svg>" + repeated("<g>", kDepth), HtmlRisk::kDepth},
    {"void elements of HTML nest in SVG", "<svg>" + repeated("<link>", kDepth), HtmlRisk::kDepth},
    {"a style in SVG is no raw text", "<svg><style>" + repeated("<g>", kDepth), HtmlRisk::kDepth},
    {"formatting popped by its block", numbered("<p><b id=#></p>", kDepth + 1), HtmlRisk::kDepth},
    {"formatting that each paragraph repeats",
     "<p>" + numbered("<b id=#>", kDepth - 10) + "</p>" + repeated("<p>x</p>", 5'000), HtmlRisk::kNodes},
    {"attributes", "<p " + numbered("a# ", limits::kHtmlAttributesMax + 1) + ">", HtmlRisk::kAttributes},
};
const Row kHarmless[] = {
    {"depth at the limit", repeated("<div>", kDepth) + repeated("</div>", kDepth), HtmlRisk::kNone},
    {"attributes at the limit", "<p " + numbered("a#=1 ", limits::kHtmlAttributesMax) + ">", HtmlRisk::kNone},
    {"paragraphs without end tags", repeated("<p>text", 50'000), HtmlRisk::kNone},
    {"list items without end tags", "<ul>" + repeated("<li>text", 50'000), HtmlRisk::kNone},
    {"rows and cells without end tags", "<table>" + repeated("<tr><td>1<td>2", 20'000), HtmlRisk::kNone},
    {"line breaks", repeated("x<br>", 50'000), HtmlRisk::kNone},
    {"images that are not closed", repeated("<img src=x>", 50'000), HtmlRisk::kNone},
    {"blocks that close what is open in them", repeated("<div><span></div>", 50'000), HtmlRisk::kNone},
    {"the same font again and again", repeated("<p><font size=2>x</p>", 20'000), HtmlRisk::kNone},
    {"links that are not closed", numbered("<a href=#>x", 20'000), HtmlRisk::kNone},
    {"tags in a comment", "<!--" + repeated("<div>", 5'000) + "-->", HtmlRisk::kNone},
    {"tags in a script", "<script>" + repeated("<div>", 5'000) + "</script>", HtmlRisk::kNone},
    {"tags in a title", "<title>" + repeated("<div>", 5'000) + "</title>", HtmlRisk::kNone},
    {"a paragraph ends SVG", repeated("<svg><path><p>x</p>", 20'000), HtmlRisk::kNone},
    {"empty elements of SVG", "<svg>" + repeated("<path d='x'/>", 20'000) + "</svg>", HtmlRisk::kNone},
    {"less-than signs", repeated("< ", 50'000), HtmlRisk::kNone},
    {"empty", "", HtmlRisk::kNone},
};

}  // namespace

BOOST_DATA_TEST_CASE(refuses, data::make(kRisky)) {
  BOOST_TEST((html_risk(sample.html) == sample.risk));
}
BOOST_DATA_TEST_CASE(lets_through, data::make(kHarmless)) {
  BOOST_TEST((html_risk(sample.html) == sample.risk));
}

BOOST_DATA_TEST_CASE(still_finds_the_text_of_a_refused_page, data::make(kRisky)) {
  const std::string html = "<html lang=en><title>The title</title><h2 id=s>Section</h2>" + sample.html +
                           "</title></style><p>Findable <b>wor</b>ds &eacute; &lt; here.";
  const Publication publication = read_one(html, "a.html");
  BOOST_TEST(publication.title == "The title");
  BOOST_TEST(publication.language == "en");
  BOOST_TEST(publication.warnings.front() == "html_too_deep");
  std::string all;
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) all += block.text + "\n";
  }
  BOOST_TEST(all.find("Findable words é < here.") != std::string::npos);
}

BOOST_DATA_TEST_CASE(reads_every_let_through_page, data::make(kHarmless)) {
  const auto result = read_document("<p>Some text.</p>" + sample.html, request_of("a.html"));
  BOOST_TEST(result.ok());
}

BOOST_AUTO_TEST_CASE(takes_time_in_proportion_to_size) {
  const auto seconds = [](const std::string& html) {
    const std::clock_t begin = std::clock();  // of this process: other work on the machine does not count
    const auto result = read_document(html, request_of("a.html"));
    BOOST_TEST(result.ok());
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  // Each is a megabyte or so that costs a parser without a guard from a minute to for ever.
  for (const std::string& html :
       {"<p>x" + repeated("<div>", 200'000), "<p>x" + repeated("<b><i>", 200'000),
        "<p>x<p " + numbered("a# ", 150'000) + ">", "<p>x" + numbered("<p><b id=#>", 100'000),
        "<p>x" + repeated("<!-", 300'000), "<p>x" + repeated("</script", 100'000),
        "<p>x" + repeated("<a ", 300'000), "<p>x" + repeated("<a x='", 150'000),
        "<p>x" + repeated("<svg><desc>", 100'000)}) {
    BOOST_TEST(seconds(html) < 10.0);
  }
}

BOOST_AUTO_TEST_CASE(survives_random_soup) {
  const std::vector<std::string> pieces = {
      "<div>",    "</div>",     "<p>",     "<b>",      "</b>",       "<table>",   "<tr>", "<td>",
      "</table>", "<svg>",      "<title>", "</title>", "<script>",   "</script>", "<!--", "-->",
      "<",        ">",          "text ",   "&amp;",    "&#x80;",     "<a href='", "'",    "\"",
      "<select>", "<option>",   "<h1>",    "</h1>",    "<template>", "<math>",    "<mi>", "<frameset>",
      "</body>",  "<textarea>", "<li>",    "<ul>",     "</",         "<?",        "é",    "<meta charset=x>",
      "<form>"};
  std::mt19937 random(11);
  for (int round = 0; round < 3'000; ++round) {
    std::string html = "<!doctype html><p>words";
    for (size_t i = random() % 60; i > 0; --i) html += pieces[random() % pieces.size()];
    const auto result = read_document(html, request_of("a.html"));
    BOOST_REQUIRE(result.ok());
    html_risk(flatten_html(html));
  }
}

namespace {

struct Slimmed {
  const char* html;
  const char* expected;
};
std::ostream& operator<<(std::ostream& out, const Slimmed& row) {
  return out << row.html;
}

const Slimmed kSlimmed[] = {
    {"<p>a<script>b < c</script>d", "<p>a<script></script>d"},
    {"<STYLE media=x>p { }</Style >d", "<STYLE media=x></Style >d"},
    {"<script type='application/LD+json'>{}</script>", "<script type='application/LD+json'>{}</script>"},
    {"<script><!-- <script> </script> --></script>", "<script><!-- <script> </script> --></script>"},
    {"<title>a</title><textarea>b</textarea>", "<title>a</title><textarea>b</textarea>"},
    {"<svg><style>a</style></svg>", "<svg><style>a</style></svg>"},
    {"a<script>b", "a<script>"},
    {"", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(takes_scripts_and_styles_from_the_parser, data::make(kSlimmed)) {
  const GuardedHtml guarded = guard_html(sample.html);
  BOOST_TEST((guarded.risk == HtmlRisk::kNone));
  BOOST_TEST(guarded.html == sample.expected);
}

BOOST_AUTO_TEST_CASE(counts_elements_up_to_the_limit) {
  const std::string most = repeated("<br>", limits::kHtmlNodesMax);
  BOOST_TEST((html_risk(most) == HtmlRisk::kNone));
  BOOST_TEST((html_risk(most + "<br>") == HtmlRisk::kNodes));
  BOOST_TEST((guard_html(most + "<br>").risk == HtmlRisk::kNodes));
}
