#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/reader/zip_archive.h"
#include "tests/support/golden.h"
#include "tests/unit/indexer/reader/render.h"
#include "tests/unit/indexer/reader/zip_writer.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

std::string docx(const std::string& body, const std::string& core = {}) {
  const std::string styles =
      "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang "
      "w:val='en-GB'/></w:rPr></w:rPrDefault></w:docDefaults>"
      "<w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>"
      "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
      "<w:style w:styleId='Eigene'><w:name w:val='My own'/><w:basedOn w:val='berschrift1'/></w:style>"
      "<w:style w:styleId='Runde'><w:name w:val='Round'/><w:basedOn w:val='Runde'/></w:style>"
      "<w:style w:styleId='Zitat'><w:name w:val='Quote'/></w:style>"
      "<w:style w:styleId='Verz1'><w:name w:val='toc 1'/></w:style></w:styles>";
  return zip_of(
      {{"[Content_Types].xml", "<Types/>"},
       {"word/document.xml", "<?xml version='1.0'?><w:document><w:body>" + body + "</w:body></w:document>"},
       {"word/styles.xml", styles},
       {"word/footnotes.xml",
        "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>"
        "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"},
       {"docProps/core.xml", "<cp:coreProperties>" + core + "</cp:coreProperties>"}});
}

std::string paragraph(const std::string& text, const std::string& style = {}) {
  const std::string properties = style.empty() ? "" : "<w:pPr><w:pStyle w:val='" + style + "'/></w:pPr>";
  return "<w:p>" + properties + "<w:r><w:t xml:space='preserve'>" + text + "</w:t></w:r></w:p>";
}

std::string odt(const std::string& text, const std::string& meta = {}) {
  return zip_of(
      {{"mimetype", "application/vnd.oasis.opendocument.text"},
       {"content.xml",
        "<office:document-content><office:automatic-styles><style:style style:name='P1' "
        "style:parent-style-name='Title'/></office:automatic-styles><office:body><office:text>" +
            text + "</office:text></office:body></office:document-content>"},
       {"meta.xml", "<office:document-meta><office:meta>" + meta + "</office:meta></office:document-meta>"}});
}

ErrorCode error_of(const std::string& bytes, const std::string& path) {
  const Result<ReadResult> result = read_document(bytes, request_of(path, "/"));
  BOOST_REQUIRE(!result.ok());
  return result.error().code;
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_a_word_document) {
  const std::string table = "<w:tbl><w:tr><w:tc>" + paragraph("Year") + "</w:tc><w:tc>" + paragraph("Homes") +
                            paragraph("built") + "</w:tc></w:tr><w:tr><w:tc>" + paragraph("2020") +
                            "</w:tc><w:tc><w:tbl><w:tr><w:tc>" + paragraph("12") +
                            "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>";
  const std::string body = paragraph("Homes for all", "Titel") + paragraph("Contents", "Verz1") +
                           paragraph("First part", "berschrift1") +
                           "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</"
                           "w:t><w:noBreakHyphen/><w:t>four</w:t></w:r>"
                           "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
                           "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>" +
                           paragraph("Quoted.", "Zitat") + table + paragraph("Second part", "Eigene") +
                           paragraph("Round.", "Runde") +
                           "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" +
                           paragraph("In a box.") +
                           "</w:txbxContent></mc:Choice><mc:Fallback><w:t>twice</w:t></mc:Fallback></"
                           "mc:AlternateContent><w:t>After.</w:t></w:r></w:p>";
  const std::string core =
      "<dc:title>Microsoft Word - final.docx</dc:title><dc:creator>Joan Hartley; Ann Lee</dc:creator>"
      "<cp:keywords>homes, work</cp:keywords><dcterms:created>2022-03-29T08:00:00Z</dcterms:created>"
      "<dcterms:modified>2022-04-01T08:00:00Z</dcterms:modified>";
  const Result<ReadResult> result = read_document(docx(body, core), request_of("brief.docx", "/documents/"));
  BOOST_REQUIRE(result.ok());
  check_golden("readers/brief.docx.expected.txt", render(result.value()));
}

BOOST_AUTO_TEST_CASE(takes_the_title_of_a_document_from_its_text_when_a_tool_wrote_the_property) {
  const std::string body = paragraph("The heading", "berschrift1") + paragraph("Text.");
  const Publication repaired = read_one(docx(body, "<dc:title>final_v7.docx</dc:title>"), "a.docx");
  BOOST_TEST(repaired.title == "The heading");
  BOOST_TEST(repaired.warnings.at(0) == "title_repaired");
  const Publication believed = read_one(docx(body, "<dc:title>The real title</dc:title>"), "a.docx");
  BOOST_TEST(believed.title == "The real title");
  BOOST_TEST((believed.title_from == Provenance::kDocumentInfo));
}

BOOST_AUTO_TEST_CASE(reads_an_open_document) {
  const std::string text =
      "<text:sequence-decls>no</text:sequence-decls><text:p text:style-name='P1'>Homes for all</text:p>"
      "<text:h text:outline-level='1'>First part</text:h>"
      "<text:p>One<text:s "
      "text:c='3'/>two<text:tab/>three<text:line-break/>four<text:note><text:note-citation>1</"
      "text:note-citation>"
      "<text:note-body><text:p>A "
      "note.</text:p></text:note-body></text:note><office:annotation><text:p>no</text:p></"
      "office:annotation>.</text:p>"
      "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
      "<text:p text:style-name='Quotations'>Quoted.</text:p>"
      "<table:table><table:table-row><table:table-cell><text:p>a</text:p></"
      "table:table-cell><table:table-cell><text:p>b</text:p>"
      "</table:table-cell></table:table-row></table:table>";
  const std::string meta =
      "<dc:title>untitled</dc:title><meta:initial-creator>Joan "
      "Hartley</meta:initial-creator><dc:language>en-GB</dc:language>"
      "<meta:creation-date>2022-03-29T08:00:00</meta:creation-date><dc:date>2022-04-01T08:00:00</"
      "dc:date><meta:keyword>homes</meta:keyword>";
  const Result<ReadResult> result = read_document(odt(text, meta), request_of("brief.odt", "/documents/"));
  BOOST_REQUIRE(result.ok());
  check_golden("readers/brief.odt.expected.txt", render(result.value()));
}

BOOST_AUTO_TEST_CASE(refuses_documents_without_text) {
  BOOST_TEST((error_of(zip_of({{"word/document.xml", "<w:document/>"}}), "a.docx") == ErrorCode::kEmpty));
  BOOST_TEST((error_of(odt(""), "a.odt") == ErrorCode::kEmpty));
}

BOOST_AUTO_TEST_CASE(refuses_damaged_containers_and_hostile_xml) {
  const std::string whole = docx(paragraph("x"));
  BOOST_TEST((read_docx(whole.substr(0, whole.size() / 2), request_of("a.docx", "/")).error().code ==
              ErrorCode::kDamaged));
  BOOST_TEST(
      (error_of(zip_of({{"word/document.xml", "<w:document><w:p>"}}), "a.docx") == ErrorCode::kDamaged));
  BOOST_TEST((error_of(zip_of({{"word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document/>"}}),
                       "a.docx") == ErrorCode::kUnsupported));
  BOOST_TEST((read_odt(whole, request_of("a.odt", "/")).error().code == ErrorCode::kDamaged));
}

BOOST_AUTO_TEST_CASE(reads_a_container_at_the_limit_of_entries_and_none_above) {
  std::vector<std::pair<std::string, std::string>> entries(limits::kArchiveEntriesMax);
  for (size_t i = 0; i < entries.size(); ++i) entries[i] = {"e" + std::to_string(i), "x"};
  BOOST_TEST(read_zip_entries(zip_of(entries), {"e0"}).ok());
  entries.emplace_back("one-more", "x");
  const auto over = read_zip_entries(zip_of(entries), {"e0"});
  BOOST_REQUIRE(!over.ok());
  BOOST_TEST((over.error().code == ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(stops_unpacking_a_bomb) {
  const std::string bomb = zip_of({{"word/document.xml", std::string(64u << 20, ' ')}});
  BOOST_TEST(bomb.size() < 100'000u);
  BOOST_TEST((error_of(bomb, "a.docx") == ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(survives_deep_nesting_in_documents) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "<w:p><w:r>";
  deep += "<w:t>deep</w:t>";
  for (int i = 0; i < 20'000; ++i) deep += "</w:r></w:p>";
  BOOST_TEST(joined(read_one(docx(deep), "a.docx"), Role::kBody) == "deep / A note.");
}
