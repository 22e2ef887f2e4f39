#include <boost/test/unit_test.hpp>

#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

ReadResult read(const std::string& xml, const std::string& path = "feed.xml") {
  const Result<ReadResult> result = read_document(xml, request_of(path, "/documents/"));
  BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().message));
  return result.value();
}

ErrorCode error_of(const std::string& xml) {
  const Result<ReadResult> result = read_feed(xml, request_of("feed.xml", "/"));
  BOOST_REQUIRE(!result.ok());
  return result.error().code;
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_atom_entries) {
  const ReadResult result = read(
      R"(<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://example.org/">
    <title>Org news</title><entry><id>tag:example.org,2022:1</id><title type="html">A &amp;amp; B</title>
    <link rel="self" href="x.atom"/><link href="news/1"/><published>2022-03-29T10:00:00Z</published><updated>2022-04-01T00:00:00Z</updated>
    <author><name>Joan Hartley</name></author><category term="t" label="Topic"/>
    <summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2 id="m">Method</h2><p>One <b>two</b>.</p></div></content></entry></feed>)");
  BOOST_REQUIRE(result.publications.size() == 1);
  const Publication& entry = result.publications[0];
  BOOST_TEST(entry.id == "tag:example.org,2022:1");
  BOOST_TEST(entry.url == "https://example.org/news/1");
  BOOST_TEST(entry.title == "A & B");
  BOOST_TEST(entry.published->iso() == "2022-03-29");
  BOOST_TEST(entry.modified->iso() == "2022-04-01");
  BOOST_TEST(entry.authors.at(0) == "Joan Hartley");
  BOOST_TEST(entry.topics.at(0) == "Topic");
  BOOST_TEST(entry.publisher == "Org news");
  BOOST_TEST(entry.language == "de");
  BOOST_TEST(entry.summary == "Short.");
  BOOST_TEST((entry.kind == Kind::kPost));
  BOOST_TEST(joined(entry, Role::kBody) == "One two.");
  BOOST_TEST(entry.parts.at(1).anchor == "#m");
}

BOOST_AUTO_TEST_CASE(reads_rss_items) {
  const ReadResult result = read(
      R"(<rss version="2.0" xmlns:dc="d" xmlns:content="c"><channel><title>News</title><link>https://example.org/</link>
    <language>en-gb</language><item><title>One</title><link>/1</link><guid isPermaLink="false">g1</guid>
    <pubDate>Tue, 29 Mar 2022 10:00:00 GMT</pubDate><author>j@example.org (Joan Hartley)</author><category>a</category>
    <description>Short</description><content:encoded><![CDATA[<p>Long &eacute; text</p>]]></content:encoded></item>
    <item><description>&lt;p&gt;Only &lt;b&gt;this&lt;/b&gt;&lt;/p&gt;</description><guid>https://example.org/2</guid></item>
    <item></item></channel></rss>)");
  BOOST_REQUIRE(result.publications.size() == 2);
  const Publication& one = result.publications[0];
  BOOST_TEST(one.id == "g1");
  BOOST_TEST(one.url == "https://example.org/1");
  BOOST_TEST(one.published->iso() == "2022-03-29");
  BOOST_TEST(one.authors.at(0) == "Joan Hartley");
  BOOST_TEST(one.summary == "Short");
  BOOST_TEST(joined(one, Role::kBody) == "Long é text");
  BOOST_TEST(result.publications[1].url == "https://example.org/2");
  BOOST_TEST(joined(result.publications[1], Role::kBody) == "Only this");
  BOOST_REQUIRE(result.bad_items.size() == 1);
  BOOST_TEST(result.bad_items[0].where == "entry 3");
}

BOOST_AUTO_TEST_CASE(reads_rss_1_items_beside_their_channel) {
  const ReadResult result = read(R"(<rdf:RDF xmlns:rdf="r"><channel><title>N</title></channel>
    <item><title>One</title><link>https://example.org/1</link><dc:date xmlns:dc="d">2022-03-29</dc:date></item></rdf:RDF>)");
  BOOST_REQUIRE(result.publications.size() == 1);
  BOOST_TEST(result.publications[0].id == "https://example.org/1");
  BOOST_TEST(result.publications[0].published->iso() == "2022-03-29");
}

BOOST_AUTO_TEST_CASE(decodes_the_declared_encoding) {
  const ReadResult result = read(
      "<?xml version='1.0' "
      "encoding='windows-1251'?><rss><channel><item><title>\xCF\xF0\xE8\xE2\xE5\xF2</title></item></"
      "channel></rss>");
  BOOST_TEST(result.publications.at(0).title == "Привет");
}

BOOST_AUTO_TEST_CASE(refuses_xml_that_declares_entities) {
  BOOST_TEST((error_of("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>") == ErrorCode::kUnsupported));
  BOOST_TEST((error_of("<!DOCTYPE rss SYSTEM \"a]b\" \n[ ]><rss/>") == ErrorCode::kUnsupported));
  BOOST_TEST(read("<!DOCTYPE rss PUBLIC \"-//[x]//\" "
                  "\"x.dtd\"><rss><channel><item><title>[x]</title></item></channel></rss>")
                 .publications.size() == 1u);
}

BOOST_AUTO_TEST_CASE(refuses_damaged_and_empty_feeds) {
  BOOST_TEST((error_of("no markup at all") == ErrorCode::kDamaged));
  BOOST_TEST((error_of("<rss><channel><title>x</title></channel></rss>") == ErrorCode::kEmpty));
}

BOOST_AUTO_TEST_CASE(survives_deep_nesting) {
  std::string xml = "<feed><entry><title>";
  for (int i = 0; i < 100'000; ++i) xml += "<a>";
  xml += "x";
  for (int i = 0; i < 100'000; ++i) xml += "</a>";
  xml += "</title><content type='xhtml'>";
  for (int i = 0; i < 100'000; ++i) xml += "<div>";
  xml += "deep text";
  for (int i = 0; i < 100'000; ++i) xml += "</div>";
  BOOST_TEST(joined(read(xml + "</content></entry></feed>").publications.at(0), Role::kBody) == "deep text");
}
