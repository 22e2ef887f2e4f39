#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

ReadResult read(const std::string& lines, uint32_t first_line = 1) {
  ReadRequest request = request_of("export.jsonl", "/documents/");
  request.first_line = first_line;
  const Result<ReadResult> result = read_document(lines, request);
  BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().message));
  return result.value();
}

struct Bad {
  std::string line;
  ErrorCode code;
  const char* message;
};
std::ostream& operator<<(std::ostream& out, const Bad& row) {
  return out << row.message;
}

const Bad kBadLines[] = {
    {R"({"id": "1", "text": "x")", ErrorCode::kBadSyntax, "is not JSON (column 24: syntax error"},
    {R"(["id"])", ErrorCode::kBadSyntax, "is not a JSON object; write one whole object on each line"},
    {"{\"id\": \"1\", \"text\": \"\xFF\"}", ErrorCode::kBadEncoding, "is not JSON (column"},
    {R"({"id": "1"})", ErrorCode::kBadMetadata, "has neither \"title\" nor \"text\"; give at least one"},
    {R"({"id": "1", "text": 5})", ErrorCode::kBadMetadata, "\"text\" must be a string, in double quotes"},
    {R"({"id": ["1"], "text": "x"})", ErrorCode::kBadMetadata, "\"id\" must be a string, in double quotes"},
    {R"({"text": "x", "authors": [1]})", ErrorCode::kBadMetadata, "\"authors\" must be a list of strings"},
    {R"({"text": "x", "published": "someday"})", ErrorCode::kBadMetadata,
     "\"published\" is no date; write it as 2022-03-29"},
    {R"({"text": "x", "kind": "book"})", ErrorCode::kBadMetadata,
     "\"kind\" is none of report, post, page, data"},
    {R"({"text": "x", "parts": {}})", ErrorCode::kBadMetadata, "\"parts\" must be a list of objects"},
    {R"({"text": "x", "parts": [{"blocks": [{"role": "verse", "text": "x"}]}]})", ErrorCode::kBadMetadata,
     "\"parts\" has a block with an unknown role"},
    {"{\"id\": \"1\", \"text\": " + std::string(20, '[') + std::string(20, ']') + "}", ErrorCode::kBadSyntax,
     "nests too deep for a publication"},
};

}  // namespace

BOOST_DATA_TEST_CASE(reports_a_bad_line_and_goes_on, data::make(kBadLines)) {
  const ReadResult result = read("{\"id\": \"0\", \"text\": \"fine\"}\n\n" + sample.line +
                                 "\r\n{\"id\": \"2\", \"text\": \"fine\"}\n");
  BOOST_TEST(result.publications.size() == 2u);
  BOOST_REQUIRE(result.bad_items.size() == 1);
  BOOST_TEST((result.bad_items[0].code == sample.code));
  BOOST_TEST(result.bad_items[0].where == "line 3");
  BOOST_TEST(result.bad_items[0].message.substr(0, std::string(sample.message).size()) == sample.message);
}

BOOST_AUTO_TEST_CASE(reads_every_field) {
  const ReadResult result = read(
      R"({"id": "p1", "url": "https://example.org/p1", "title": " A  title ", "kind": "report", "published": "2022-03-29",)"
      R"( "modified": "1 April 2022", "language": "de-AT", "authors": ["Joan Hartley", "Ann Lee"], "publisher": "Org",)"
      R"( "topics": "skills", "summary": "S", "series": "Annual", "text": "One\npara.\n\nTwo."})");
  BOOST_REQUIRE(result.publications.size() == 1);
  const Publication& publication = result.publications[0];
  BOOST_TEST(publication.id == "p1");
  BOOST_TEST(publication.url == "https://example.org/p1");
  BOOST_TEST(publication.title == "A title");
  BOOST_TEST((publication.kind == Kind::kReport));
  BOOST_TEST(publication.published->iso() == "2022-03-29");
  BOOST_TEST(publication.modified->iso() == "2022-04-01");
  BOOST_TEST(publication.language == "de");
  BOOST_TEST(publication.authors.size() == 2u);
  BOOST_TEST(publication.topics.at(0) == "skills");
  BOOST_TEST(publication.series == "Annual");
  BOOST_TEST(publication.filetype == "jsonl");
  BOOST_TEST(joined(publication, Role::kBody) == "One para. / Two.");
  BOOST_TEST(joined(publication, Role::kTitle) == "A title");
}

BOOST_AUTO_TEST_CASE(reads_parts_with_labels_anchors_and_roles) {
  const Publication publication =
      read(R"({"id": "1", "title": "T", "parts": [{"label": "12", "anchor": "#page=12", "blocks": [)"
           R"({"role": "heading", "text": "H"}, {"text": "B"}, {"role": "table", "text": "a\tb"}]}]})")
          .publications.at(0);
  BOOST_REQUIRE(publication.parts.size() == 1);
  BOOST_TEST(publication.parts[0].label == "12");
  BOOST_TEST(publication.parts[0].anchor == "#page=12");
  BOOST_TEST(joined(publication, Role::kTable) == "a\tb");
  BOOST_TEST(joined(publication, Role::kBody) == "B");
  BOOST_TEST((publication.parts[0].blocks[0].role == Role::kTitle));
}

BOOST_AUTO_TEST_CASE(takes_a_missing_title_from_the_first_heading) {
  const Publication publication = read(R"({"id": "1", "html": "<h2>H</h2><p>x</p>"})").publications.at(0);
  BOOST_TEST(publication.title == "H");
  BOOST_TEST((publication.title_from == Provenance::kHeading));
}

BOOST_AUTO_TEST_CASE(reads_html_as_text) {
  const Publication publication =
      read(R"({"id": "1", "title": "T", "html": "<h2>H</h2><p>a <b>b</b></p>"})").publications.at(0);
  BOOST_TEST(joined(publication, Role::kHeading) == "H");
  BOOST_TEST(joined(publication, Role::kBody) == "a b");
}

BOOST_AUTO_TEST_CASE(names_lines_without_an_id_by_their_number) {
  const ReadResult result = read("{\"text\": \"x\"}\n\n{\"id\": 7, \"text\": \"x\"}\n{\"text\": \"x\"}");
  BOOST_REQUIRE(result.publications.size() == 3);
  BOOST_TEST(result.publications[0].id == "export.jsonl#1");
  BOOST_TEST(result.publications[1].id == "7");
  BOOST_TEST(result.publications[2].id == "export.jsonl#4");
}

BOOST_AUTO_TEST_CASE(counts_lines_from_where_its_piece_of_the_file_begins) {
  const ReadResult result = read("{\"text\": \"x\"}\n{", 101);
  BOOST_TEST(result.publications.at(0).id == "export.jsonl#101");
  BOOST_TEST(result.bad_items.at(0).where == "line 102");
}

BOOST_AUTO_TEST_CASE(dates_no_item_by_the_file_that_carries_it) {
  ReadRequest request = request_of("2020-01-02.jsonl");
  request.file_date = Date::make(2021, 1, 1);
  const auto result = read_document(R"({"id": "1", "text": "x"})", request);
  BOOST_TEST(!result.value().publications.at(0).published);
  const auto dated =
      read_document(R"({"id": "https://example.org/2022/03/29/x", "text": "x"})", request_of("a.jsonl", "/"));
  BOOST_TEST(dated.value().publications.at(0).published->iso() == "2022-03-29");
  BOOST_TEST(dated.value().publications.at(0).url == "https://example.org/2022/03/29/x");
}

BOOST_AUTO_TEST_CASE(names_unknown_fields_once) {
  const ReadResult result = read(
      "{\"id\": \"1\", \"text\": \"x\", \"autor\": 1}\n{\"id\": \"2\", \"text\": \"x\", \"autor\": 1, \"b\": "
      "2}");
  BOOST_TEST(result.warnings.at(0) == "unknown_fields: autor, b");
  BOOST_TEST(result.publications.at(0).warnings.empty());
}

BOOST_AUTO_TEST_CASE(takes_a_line_of_the_largest_size_and_none_larger) {
  const std::string head = "{\"id\": \"1\", \"text\": \"";
  const std::string largest = head + std::string(limits::kJsonLineBytesMax - head.size() - 2, 'x') + "\"}";
  BOOST_TEST(read(largest).publications.size() == 1u);
  const ReadResult result = read(head + "x" + largest.substr(head.size()) + "\n" + head + "fine\"}");
  BOOST_TEST((result.bad_items.at(0).code == ErrorCode::kTooLarge));
  BOOST_TEST(result.next_line == 2u);
}

BOOST_AUTO_TEST_CASE(says_when_there_is_no_line_at_all) {
  const auto result = read_json_lines("\n \n", request_of("a.jsonl", "/"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kEmpty));
}
