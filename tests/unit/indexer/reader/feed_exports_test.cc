// WordPress exports, sitemaps, and feeds that are not quite XML.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/reader/wordpress_text.h"
#include "indexer/reader/xml_repair.h"
#include "tests/support/golden.h"
#include "tests/unit/indexer/reader/render.h"
#include "tests/unit/indexer/reader/zip_writer.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

ReadResult read(const std::string& bytes, const std::string& path = "feed.xml") {
  const Result<ReadResult> result = read_document(bytes, request_of(path));
  BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().message));
  return result.value();
}

std::string rss(const std::string& inside) {
  return "<rss version='2.0'><channel><title>News</title>" + inside + "</channel></rss>";
}

struct Pair {
  std::string input;
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const Pair& pair) {
  return out << pair.input;
}

const Pair kRepairs[] = {
    {"<a>x</a>", "<a>x</a>"},
    {"<a>b & c &nbsp; &#65; &amp;</a>", "<a>b &amp; c &nbsp; &#65; &amp;</a>"},
    {"<a>1 < 2</a>", "<a>1 &lt; 2</a>"},
    {"<a><b>x<br>y</a>", "<a><b>x<br>y</br></b></a>"},
    {"<a>x</b></a>", "<a>x</a>"},
    {"<a><b>x", "<a><b>x</b></a>"},
    {"<a href=x.html bare title='\"q\"'>y</a>", "<a href=\"x.html\" title=\"&quot;q&quot;\">y</a>"},
    {"<a/>\x01\x0B<b x=1/>", "<a/>\x0B<b x=\"1/\"></b>"},
    {"<?xml version='1.0'?><!DOCTYPE a><!-- c --><a><![CDATA[<b>&]]></a>", "<a>&lt;b&gt;&amp;</a>"},
    {"<a href='never closed>x</a>", "<a href=\"never closed&gt;x&lt;/a&gt;\"></a>"},
    {"<", "&lt;"},
    {"</", "&lt;/"},
    {"<a", "<a></a>"},
    {"", ""},
};

const Pair kWordpress[] = {
    {"One\n\nTwo", "One\n<p>Two\n"},
    {"<p>One</p>\n\n<p>Two</p>", "<p>One</p>\n\n<p>Two</p>"},
    {"<!-- wp:list --><ul></ul>\n\nx", "<!-- wp:list --><ul></ul>\n\nx"},
    {"a [gallery ids=\"1,2\"] b", "a  b\n"},
    {"[caption id=\"x\"]A picture[/caption]", "A picture\n"},
    {"[embed]https://x[/embed]", "https://x\n"},
    {"as he said [sic] in [2021]", "as he said [sic] in [2021]\n"},
    {"open [bracket", "open [bracket\n"},
    {"", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(repairs_what_is_almost_xml, data::make(kRepairs)) {
  BOOST_TEST(repair_xml(sample.input) == sample.expected);
}
BOOST_DATA_TEST_CASE(makes_html_of_wordpress_text, data::make(kWordpress)) {
  BOOST_TEST(wordpress_html(sample.input) == sample.expected);
}

BOOST_AUTO_TEST_CASE(reads_a_feed_that_is_not_well_formed_and_says_so) {
  const ReadResult result =
      read(rss("<item><title>Fish & Chips&nbsp;day</title><link>https://example.org/1</link>"
               "<description><p>One<br>two</description></item><item><title>Cut sho"));
  BOOST_REQUIRE(result.publications.size() == 2);
  BOOST_TEST(result.publications[0].title == "Fish & Chips day");
  BOOST_TEST(joined(result.publications[0], Role::kBody) == "One two");
  BOOST_TEST(result.publications[1].title == "Cut sho");
  BOOST_TEST(result.warnings.at(0).starts_with("repaired_xml: is not well-formed XML"));
}

BOOST_AUTO_TEST_CASE(reads_feeds_in_wide_charsets_with_and_without_a_mark) {
  const std::string xml = rss("<item><title>Tide</title></item>");
  for (const size_t width : {2u, 4u}) {
    for (const bool little : {true, false}) {
      for (const bool marked : {true, false}) {
        std::string wide;
        const auto add = [&](char32_t c) {
          for (size_t i = 0; i < width; ++i) {
            wide += static_cast<char>(c >> (8 * (little ? i : width - 1 - i)));
          }
        };
        if (marked) add(0xFEFF);
        for (const char c : xml) add(static_cast<unsigned char>(c));
        BOOST_TEST(read(wide, "feed").publications.at(0).title == "Tide");
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(reads_a_feed_of_rss_1_by_what_its_items_are_about) {
  const ReadResult result = read(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
      "<channel rdf:about='https://example.org/'><title>News</title></channel>"
      "<item rdf:about='https://example.org/1'><title>One</title><dc:date>2022-03-29T08:00:00Z</dc:date>"
      "<dc:creator>Ann Lee</dc:creator><dc:subject>Work</dc:subject></item></rdf:RDF>");
  const Publication& item = result.publications.at(0);
  BOOST_TEST(item.id == "https://example.org/1");
  BOOST_TEST(item.url == "https://example.org/1");
  BOOST_TEST(item.published->iso() == "2022-03-29");
  BOOST_TEST(item.authors.at(0) == "Ann Lee");
  BOOST_TEST(item.topics.at(0) == "Work");
  BOOST_TEST((item.authors_from == Provenance::kFrontMatter));
  BOOST_TEST((item.topics_from == Provenance::kFrontMatter));
}

BOOST_AUTO_TEST_CASE(reads_a_wordpress_export) {
  const std::string bytes = golden_input("readers/blog.wxr");
  const Result<ReadResult> result = read_document(bytes, request_of("blog.xml", "/documents/"));
  BOOST_REQUIRE(result.ok());
  check_golden("readers/blog.wxr.expected.txt", render(result.value()));
}

BOOST_AUTO_TEST_CASE(refuses_an_export_of_drafts) {
  const auto result = read_document(
      "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><item><title>x</title>"
      "<wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item></channel></rss>",
      request_of("a.xml"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kEmpty));
  BOOST_TEST(result.error().message == "is an export without published posts or pages");
}

BOOST_AUTO_TEST_CASE(reads_a_sitemap_as_links) {
  const ReadResult result = read(
      "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:image='i'><url>"
      "<loc> https://example.org/a?b=1&amp;c=2 </loc><lastmod>2022-03-29T08:00:00+01:00</lastmod>"
      "<image:image><image:loc>https://example.org/i.png</image:loc></image:image></url>"
      "<url><loc>mailto:x@example.org</loc></url><url><loc>a\"b:///c</loc></url><url/><url><loc>https://"
      "example.org/b</loc></url></urlset>",
      "sitemap.xml");
  const std::vector<Link> links = {{"https://example.org/a?b=1&c=2", Date::make(2022, 3, 29), false},
                                   {"https://example.org/b", std::nullopt, false}};
  BOOST_TEST((result.links == links));
  BOOST_TEST(result.publications.empty());
  BOOST_TEST(result.warnings.at(0) == "unusable_links: 3");
}

BOOST_AUTO_TEST_CASE(reads_a_sitemap_that_is_plain_text) {
  const ReadResult result = read(
      "\xEF\xBB\xBFhttps://example.org/a\r\n\r\n  https://example.org/b?x=1&y=2  \n"
      "https://example.org/c",
      "sitemap.txt");
  BOOST_REQUIRE(result.links.size() == 3u);
  BOOST_TEST(result.links[0].url == "https://example.org/a");
  BOOST_TEST(result.links[1].url == "https://example.org/b?x=1&y=2");
  BOOST_TEST(!result.links[2].sitemap);
  BOOST_TEST(result.publications.empty());
}

BOOST_AUTO_TEST_CASE(reads_an_index_of_sitemaps_also_compressed) {
  const std::string xml =
      "<sitemapindex><sitemap><loc>https://example.org/s1.xml.gz</loc></sitemap></sitemapindex>";
  for (const std::string& bytes : {xml, gzip_of(xml)}) {
    const ReadResult result = read(bytes, "sitemap.xml.gz");
    BOOST_REQUIRE(result.links.size() == 1);
    BOOST_TEST(result.links[0].sitemap);
    BOOST_TEST(result.links[0].url == "https://example.org/s1.xml.gz");
  }
}

BOOST_AUTO_TEST_CASE(takes_as_many_links_as_a_sitemap_may_have) {
  std::string xml = "<urlset>";
  for (size_t i = 0; i < limits::kLinksMax; ++i) {
    xml += "<url><loc>https://example.org/" + std::to_string(i) + "</loc></url>";
  }
  const ReadResult whole = read(xml + "</urlset>");
  BOOST_TEST(whole.links.size() == limits::kLinksMax);
  BOOST_TEST(whole.warnings.empty());
  const ReadResult cut = read(xml + "<url><loc>https://example.org/more</loc></url></urlset>");
  BOOST_TEST(cut.links.size() == limits::kLinksMax);
  BOOST_TEST(cut.warnings.size() == 1u);
}

BOOST_AUTO_TEST_CASE(refuses_a_compressed_feed_that_its_size_does_not_explain) {
  const std::string bomb =
      gzip_of(rss("<item><title>" + std::string(limits::kArchiveFreeBytes, ' ') + "</title></item>"));
  const auto result = read_document(bomb, request_of("feed.xml.gz"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kTooLarge));
}
