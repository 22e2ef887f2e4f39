#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/reader/reader.h"
#include "tests/unit/indexer/reader/zip_writer.h"

using namespace pressmark;
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
    {"another zip", zip_of({{"ppt/presentation.xml", "x"}}), "a.docx", Format::kUnknown},
    {"a spreadsheet",
     zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "x"}}), "a.odt",
     Format::kUnknown},
    {"half a zip", "PK\x03\x04rubbish", "a.docx", Format::kUnknown},
    {"other XML", "<?xml version='1.0'?><urlset/>", "a.xml", Format::kUnknown},
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
  const auto binary = read_document(std::string_view("x\0y", 3), {"a.txt", "/", {}});
  BOOST_REQUIRE(!binary.ok());
  BOOST_TEST((binary.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(binary.error().where == "a.txt");
  BOOST_TEST(binary.error().message ==
             "is a binary file that no reader is for; readable are HTML, PDF, Markdown, text, JSON Lines, "
             "DOCX, ODT, "
             "Atom and RSS");
  const auto locked = read_document("\xD0\xCF\x11\xE0 and so on", {"a.docx", "/", {}});
  BOOST_REQUIRE(!locked.ok());
  BOOST_TEST((locked.error().code == ErrorCode::kEncrypted));
  const auto old = read_document("\xD0\xCF\x11\xE0 and so on", {"a.doc", "/", {}});
  BOOST_TEST((old.error().code == ErrorCode::kUnsupported));
}

BOOST_AUTO_TEST_CASE(refuses_empty_files) {
  for (const char* bytes : {"", " \r\n\t"}) {
    const auto result = read_document(bytes, {"a.html", "/", {}});
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::kEmpty));
  }
}

BOOST_AUTO_TEST_CASE(refuses_files_over_the_limit_only) {
  const std::string bytes(limits::kFileBytesMax + 1, ' ');
  BOOST_TEST((read_document(bytes, {"a.txt", "/", {}}).error().code == ErrorCode::kTooLarge));
  const std::string_view largest = std::string_view(bytes).substr(1);
  BOOST_TEST((read_document(largest, {"a.txt", "/", {}}).error().code == ErrorCode::kEmpty));
}
