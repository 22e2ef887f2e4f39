#include "indexer/reader/metadata.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/limits.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/utf8.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using pressmark::testing::request_of;
namespace data = boost::unit_test::data;

namespace {

struct Pair {
  std::string input;
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const Pair& pair) {
  return out << pair.input;
}

struct Decoding {
  const char* why;
  std::string bytes;
  const char* declared;
  std::string expected;
  bool warned = false;
};
std::ostream& operator<<(std::ostream& out, const Decoding& row) {
  return out << row.why;
}

const Decoding kDecodings[] = {
    {"ASCII", "plain", "", "plain"},
    {"UTF-8 with mark", "\xEF\xBB\xBFgrün", "", "grün"},
    {"UTF-16LE with mark", std::string("\xFF\xFEg\0r\0\xFC\0", 8), "", "grü"},
    {"UTF-16BE with mark", std::string("\xFE\xFF\0g\0\xFC", 6), "utf-8", "gü"},
    {"UTF-32LE with mark", std::string("\xFF\xFE\0\0g\0\0\0", 8), "", "g"},
    {"declared Latin-1 is windows-1252", "caf\xE9 \x80 \x93x\x94", "ISO-8859-1", "café € “x”"},
    {"declared Cyrillic", "\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251", "Привет"},
    {"declared Japanese", "\x93\xFA\x96\x7B", "Shift_JIS", "日本"},
    {"declared Chinese", "\xD6\xD0\xCE\xC4", "gb2312", "中文"},
    {"UTF-8 though Latin-1 is declared", "caf\xC3\xA9", "iso-8859-1", "café"},
    {"UTF-8 though nothing is declared: short Norwegian", "p\xC3\xA5 \xC3\xB8ya", "", "på øya"},
    {"declared UTF-8 but is not",
     "caf\xE9 au lait, d\xE9j\xE0 vu, l'\xE9t\xE9 fran\xE7"
     "ais et la for\xEAt",
     "utf-8", "café au lait, déjà vu, l'été français et la forêt", true},
    {"unknown label", "caf\xC3\xA9", "no-such-charset", "café"},
    {"UTF-16 declared inside a text that was read as bytes", "caf\xC3\xA9", "utf-16", "café"},
    {"empty", "", "", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(decodes, data::make(kDecodings)) {
  std::string warning;
  const auto text = to_utf8(sample.bytes, sample.declared, warning);
  BOOST_REQUIRE(text.ok());
  BOOST_TEST(text.value() == sample.expected);
  BOOST_TEST(!warning.empty() == sample.warned);
}

BOOST_AUTO_TEST_CASE(refuses_nul_bytes_and_says_where) {
  std::string warning;
  const auto text = to_utf8(std::string_view("ab\0c", 4), "", warning);
  BOOST_REQUIRE(!text.ok());
  BOOST_TEST((text.error().code == ErrorCode::kBadEncoding));
  BOOST_TEST(text.error().where == "byte 2");
}

BOOST_AUTO_TEST_CASE(makes_well_formed_utf8_of_any_bytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 255 + 1);
    std::string warning;
    const auto text = to_utf8(bytes, "", warning);
    BOOST_REQUIRE(text.ok());
    BOOST_REQUIRE(is_valid_utf8(text.value()));
    BOOST_REQUIRE(is_valid_utf8(squeeze(bytes)));
  }
}

BOOST_AUTO_TEST_CASE(tells_well_formed_utf8_at_every_offset) {
  for (const char* bad :
       {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xF8\x88\x80\x80\x80"}) {
    for (size_t before = 0; before < 20; ++before) {
      BOOST_TEST(!is_valid_utf8(std::string(before, 'x') + bad));
      BOOST_TEST(!is_valid_utf8(std::string(before, 'x') + bad + "abcdefghij"));
    }
  }
  BOOST_TEST(is_valid_utf8("aé€😀 and more text after them"));
}

namespace {

const std::string kToolTitles[] = {
    "Microsoft Word - final_v7.docx",
    "untitled",
    "Untitled Document 3",
    "scan0001",
    "Scan_2022-03-01",
    "report.indd",
    "annual-report.pdf",
    "Document1",
    "IMG_2034",
    "PowerPoint Presentation",
    "C:\\Users\\x\\report",
    "",
    "  ",
    "123-456",
    "https://example.org/a.pdf",
    "file:///tmp/x",
    "Sans titre",
    "Microsoft PowerPoint - Board update",
    "Slide 1",
    "PowerPoint Presentation",
    "untitled-1.indd",
    "Layout 1",
    "doc123456.pdf",
    "RFP_v3 (2) FINAL",
    "annual_report_2021",
    "Report v2.1 draft",
    "template",
    "Unbenannt",
    "Unbenanntes Dokument 2",
    "Présentation1",
    "無題",
    "無題1",
    "Без названия",
    "Sin título",
    "[Untitled]",
};
const std::string kRealTitles[] = {
    "Skills for a Digital Decade",
    "2021",
    "Scan of the sector",
    "Digital documents and you",
    "The future of .NET",
    "Page turners: how we read",
    "Report on Node.js",
    "Doctor in the house",
    "Untimely",
    "Untitled: a history of nameless works",
    "Layout 10 ways",
    "Slide 1 of many",
    "Template for a fair election",
    "Windows v7 and after",
    "The final draft",
    "snake_case",
    "Layout and type",
    "The v1 rocket",
};

}  // namespace

BOOST_DATA_TEST_CASE(knows_titles_that_tools_wrote, data::make(kToolTitles)) {
  BOOST_TEST(is_tool_title(sample));
}
BOOST_DATA_TEST_CASE(believes_titles_that_people_wrote, data::make(kRealTitles)) {
  BOOST_TEST(!is_tool_title(sample));
}

namespace {

const Pair kPathTitles[] = {
    {"annual-report_2021.pdf", "annual report 2021"},
    {"a/b/digital+skills.html", "digital skills"},
    {"posts/2022-03-29-the-title.md", "the title"},
    {"2022-03-29.md", "2022 03 29"},
    {"about-us/index.html", "about us"},
    {"index.html", "index"},
    {"no.extension-here at all", "no.extension here at all"},
    {".htaccess", ".htaccess"},
    {"", ""},
};
const Pair kSqueezed[] = {
    {"  a \t\n b  ", "a b"},
    {"a\u00A0\u2003\u3000b", "a b"},
    {"a\x01\x7F\u0085b", "a b"},
    {"\uFEFFa\u202Eb\u2066c", "abc"},
    {"soft\u00ADhyphen", "soft\u00ADhyphen"},
    {"ill\xFF"
     "formed",
     "ill\uFFFDformed"},
    {"", ""},
};
const Pair kSubtags[] = {
    {"en-GB", "en"}, {"EN", "en"},  {"en_US.UTF-8", "en"}, {"zh-Hans-CN", "zh"}, {" de ", "de"},
    {"yue", "yue"},  {"eng", "en"}, {"deu-AT", "de"},      {"gsw", "gsw"},       {"english", ""},
    {"e", ""},       {"", ""},      {"und", ""},           {"12", ""},           {"de!", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(makes_titles_from_paths, data::make(kPathTitles)) {
  BOOST_TEST(title_from_path(sample.input) == sample.expected);
}
BOOST_DATA_TEST_CASE(squeezes, data::make(kSqueezed)) {
  BOOST_TEST(squeeze(sample.input) == sample.expected);
}
BOOST_DATA_TEST_CASE(takes_the_primary_subtag, data::make(kSubtags)) {
  BOOST_TEST(primary_subtag(sample.input) == sample.expected);
}

BOOST_AUTO_TEST_CASE(encodes_paths_in_urls) {
  BOOST_TEST(url_of_path("/documents/", "a b/ü?.pdf") == "/documents/a%20b/%C3%BC%3F.pdf");
  BOOST_TEST(url_of_path("https://example.org/files", "x~1.html") == "https://example.org/files/x~1.html");
}

namespace {

// The examples of RFC 3986, section 5.4, with http for the scheme that is not ours.
const Pair kResolved[] = {
    {"g", "http://a/b/c/g"},
    {"./g", "http://a/b/c/g"},
    {"g/", "http://a/b/c/g/"},
    {"/g", "http://a/g"},
    {"//g", "http://g/"},
    {"?y", "http://a/b/c/d;p?y"},
    {"g?y", "http://a/b/c/g?y"},
    {"#s", "http://a/b/c/d;p?q#s"},
    {"g#s", "http://a/b/c/g#s"},
    {"g?y#s", "http://a/b/c/g?y#s"},
    {";x", "http://a/b/c/;x"},
    {"g;x=1/../y", "http://a/b/c/y"},
    {".", "http://a/b/c/"},
    {"./", "http://a/b/c/"},
    {"..", "http://a/b/"},
    {"../", "http://a/b/"},
    {"../g", "http://a/b/g"},
    {"../..", "http://a/"},
    {"../../g", "http://a/g"},
    {"../../../g", "http://a/g"},
    {"/./g", "http://a/g"},
    {"/../g", "http://a/g"},
    {"g.", "http://a/b/c/g."},
    {"..g", "http://a/b/c/..g"},
    {"./../g", "http://a/b/g"},
    {"g/../h", "http://a/b/c/h"},
    {"g?y/./x", "http://a/b/c/g?y/./x"},
    {"https://x/y", "https://x/y"},
    {"HTTPS://x", "https://x/"},
    {" g h ", "http://a/b/c/g%20h"},
    {"javascript:alert(1)", ""},
    {"mailto:a@b", ""},
    {"data:text/html,x", ""},
    {"ftp://x/y", ""},
    {"", ""},
    {"http:g", ""},
    {"java\nscript:alert(1)", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(resolves_references, data::make(kResolved)) {
  BOOST_TEST(resolve_url("http://a/b/c/d;p?q", sample.input) == sample.expected);
}

BOOST_AUTO_TEST_CASE(resolves_against_pages_of_an_unnamed_site) {
  BOOST_TEST(resolve_url("/documents/a/b.html", "../c.html") == "/documents/c.html");
  BOOST_TEST(resolve_url("/documents/a/b.html", "//host/x") == "https://host/x");
  BOOST_TEST(resolve_url("/documents/a/b.html", "/x") == "/x");
}

BOOST_AUTO_TEST_CASE(detects_a_language_only_when_it_is_sure) {
  BOOST_TEST(detect_language(
                 "The committee published its report on digital skills in rural areas last week.") == "en");
  BOOST_TEST(detect_language("Der Ausschuss hat in der vergangenen Woche seinen Bericht veröffentlicht.") ==
             "de");
  BOOST_TEST(detect_language("委員会は先週、農村部のデジタル技能に関する報告書を発表しました。") == "ja");
  BOOST_TEST(detect_language("5G C++ 2021") == "");
  BOOST_TEST(detect_language("") == "");
}

BOOST_AUTO_TEST_CASE(fills_what_a_reader_left_open) {
  Publication publication;
  ReadRequest request = request_of("a/annual-report_2021.txt", "/documents/");
  request.file_date = Date::make(2020, 5, 6);
  complete(publication, request, Format::kText);
  BOOST_TEST(publication.id == "a/annual-report_2021.txt");
  BOOST_TEST(publication.url == "/documents/a/annual-report_2021.txt");
  BOOST_TEST(publication.title == "annual report 2021");
  BOOST_TEST((publication.title_from == Provenance::kPath));
  BOOST_TEST(publication.published->iso() == "2020-05-06");
  BOOST_TEST((publication.published_from == Provenance::kFileTime));
  BOOST_REQUIRE(publication.parts.size() == 1);
  BOOST_TEST((publication.parts[0].blocks[0].role == Role::kTitle));
}

BOOST_AUTO_TEST_CASE(says_from_where_it_knows_the_kind) {
  Publication report;
  complete(report, request_of("a.pptx"), Format::kPptx);
  BOOST_TEST((report.kind == Kind::kReport));
  BOOST_TEST((report.kind_from == Provenance::kDetected));
  Publication post;
  complete(post, request_of("2022/03/29/a.txt"), Format::kText);
  BOOST_TEST((post.kind == Kind::kPost));
  BOOST_TEST((post.kind_from == Provenance::kPath));
  Publication page;
  page.kind_from = Provenance::kFrontMatter;
  complete(page, request_of("2022/03/29/a.md"), Format::kMarkdown);
  BOOST_TEST((page.kind == Kind::kPage));
}

BOOST_AUTO_TEST_CASE(knows_a_fetched_document_by_its_address) {
  ReadRequest request;
  request.path = "crawl.warc";
  request.url = "https://example.org/news/2022/03/29/a%20day.html?x=1#top";
  Publication publication;
  complete(publication, request, Format::kHtml);
  BOOST_TEST(publication.id == "https://example.org/news/2022/03/29/a%20day.html?x=1");
  BOOST_TEST(publication.url == publication.id);
  BOOST_TEST(publication.title == "a day");
  BOOST_TEST(publication.published->iso() == "2022-03-29");
  Publication front;
  request.url = "https://example.org/";
  complete(front, request, Format::kHtml);
  BOOST_TEST(front.id == "https://example.org/");
}

BOOST_AUTO_TEST_CASE(lets_a_canonical_address_win_on_the_same_host_only) {
  ReadRequest request;
  request.url = "https://example.org/news/a.html?from=feed";
  const auto id = [&](const char* canonical) {
    Publication publication;
    set_canonical(publication, canonical, request);
    complete(publication, request, Format::kHtml);
    return publication.id;
  };
  BOOST_TEST(id("a.html") == "https://example.org/news/a.html");
  BOOST_TEST(id("http://www.Example.org/news/a.html") == "http://www.Example.org/news/a.html");
  BOOST_TEST(id("https://elsewhere.example/a.html") == request.url);
  BOOST_TEST(id("https://example.org/") == request.url);
  BOOST_TEST(id("") == request.url);
  request.url = "https://example.org/?page=1";
  BOOST_TEST(id("/") == "https://example.org/");
}

BOOST_AUTO_TEST_CASE(takes_no_time_of_a_clock_that_was_never_set) {
  const auto dated = [](int year) {
    ReadRequest request = request_of("a.txt");
    request.file_date = Date::make(year, 6, 1);
    Publication publication;
    complete(publication, request, Format::kText);
    return publication.published.has_value();
  };
  BOOST_TEST(!dated(1989));
  BOOST_TEST(dated(1990));
  BOOST_TEST(dated(2100));
  BOOST_TEST(!dated(2101));
}

BOOST_AUTO_TEST_CASE(completing_twice_changes_nothing) {
  Publication publication;
  publication.parts = {{"", "", {{Role::kBody, "The committee published its report last week."}}}};
  const ReadRequest request = request_of("posts/2022/03/29/x.html", "/d/");
  complete(publication, request, Format::kHtml);
  Publication again = publication;
  complete(again, request, Format::kHtml);
  BOOST_TEST((again == publication));
  BOOST_TEST((again.kind == Kind::kPost));
}

BOOST_AUTO_TEST_CASE(cuts_fields_lists_and_parts_at_their_limits) {
  Publication publication;
  publication.title = std::string(limits::kFieldBytesMax - 1, 'x') + "é";
  publication.authors.assign(limits::kListItemsMax + 1, "a");
  publication.parts.resize(limits::kPagesMax + 1);
  complete(publication, request_of("x.txt", "/"), Format::kText);
  BOOST_TEST(publication.title.size() == limits::kFieldBytesMax - 1);
  BOOST_TEST(publication.authors.size() == limits::kListItemsMax);
  BOOST_TEST(publication.parts.size() == limits::kPagesMax);
  BOOST_TEST(publication.warnings.size() == 2u);

  Publication exact;
  exact.title = std::string(limits::kFieldBytesMax, 'x');
  exact.authors.assign(limits::kListItemsMax, "a");
  exact.parts.resize(limits::kPagesMax);
  complete(exact, request_of("x.txt", "/"), Format::kText);
  BOOST_TEST(exact.title.size() == limits::kFieldBytesMax);
  BOOST_TEST(exact.warnings.empty());
}

BOOST_AUTO_TEST_CASE(cuts_the_text_at_its_limit) {
  Publication publication;
  publication.title = "t";
  publication.parts = {
      {"", "", {{Role::kTitle, "t"}, {Role::kBody, std::string(limits::kTextBytesMax - 1, 'x')}}}};
  Publication longer = publication;
  longer.parts[0].blocks.push_back({Role::kBody, "one more"});
  complete(publication, request_of("x.txt", "/"), Format::kText);
  BOOST_TEST(publication.warnings.empty());
  complete(longer, request_of("x.txt", "/"), Format::kText);
  BOOST_TEST(longer.parts[0].blocks.size() == 2u);
  BOOST_TEST(longer.warnings.front() == "text_truncated");
}

namespace {

struct SeriesTitle {
  const char* title;
  const char* series;
};
std::ostream& operator<<(std::ostream& out, const SeriesTitle& row) {
  return out << row.title;
}
const SeriesTitle kSeriesTitles[] = {
    // the year at the end, at the front, in between
    {"Annual Report 2021", "Annual Report"},
    {"2021 Annual Report", "Annual Report"},
    {"The 2021 Annual Report", "The Annual Report"},
    // more than one year
    {"Annual Report 2021/22", "Annual Report"},
    {"Annual report and accounts 2021-2022", "Annual report and accounts"},
    {"Local Transport Plan 2022–2037", "Local Transport Plan"},
    // what joined the year to the title goes with it
    {"Annual Report for 2021", "Annual Report"},
    {"Rapport annuel de 2021", "Rapport annuel"},
    {"State of the Estuary: 2021", "State of the Estuary"},
    {"State of the Estuary (2021)", "State of the Estuary"},
    // no year, or nothing else
    {"Skills for a Digital Decade", ""},
    {"Review 2021", ""},
    {"2021", ""},
    {"", ""},
    // numbers that are no years
    {"Route 1066 to the coast", ""},
    {"Plan 20215 for all", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(the_editions_of_a_series_share_their_title_without_the_year, data::make(kSeriesTitles)) {
  BOOST_TEST(series_of_title(sample.title) == sample.series);
}
