// How the content of a page becomes parts and blocks.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

struct Row {
  const char* html;
  const char* expected;  // body texts apart by " / "
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.html;
}

/// A page whose main element is this.
Publication page(const std::string& main) {
  return read_one(
      "<!doctype html><html lang=en><title>T</title><body><main>" + main + "</main></body></html>", "a.html");
}

const Row kInline[] = {
    {"<p>one <b>t</b>wo <i>three</i></p>", "one two three"},
    {"<p>one<br>two<br/>three</p>", "one two three"},
    {"<p>a\n\n  b\tc</p>", "a b c"},
    {"<p>one<span> two</span><a href=x>three</a></p>", "one twothree"},
    {"<p>x<img alt=y>z</p>", "x z"},
    {"<p>H<sub>2</sub>O</p>", "H2O"},
    {"<p>漢<ruby>字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby></p>", "漢字"},
    {"<x-note>custom <p>inner</p></x-note>", "custom / inner"},
};
const Row kEntities[] = {
    {"<p>AT&ampT &copy 2021</p>", "AT&T © 2021"},
    {"<p>&#x80; &#8364; &euro;</p>", "€ € €"},
    {"<p>a&nbsp;b &notanentity;</p>", "a b ¬anentity;"},
    {"<p>&lt;script&gt;</p>", "<script>"},
    {"<p>&#0; &#xD800; &#x110000;</p>", "\uFFFD \uFFFD \uFFFD"},
    {"<p>soft&shy;hyphen</p>", "soft\u00ADhyphen"},
};
const Row kBlocks[] = {
    {"<p>one<p>two", "one / two"},
    {"one<div>two</div>three", "one / two / three"},
    {"<ul><li>one<li>two</ul>", "one / two"},
    {"<ul><li>one<ul><li>inner</ul>after</ul>", "one / inner / after"},
    {"<dl><dt>term<dd>meaning</dl>", "term / meaning"},
    {"<pre>a\n  b</pre>", "a b"},
    {"<p>one</div></span></p>two", "one / two"},
    {"<p>one<p></p><p> </p><p>two", "one / two"},
    {"<details><summary>More</summary><p>inside</details>", "More / inside"},
};
const Row kUnseen[] = {
    {"<p>a<script>var x = '<p>no</p>';</script>b</p>", "ab"},
    {"<p>a</p><style>p { x: y }</style><noscript>no</noscript>", "a"},
    {"<p>a</p><template><p>no</template>", "a"},
    {"<p>a</p><p hidden>no</p><p style='display : none'>no</p>", "a"},
    {"<p>a</p><p hidden=until-found>yes</p>", "a / yes"},
    {"<p>a <span aria-hidden=true>no</span></p>", "a"},
    {"<p>a</p><select><option>no</select><textarea>no</textarea>", "a"},
    {"<p>a</p><svg><text>no</text></svg><iframe>no</iframe>", "a"},
    {"<p>a<!-- no --></p>", "a"},
};

}  // namespace

BOOST_DATA_TEST_CASE(joins_inline_text, data::make(kInline)) {
  BOOST_TEST(joined(page(sample.html), Role::kBody) == sample.expected);
}
BOOST_DATA_TEST_CASE(decodes_entities_as_browsers_do, data::make(kEntities)) {
  BOOST_TEST(joined(page(sample.html), Role::kBody) == sample.expected);
}
BOOST_DATA_TEST_CASE(cuts_blocks, data::make(kBlocks)) {
  BOOST_TEST(joined(page(sample.html), Role::kBody) == sample.expected);
}
BOOST_DATA_TEST_CASE(leaves_out_what_nobody_sees, data::make(kUnseen)) {
  BOOST_TEST(joined(page(sample.html), Role::kBody) == sample.expected);
}

BOOST_AUTO_TEST_CASE(gives_blocks_their_roles) {
  const Publication publication = page(
      "<h1>T</h1><p class='lead'>The standfirst.</p><p>Body.</p><blockquote><p>Quoted.</p></blockquote>"
      "<figure><img><figcaption>A caption.</figcaption></figure>");
  BOOST_TEST(joined(publication, Role::kTitle) == "T");
  BOOST_TEST(joined(publication, Role::kSummary) == "The standfirst.");
  BOOST_TEST(joined(publication, Role::kBody) == "Body.");
  BOOST_TEST(joined(publication, Role::kQuote) == "Quoted.");
  BOOST_TEST(joined(publication, Role::kCaption) == "A caption.");
}

BOOST_AUTO_TEST_CASE(knows_a_caption_by_its_name_and_who_took_the_picture_by_its_words) {
  const Publication publication = page(
      "<p>Body.</p><div class=wp-caption><img src=a><p class=wp-caption-text>The mill in spring.</p></div>"
      "<figure><img src=b><figcaption>Photo: Ann Lee</figcaption></figure>"
      "<figure><blockquote>Quoted in a figure.</blockquote></figure>");
  BOOST_TEST(joined(publication, Role::kCaption) == "The mill in spring.");
  BOOST_TEST(joined(publication, Role::kQuote) == "Quoted in a figure.");
  BOOST_TEST(joined(publication, Role::kBoilerplate) == "Photo: Ann Lee");
  BOOST_TEST(joined(publication, Role::kBody) == "Body.");
}

BOOST_AUTO_TEST_CASE(writes_a_data_table_as_rows_and_cells) {
  const Publication publication = page(
      "<p>x</p><table><caption>Homes</caption><thead><tr><th>Year<th>Homes</thead>"
      "<tbody><tr><td>2020<td><b>1</b>,200<tr><td> "
      "</td><td></td></tr><tr><td>2021</td><td></td></tr></table>");
  BOOST_TEST(joined(publication, Role::kTable) == "Year\tHomes\n2020\t1,200\n2021\t");
  BOOST_TEST(joined(publication, Role::kCaption) == "Homes");
}

BOOST_AUTO_TEST_CASE(reads_a_layout_table_as_text) {
  for (const char* html :
       {"<table><tr><td>menu<td><h2>Section</h2><p>Body.</table>",
        "<table><tr><td>menu<td><table><tr><td>x</table><p>Body.</table>",
        "<table role=presentation><tr><td>menu<td><p>Body.</table>", "<table><tr><td><p>Body.</table>"}) {
    const Publication publication = page(html);
    BOOST_TEST(joined(publication, Role::kTable) == "");
    BOOST_TEST(joined(publication, Role::kBody).find("Body.") != std::string::npos);
  }
}

namespace {

const Row kAnchors[] = {
    {"<h2 id=a>H</h2>", "#a"},
    {"<h2><a name=a></a>H</h2>", "#a"},
    {"<h2><span id=a>H</span></h2>", "#a"},
    {"<section id=a><h2>H</h2></section>", "#a"},
    {"<section id=a><div><h2>H</h2></div></section>", "#a"},
    {"<a id=a></a><h2>H</h2>", "#a"},
    {"<section id=a><h2 id=b>H</h2></section>", "#b"},
    {"<section id=a><p>text</p><h2>H</h2></section>", ""},
    {"<h2>H</h2>", ""},
    {"<h2 id='é b/c'>H</h2>", "#%C3%A9%20b%2Fc"},
};

}  // namespace

BOOST_DATA_TEST_CASE(opens_a_section_at_its_anchor, data::make(kAnchors)) {
  const Publication publication = page("<p>before</p>" + std::string(sample.html) + "<p>after</p>");
  BOOST_REQUIRE_EQUAL(publication.parts.size(), 2u);
  BOOST_TEST(publication.parts[0].label == "");
  BOOST_TEST(publication.parts[0].anchor == "");
  BOOST_TEST(publication.parts[1].label == "H");
  BOOST_TEST(publication.parts[1].anchor == sample.expected);
}

BOOST_AUTO_TEST_CASE(says_the_title_once_and_first) {
  for (const char* html :
       {"<h1>The title</h1><p>x</p>", "<p>kicker</p><h1 id=top>The “title”</h1><p>x</p>", "<p>x</p>"}) {
    const Publication publication =
        read_one("<title>The title</title><main>" + std::string(html) + "</main>", "a.html");
    BOOST_TEST(texts_of(publication, Role::kTitle).size() == 1u);
    BOOST_TEST((publication.parts.at(0).blocks.at(0).role == Role::kTitle));
    BOOST_TEST(joined(publication, Role::kHeading) == "");
    BOOST_TEST(publication.parts.size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(reads_pages_without_text_by_their_title_and_refuses_those_without_either) {
  BOOST_TEST(read_one("<title>Only this</title>", "a.html").title == "Only this");
  const auto empty = read_document("<!doctype html><body><script>render()</script>", request_of("a.html"));
  BOOST_REQUIRE(!empty.ok());
  BOOST_TEST((empty.error().code == ErrorCode::kEmpty));
}

namespace {

struct Charset {
  const char* why;
  std::string html;
};
std::ostream& operator<<(std::ostream& out, const Charset& row) {
  return out << row.why;
}

const Charset kCharsets[] = {
    {"meta charset", "<meta charset=windows-1251><title>\xCF\xF0\xE8\xE2\xE5\xF2</title>"},
    {"http-equiv",
     "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; "
     "charset=koi8-r'><title>\xF0\xD2\xC9\xD7\xC5\xD4</title>"},
    {"XML declaration",
     "<?xml version='1.0' encoding='windows-1251'?><html><title>\xCF\xF0\xE8\xE2\xE5\xF2</title></html>"},
    {"byte order mark beats meta", "\xEF\xBB\xBF<meta charset=windows-1251><title>Привет</title>"},
    {"none, but UTF-8", "<html><title>Привет</title>"},
    {"UTF-16",
     std::string(
         "\xFF\xFE<\0t\0i\0t\0l\0e\0>\0\x1F\x04@\x04\x38\x04\x32\x04\x35\x04\x42\x04<\0/\0t\0i\0t\0l\0e\0>\0",
         44)},
};

}  // namespace

BOOST_DATA_TEST_CASE(knows_the_charset_by, data::make(kCharsets)) {
  BOOST_TEST(read_one(sample.html, "a.html").title == "Привет");
}

namespace {

struct ServerCharset {
  const char* why;
  const char* content_type;
  std::string html;
};
std::ostream& operator<<(std::ostream& out, const ServerCharset& row) {
  return out << row.why;
}

const ServerCharset kServerCharsets[] = {
    {"the server's word", "text/html; charset=windows-1251", "<title>\xCF\xF0\xE8\xE2\xE5\xF2</title>"},
    {"before the page's own", "text/html; Charset=\"KOI8-R\"",
     "<meta charset=windows-1251><title>\xF0\xD2\xC9\xD7\xC5\xD4</title>"},
    {"after the byte order mark", "text/html; charset=gbk", "\xEF\xBB\xBF<title>Привет</title>"},
    {"not when it is unknown", "text/html; charset=nonesuch",
     "<meta charset=windows-1251><title>\xCF\xF0\xE8\xE2\xE5\xF2</title>"},
    {"not when the bytes deny it", "text/html; charset=utf-8",
     "<meta charset=windows-1251><title>\xCF\xF0\xE8\xE2\xE5\xF2</title>"},
    {"not when it is the default of servers", "text/html; charset=iso-8859-1", "<title>Привет</title>"},
    {"none", "text/html", "<title>Привет</title>"},
};

}  // namespace

BOOST_DATA_TEST_CASE(believes_the_charset_of_the_server, data::make(kServerCharsets)) {
  ReadRequest request = request_of("a.html");
  request.content_type = sample.content_type;
  const auto result = read_html(sample.html, request);
  BOOST_REQUIRE(result.ok());
  BOOST_TEST(result.value().publications.at(0).title == "Привет");
}

BOOST_AUTO_TEST_CASE(resolves_a_canonical_address_against_the_one_it_was_fetched_from) {
  ReadRequest request = request_of("ignored.html");
  request.url = "https://example.org/news/a?session=1";
  const auto result = read_html("<link rel='nofollow Canonical' href=b><title>x</title>", request);
  BOOST_REQUIRE(result.ok());
  BOOST_TEST(result.value().publications.at(0).url == "https://example.org/news/b");
}

BOOST_AUTO_TEST_CASE(names_the_documents_that_a_page_offers) {
  const auto result = read_html(
      "<title>Skills</title><nav><a href=/terms.pdf>Terms</a></nav><main><h1>Skills</h1><p>The report is "
      "out, says "
      "the trust, and may be read by all who want to: <a href='/skills.PDF#page=2'>the report</a>, <a "
      "href=annex.docx?v=2>its annex</a>, <a href=/skills.PDF>again</a>, <a href=/about>about us</a>, <a "
      "href='mailto:a@b.pdf'>a letter</a>.</p></main>",
      request_of("news/a.html"));
  BOOST_REQUIRE(result.ok());
  BOOST_TEST(result.value().publications.at(0).documents ==
                 (std::vector<std::string>{"/skills.PDF", "/news/annex.docx?v=2"}),
             boost::test_tools::per_element());
}
