#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/reader/reader.h"
#include "tests/unit/indexer/reader/render.h"
#include "tests/unit/indexer/reader/zip_writer.h"

using namespace pressmark;
using pressmark::testing::gzip_of;
using pressmark::testing::request_of;
using pressmark::testing::zip_of;
namespace data = boost::unit_test::data;

namespace {

struct Row {
  const char* why;
  std::string bytes;
  const char* path;
  Format format;
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.why;
}

const Row kByContent[] = {
    {"PDF under a wrong name", "%PDF-1.7\n", "a.html", Format::kPdf},
    {"PDF behind rubbish", std::string(1019, 'x') + "%PDF-", "a", Format::kPdf},
    {"doctype", "\xEF\xBB\xBF \n<!DOCTYPE HTML><p>x", "a.txt", Format::kHtml},
    {"html behind a comment", "<!-- x --><html>", "a.php", Format::kHtml},
    {"XHTML", "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html/>", "a.xml", Format::kHtml},
    {"a leading tag without a name to go by", "<div>x</div>", "page", Format::kHtml},
    {"Atom in .xml", "<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'/>", "a.xml",
     Format::kFeed},
    {"Atom with a prefix", "<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "a.xml", Format::kFeed},
    {"RSS in .html", "<rss version=\"2.0\">", "a.html", Format::kFeed},
    {"RSS 1.0", "<rdf:RDF>", "a.xml", Format::kFeed},
    {"RSS behind a doctype", "<!DOCTYPE rss SYSTEM \"x.dtd\"><rss>", "a.xml", Format::kFeed},
    {"JSON Lines", "{\"id\": \"1\", \"text\": \"x\"}\n{", "export.json", Format::kJsonLines},
    {"DOCX", zip_of({{"[Content_Types].xml", "x"}, {"word/document.xml", "x"}}), "a.bin", Format::kDocx},
    {"ODT", zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "x"}}), "a.zip",
     Format::kOdt},
    {"PPTX", zip_of({{"[Content_Types].xml", "x"}, {"ppt/presentation.xml", "x"}}), "a.docx", Format::kPptx},
    {"EPUB", zip_of({{"mimetype", "application/epub+zip"}, {"META-INF/container.xml", "x"}}), "a.zip",
     Format::kEpub},
    {"a sitemap", "<?xml version='1.0'?><urlset/>", "a.txt", Format::kSitemap},
    {"an index of sitemaps", "<s:sitemapindex xmlns:s='x'/>", "a.xml", Format::kSitemap},
    {"a sitemap as text", "https://a.example/1\r\n\r\nhttp://a.example/2\n", "a.txt", Format::kSitemap},
    {"a sitemap as text without a name", "\xEF\xBB\xBFhttps://a.example/1", "", Format::kSitemap},
    {"a text that begins with an address", "https://a.example/1\nis gone.\n", "a.txt", Format::kText},
    {"a text that is addresses and words", "https://a.example/1 and more\n", "a.txt", Format::kText},
    {"a compressed sitemap", gzip_of("<urlset/>"), "a", Format::kSitemap},
    {"a WordPress export", "<!-- generator --><rss xmlns:wp=\"http://wordpress.org/export/1.2/\">", "a.xml",
     Format::kWxr},
    {"WARC", "WARC/1.1\r\nWARC-Type: x", "a.txt", Format::kWarc},
    {"compressed WARC", gzip_of("WARC/1.0\r\n\r\n"), "a.gz", Format::kWarc},
};
const Row kByName[] = {
    {"Markdown that begins with a tag", "<div align=center>\n\n# x", "README.md", Format::kMarkdown},
    {"text", "x", "a.TXT", Format::kText},
    {"text about PDF", "A file begins with %PDF-1.4 as a rule.", "a.txt", Format::kText},
    {"HTML without a doctype", "hello <p>world", "a.htm", Format::kHtml},
    {"JSON Lines whose first line is broken", "{\n", "a.ndjson", Format::kJsonLines},
    {"broken PDF", "no signature", "a.pdf", Format::kPdf},
    {"UTF-16 text", std::string("\xFF\xFEx\0", 4), "a.txt", Format::kText},
};
const Row kNothing[] = {
    {"a style sheet", "p { color: red }", "a.css", Format::kUnknown},
    {"binary under a text's name", std::string("x\0y", 3), "a.txt", Format::kUnknown},
    {"another zip", zip_of({{"xl/workbook.xml", "x"}}), "a.docx", Format::kUnknown},
    {"a program of Java", zip_of({{"META-INF/container.xml", "x"}, {"META-INF/MANIFEST.MF", "x"}}), "a.jar",
     Format::kUnknown},
    {"gzip of text", gzip_of("some text"), "a.txt.gz", Format::kUnknown},
    {"text about archives", "WARC/1.0 is a format", "a", Format::kUnknown},
    {"a spreadsheet",
     zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "x"}}), "a.odt",
     Format::kUnknown},
    {"half a zip", "PK\x03\x04rubbish", "a.docx", Format::kUnknown},
    {"other XML", "<?xml version='1.0'?><svg/>", "a.xml", Format::kUnknown},
    {"a JSON array", "[{\"id\": 1}]", "a.json", Format::kUnknown},
    {"nothing to go by", "some text", "LICENSE", Format::kUnknown},
    {"a folder with a dot", "some text", "a.md/LICENSE", Format::kUnknown},
    {"empty", "", "", Format::kUnknown},
};

}  // namespace

BOOST_DATA_TEST_CASE(detects_by_content, data::make(kByContent)) {
  BOOST_TEST((detect_format(sample.bytes, sample.path) == sample.format));
}
BOOST_DATA_TEST_CASE(detects_by_name_when_content_does_not_tell, data::make(kByName)) {
  BOOST_TEST((detect_format(sample.bytes, sample.path) == sample.format));
}
BOOST_DATA_TEST_CASE(detects_nothing_in, data::make(kNothing)) {
  BOOST_TEST((detect_format(sample.bytes, sample.path) == sample.format));
}

BOOST_AUTO_TEST_CASE(refuses_what_no_reader_is_for_with_a_remedy) {
  const auto binary = read_document(std::string_view("x\0y", 3), request_of("a.txt", "/"));
  BOOST_REQUIRE(!binary.ok());
  BOOST_TEST((binary.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(binary.error().where == "a.txt");
  BOOST_TEST(
      binary.error().message ==
      "is a binary file that no reader is for; readable are HTML, PDF, DOCX, ODT, PPTX, EPUB, Markdown, "
      "text, JSON Lines, Atom, RSS, sitemaps, WordPress exports and WARC");
  const auto locked = read_document("\xD0\xCF\x11\xE0 and so on", request_of("a.docx", "/"));
  BOOST_REQUIRE(!locked.ok());
  BOOST_TEST((locked.error().code == ErrorCode::kEncrypted));
  const auto old = read_document("\xD0\xCF\x11\xE0 and so on", request_of("a.doc", "/"));
  BOOST_TEST((old.error().code == ErrorCode::kUnsupported));
}

BOOST_AUTO_TEST_CASE(refuses_empty_files) {
  for (const char* bytes : {"", " \r\n\t"}) {
    const auto result = read_document(bytes, request_of("a.html", "/"));
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::kEmpty));
  }
}

BOOST_AUTO_TEST_CASE(refuses_files_over_the_limit_only) {
  const std::string bytes(limits::kFileBytesMax + 1, ' ');
  BOOST_TEST((read_document(bytes, request_of("a.txt", "/")).error().code == ErrorCode::kTooLarge));
  const std::string_view largest = std::string_view(bytes).substr(1);
  BOOST_TEST((read_document(largest, request_of("a.txt", "/")).error().code == ErrorCode::kEmpty));
}

namespace {

struct Named {
  std::string bytes;
  const char* path;
  const char* message;  // how it begins
};
std::ostream& operator<<(std::ostream& out, const Named& row) {
  return out << row.message;
}

std::string ole(const std::string& stream) {
  std::string bytes = "\xD0\xCF\x11\xE0";
  for (const char c : stream) bytes.append(1, c).append(1, '\0');
  return bytes;
}

const Named kKinds[] = {
    {"\xFF\xD8\xFF\xE0 and so on", "a.pdf.jpg", "is a JPEG image that no reader is for; readable are HTML,"},
    {std::string("\x89PNG\r\n\x1A\n\0", 9), "a", "is a PNG image that"},
    {std::string("\0\0\0\x18"
                 "ftypmp42",
                 12),
     "a", "is an MP4 film that"},
    {std::string("RIFF....WAVE\0", 13), "a", "is a WAV sound recording that"},
    {"{\\rtf1 text}", "a.rtf", "is an RTF document that"},
    {"%!PS-Adobe", "a.ps", "is a PostScript file that"},
    {"Rar!\x1A\x07", "a.rar", "is a RAR archive; unpack it"},
    {gzip_of("some text"), "a.txt.gz", "is a gzip archive; unpack it"},
    {std::string("MZ\0\0", 4), "setup.exe", "is a program that"},
    {"MZ is how programs begin", "a", "is of a kind that"},
    {zip_of({{"xl/workbook.xml", "x"}}), "a.xlsx", "is an Excel workbook that"},
    {zip_of({{"mimetype", "application/vnd.oasis.opendocument.presentation"}, {"content.xml", "x"}}), "a.odp",
     "is an OpenDocument presentation that"},
    {zip_of({{"a.txt", "x"}}), "a.zip", "is a ZIP archive; unpack it"},
    {"PK\x03\x04rubbish", "a.docx", "is a damaged zip container that"},
    {ole("WordDocument"), "a.doc", "is a Word 97 document; save it as DOCX, ODT or PDF"},
    {ole("Workbook"), "a.xls", "is an Excel 97 workbook; save it"},
    {ole("EncryptedPackage"), "a", "is protected by a password; publish a copy without one"},
    {"p { color: red }", "a.css", "is a style sheet that"},
    {"x,y", "data.csv", "is a table that"},
    {"nothing to go by", "LICENSE", "is of a kind that"},
};

}  // namespace

BOOST_DATA_TEST_CASE(names_what_it_does_not_read, data::make(kKinds)) {
  const auto result = read_document(sample.bytes, request_of(sample.path));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST(result.error().message.substr(0, std::string(sample.message).size()) == sample.message);
}

BOOST_AUTO_TEST_CASE(believes_a_server_where_nothing_else_tells) {
  ReadRequest request;
  request.url = "https://example.org/about";
  request.content_type = "text/html; charset=utf-8";
  BOOST_TEST(read_document("About us, <em>in short</em>.", request).value().publications.at(0).filetype ==
             "html");
  request.content_type = "Text/Plain";
  BOOST_TEST(read_document("About us.", request).value().publications.at(0).filetype == "txt");
  request.content_type = "image/png";
  BOOST_TEST(!read_document("About us.", request).ok());
  request.content_type = "text/plain";
  BOOST_TEST(!read_document(std::string_view("x\0y", 3), request).ok());
}
