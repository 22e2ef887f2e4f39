#include "indexer/reader/html_metadata.h"

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
  const char* expected;
  Provenance from;
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.html;
}

Publication page(const std::string& html, const std::string& path = "a.html") {
  return read_one("<!doctype html>" + html + "<p>Text of the page.</p>", path);
}

#define LD(json) "<script type='application/ld+json'>" json "</script>"

const Row kTitles[] = {
    {LD("{\"@type\":\"NewsArticle\",\"headline\":\"From &amp; JSON\"}") "<title>x</title>", "From & JSON",
     Provenance::kJsonLd},
    {LD("{\"@graph\":[{\"@type\":\"Organization\",\"name\":\"O\"},{\"@type\":[\"Thing\",\"Report\"],\"name\":"
        "\"R\"}]}"),
     "R", Provenance::kJsonLd},
    {"<meta property=og:title content='From OG'><title>x</title><h1>y</h1>", "From OG",
     Provenance::kOpenGraph},
    {"<meta name=DC.title content='From DC'><title>x</title>", "From DC", Provenance::kDublinCore},
    {"<title>x</title><h1>From h1</h1>", "From h1", Provenance::kHeading},
    {"<title>From title</title>", "From title", Provenance::kMeta},
    {"<meta property=og:site_name content=Site><title>The page | Site</title>", "The page",
     Provenance::kMeta},
    {"<meta property=og:site_name content=Site><title>Site – The page</title>", "The page",
     Provenance::kMeta},
    {"<meta property=og:title content='The page - Some Other Name'><h1>The page</h1>", "The page",
     Provenance::kOpenGraph},
    {"<title>Before and after - a history</title>", "Before and after - a history", Provenance::kMeta},
    {LD("{\"@type\":\"Article\",\"headline\":\"A long headl…\"}") "<h1>A long headline in full</h1>",
     "A long headline in full", Provenance::kHeading},
    {LD("{\"@type\":\"WebSite\",\"name\":\"Site\"}") "<title>The page | Site</title>", "The page",
     Provenance::kMeta},
};

}  // namespace

BOOST_DATA_TEST_CASE(takes_the_title_from, data::make(kTitles)) {
  const Publication publication = page(sample.html);
  BOOST_TEST(publication.title == sample.expected);
  BOOST_TEST((publication.title_from == sample.from));
}

namespace {

const Row kDates[] = {
    {LD("{\"@type\":\"Article\",\"datePublished\":\"2022-03-29T10:00\"}") "<meta "
                                                                          "property=article:published_time "
                                                                          "content=2020-01-01>",
     "2022-03-29", Provenance::kJsonLd},
    {LD("{\"@type\":\"Article\",\"datePublished\":\"soon\"}") "<meta property=article:published_time "
                                                              "content=2022-03-29>",
     "2022-03-29", Provenance::kOpenGraph},
    {"<meta name=dcterms.issued content=2022-03-29><meta name=date content=2021-01-01>", "2022-03-29",
     Provenance::kDublinCore},
    {"<meta name=pubdate content=20220329>", "2022-03-29", Provenance::kMeta},
    {"<time datetime=2022-03-29>yesterday</time>", "2022-03-29", Provenance::kTimeElement},
    {"<time>29 March 2022</time>", "2022-03-29", Provenance::kTimeElement},
    {"<aside><time datetime=2019-01-01></time></aside><time datetime=2022-03-29></time>", "2022-03-29",
     Provenance::kTimeElement},
    {"<span itemprop=datePublished content=2022-03-29></span>", "2022-03-29", Provenance::kTimeElement},
    {"<p class=byline>By Joan Hartley, 29 March 2022</p>", "2022-03-29", Provenance::kByline},
    {"<p class=date>Tuesday 29th March</p>", "", Provenance::kNone},
    {"<p>On 29 March 2022 it rained.</p>", "", Provenance::kNone},
};

}  // namespace

BOOST_DATA_TEST_CASE(takes_the_date_from, data::make(kDates)) {
  const Publication publication = page(sample.html);
  BOOST_TEST((publication.published ? publication.published->iso() : "") == sample.expected);
  BOOST_TEST((publication.published_from == sample.from));
}

BOOST_AUTO_TEST_CASE(takes_the_date_from_the_path_and_then_from_the_file) {
  BOOST_TEST(page("<title>x</title>", "news/2022/03/29/x.html").published->iso() == "2022-03-29");
  ReadRequest request;
  request.path = "a.html";
  request.file_date = Date::make(2020, 1, 2);
  const auto result = read_document("<!doctype html><title>x</title>", request);
  BOOST_TEST(result.value().publications[0].published->iso() == "2020-01-02");
  BOOST_TEST((result.value().publications[0].published_from == Provenance::kFileTime));
}

BOOST_AUTO_TEST_CASE(reads_json_ld_with_its_common_faults) {
  // A list at the top, references between items, a line feed inside a string, a comment around it all.
  const Publication publication = page(LD(R"(<!-- [{"@type":"WebPage","description":"A
  summary"}, {"@context":"https://schema.org","@graph":[
    {"@type":"https://schema.org/BlogPosting","headline":"H","author":[{"@id":"#jh"},{"name":"Ann Lee"},"Bo"],
     "publisher":{"@id":"#org"},"keywords":"a, b,a","inLanguage":"de-DE","dateModified":"2022-04-01"},
    {"@id":"#jh","@type":"Person","name":"Joan Hartley"},{"@id":"#org","@type":"Organization","name":"Org"}]}] -->)"));
  BOOST_TEST(publication.title == "H");
  BOOST_TEST(publication.summary == "A summary");
  const std::vector<std::string> authors = {"Joan Hartley", "Ann Lee", "Bo"};
  BOOST_TEST(publication.authors == authors, boost::test_tools::per_element());
  const std::vector<std::string> topics = {"a", "b"};
  BOOST_TEST(publication.topics == topics, boost::test_tools::per_element());
  BOOST_TEST(publication.publisher == "Org");
  BOOST_TEST(publication.language == "de");
  BOOST_TEST(publication.modified->iso() == "2022-04-01");
  BOOST_TEST((publication.kind == Kind::kPost));
  BOOST_TEST(publication.warnings.empty());
}

BOOST_AUTO_TEST_CASE(survives_json_ld_that_is_broken_or_hostile) {
  std::string deep = "{\"@type\":\"Article\",\"author\":";
  for (int i = 0; i < 100'000; ++i) deep += "[";
  const std::string circle =
      R"([{"@id":"#a","@type":"Article","headline":"x","author":{"@id":"#b"}},{"@id":"#b","name":{"@id":"#a"}}])";
  for (const std::string& json :
       {std::string("{\"headline\": "), deep, circle, std::string("[1, null, \"x\", {\"@type\": 3}]"),
        std::string(R"({"@type":"Article","headline":["a"],"author":[[["x"]]],"keywords":{"a":1}})")}) {
    const Publication publication =
        page("<title>T</title><script type=application/ld+json>" + json + "</script>");
    BOOST_TEST(!publication.title.empty());
  }
  BOOST_TEST(page("<script type=application/ld+json>{oops}</script>").warnings.front() == "bad_json_ld");
}

namespace {

struct Identity {
  const char* canonical;
  const char* base_url;
  const char* id;
  const char* url;
};
std::ostream& operator<<(std::ostream& out, const Identity& row) {
  return out << row.canonical << " under " << row.base_url;
}

const Identity kIdentities[] = {
    {"", "/documents/", "a/b.html", "/documents/a/b.html"},
    {"https://example.org/b", "/documents/", "https://example.org/b", "https://example.org/b"},
    {"https://example.org/d/x%20y", "https://example.org/d/", "x y", "https://example.org/d/x%20y"},
    {"../c", "https://example.org/d/", "c", "https://example.org/d/c"},
    {"/elsewhere", "https://example.org/d/", "https://example.org/elsewhere",
     "https://example.org/elsewhere"},
    {"c#part", "/documents/", "a/c", "/documents/a/c"},
    {"https://example.org/", "/documents/", "a/b.html", "/documents/a/b.html"},  // the front page
    {"javascript:x", "/documents/", "a/b.html", "/documents/a/b.html"},
};

}  // namespace

BOOST_DATA_TEST_CASE(is_known_by_its_canonical_address, data::make(kIdentities)) {
  const std::string link = "<link rel=canonical href='" + std::string(sample.canonical) + "'>";
  const Publication publication =
      read_one("<!doctype html>" + link + "<p>x</p>", "a/b.html", sample.base_url);
  BOOST_TEST(publication.id == sample.id);
  BOOST_TEST(publication.url == sample.url);
}

BOOST_AUTO_TEST_CASE(tells_kinds_apart) {
  BOOST_TEST((page("<title>x</title>").kind == Kind::kPage));
  BOOST_TEST((page("<title>x</title>", "news/2022/03/x.html").kind == Kind::kPost));
  BOOST_TEST((page(LD("{\"@type\":\"Report\",\"name\":\"x\"}")).kind == Kind::kReport));
  BOOST_TEST((page(LD("{\"@type\":\"NewsArticle\",\"headline\":\"x\"}")).kind == Kind::kPost));
  // Some systems call every page an article; only a dated one is a post.
  BOOST_TEST((page("<meta property=og:type content=article>").kind == Kind::kPage));
  BOOST_TEST((
      page("<meta property=og:type content=article><meta property=article:published_time content=2022-01-01>")
          .kind == Kind::kPost));
}

BOOST_AUTO_TEST_CASE(collects_people_topics_and_language) {
  const Publication publication = page(
      "<html lang=pt-BR><meta name=author content='By Joan Hartley'><meta name=keywords content='a; b , c'>"
      "<meta property=article:author content='https://example.org/x'><meta name=description content=' The  "
      "summary '>"
      "<meta property=og:site_name content='Larkfield Institute'>");
  BOOST_TEST(publication.authors.size() == 1u);
  BOOST_TEST(publication.authors.at(0) == "Joan Hartley");
  BOOST_TEST(publication.topics.size() == 3u);
  BOOST_TEST(publication.language == "pt");
  BOOST_TEST((publication.language_from == Provenance::kMeta));
  BOOST_TEST(publication.summary == "The summary");
  BOOST_TEST(publication.publisher == "Larkfield Institute");
}

namespace {

const Row kAuthors[] = {
    {LD("{\"@type\":\"Article\",\"author\":{\"name\":\"Ann Lee\"}}") "<meta name=author content=x>",
     "Ann Lee", Provenance::kJsonLd},
    {"<meta property=article:author content='Ann Lee'>", "Ann Lee", Provenance::kOpenGraph},
    {"<meta property=article:author content='https://example.org/ann'><meta name=author content='Ann Lee'>",
     "Ann Lee", Provenance::kMeta},
    {"<meta name=dc.creator content='Ann Lee'>", "Ann Lee", Provenance::kDublinCore},
    {"<meta name=citation_author content='Ann Lee'>", "Ann Lee", Provenance::kMeta},
    {"<a rel=author href=/ann>Ann Lee</a>", "Ann Lee", Provenance::kByline},
    {"<span itemprop=author><span itemprop=name>Ann Lee</span></span>", "Ann Lee", Provenance::kByline},
    {"<p class=byline>By Ann Lee, 29 March 2022</p>", "Ann Lee", Provenance::kByline},
    {"<aside><p class=byline>By Ann Lee</p></aside>", "", Provenance::kNone},
    {"<p class=author-note>Told by many</p>", "", Provenance::kNone},
};
const Row kSeries[] = {
    {LD("{\"@type\":\"Article\",\"isPartOf\":{\"@type\":\"PublicationIssue\",\"isPartOf\":{\"@type\":"
        "\"Periodical\",\"name\":\"Notes\"}}}"),
     "Notes", Provenance::kJsonLd},
    {LD("{\"@type\":\"Article\",\"isPartOf\":[{\"@type\":\"WebPage\",\"name\":\"P\"},{\"@type\":"
        "\"CreativeWorkSeries\",\"name\":\"Notes\"}]}"),
     "Notes", Provenance::kJsonLd},
    {LD("{\"@type\":\"Article\",\"isPartOf\":{\"@type\":\"WebSite\",\"name\":\"Site\"}}"), "",
     Provenance::kNone},
    {"<meta name=dcterms.isPartOf content=Notes>", "Notes", Provenance::kDublinCore},
    {"<meta name=citation_series_title content=Notes>", "Notes", Provenance::kMeta},
    {"<meta name=dcterms.isPartOf content='https://example.org/notes'>", "", Provenance::kNone},
};
const Row kTopics[] = {
    {LD("{\"@type\":\"Article\",\"keywords\":[\"a\",\"b\"],\"articleSection\":\"s\"}"), "a; b",
     Provenance::kJsonLd},
    {LD("{\"@type\":\"Article\",\"articleSection\":\"s\"}") "<meta name=keywords content='a, b'>", "a; b",
     Provenance::kMeta},
    {LD("{\"@type\":\"Article\",\"articleSection\":\"s\"}"), "s", Provenance::kJsonLd},
    {"<meta property=article:tag content=a><meta property=article:tag content=b>", "a; b",
     Provenance::kOpenGraph},
    {"<meta name=dc.subject content='a;b'>", "a; b", Provenance::kDublinCore},
};
const Row kKinds[] = {
    {LD("{\"@type\":\"Report\",\"name\":\"x\"}"), "report", Provenance::kJsonLd},
    {LD("{\"@type\":\"NewsArticle\",\"headline\":\"x\"}"), "post", Provenance::kJsonLd},
    {"<meta name=dc.type content=Report>", "report", Provenance::kDublinCore},
    {"<meta property=og:type content=article><meta property=article:published_time content=2022-01-01>",
     "post", Provenance::kOpenGraph},
    {"<meta property=og:type content=article>", "page", Provenance::kNone},
};
const Row kAddresses[] = {
    {"<link rel=canonical href=/b>", "/b", Provenance::kNone},
    {"<meta property=og:url content='https://example.org/b'>", "https://example.org/b", Provenance::kNone},
    {"<link rel=canonical href=/b><meta property=og:url content='https://example.org/c'>", "/b",
     Provenance::kNone},
    {"<base href='https://example.org/x/'><link rel=canonical href=b>", "https://example.org/x/b",
     Provenance::kNone},
    {"<base href='https://example.org/x/'>", "/documents/a.html", Provenance::kNone},
};

std::string listed(const std::vector<std::string>& entries) {
  std::string text;
  for (const std::string& entry : entries) text += (text.empty() ? "" : "; ") + entry;
  return text;
}

}  // namespace

BOOST_DATA_TEST_CASE(takes_the_authors_from, data::make(kAuthors)) {
  const Publication publication = page("<title>T</title>" + std::string(sample.html));
  BOOST_TEST(listed(publication.authors) == sample.expected);
  BOOST_TEST((publication.authors_from == sample.from));
}
BOOST_DATA_TEST_CASE(takes_the_series_from, data::make(kSeries)) {
  const Publication publication = page("<title>T</title>" + std::string(sample.html));
  BOOST_TEST(publication.series == sample.expected);
  BOOST_TEST((publication.series_from == sample.from));
}
BOOST_DATA_TEST_CASE(takes_the_topics_from, data::make(kTopics)) {
  const Publication publication = page("<title>T</title>" + std::string(sample.html));
  BOOST_TEST(listed(publication.topics) == sample.expected);
  BOOST_TEST((publication.topics_from == sample.from));
}
BOOST_DATA_TEST_CASE(takes_the_kind_from, data::make(kKinds)) {
  const Publication publication = page("<title>T</title>" + std::string(sample.html));
  BOOST_TEST(kind_name(publication.kind) == sample.expected);
  BOOST_TEST((publication.kind_from == sample.from));
}
BOOST_DATA_TEST_CASE(takes_the_address_from, data::make(kAddresses)) {
  BOOST_TEST(page("<title>T</title>" + std::string(sample.html)).url == sample.expected);
}

BOOST_AUTO_TEST_CASE(tells_the_year_of_a_byline_by_the_dates_around_it) {
  const char* byline = "<p class=byline>Tuesday 29th March</p>";
  const auto dated = [&](const std::string& html, const std::string& path) {
    const Publication publication = page("<title>T</title>" + html + byline, path);
    return publication.published_from == Provenance::kByline ? publication.published->iso() : "";
  };
  BOOST_TEST(dated("<meta property=article:modified_time content=2022-04-02>", "a.html") == "2022-03-29");
  BOOST_TEST(dated("<p>© 2022 Larkfield Institute</p>", "a.html") == "2022-03-29");
  BOOST_TEST(dated("", "news/2022/03/a.html") == "2022-03-29");
  BOOST_TEST(dated("", "a.html") == "");
}
