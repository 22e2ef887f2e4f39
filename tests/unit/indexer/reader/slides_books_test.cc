// Presentations and electronic books, made here entry by entry.
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/reader/ooxml.h"
#include "tests/support/golden.h"
#include "tests/unit/indexer/reader/render.h"
#include "tests/unit/indexer/reader/zip_writer.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

std::string paragraph(const std::string& text) {
  return "<a:p><a:r><a:rPr lang='en-GB'/><a:t>" + text + "</a:t></a:r></a:p>";
}

std::string shape(const std::string& type, const std::string& paragraphs) {
  const std::string holder = type.empty() ? "" : "<p:ph type='" + type + "'/>";
  return "<p:sp><p:nvSpPr><p:cNvPr id='2' name='x'/><p:nvPr>" + holder + "</p:nvPr></p:nvSpPr><p:txBody>" +
         paragraphs + "</p:txBody></p:sp>";
}

std::string slide(const std::string& shapes, const std::string& attributes = "") {
  return "<p:sld" + attributes + "><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:sld>";
}

std::string rels(const std::string& inside) {
  return "<Relationships>" + inside + "</Relationships>";
}

std::string rel(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id='" + id + "' Type='http://x/relationships/" + type + "' Target='" + target + "'/>";
}

/// A presentation whose slides are shown in the order in which they are given, and stored the other way
/// round.
std::string pptx(const std::vector<std::string>& slides, Entries more = {}, const std::string& core = "") {
  std::string list;
  std::string targets;
  Entries entries = {{"[Content_Types].xml", "<Types/>"}};
  for (size_t i = 0; i < slides.size(); ++i) {
    const std::string number = std::to_string(slides.size() - i);
    list += "<p:sldId id='" + std::to_string(256 + i) + "' r:id='rId" + std::to_string(i) + "'/>";
    targets += rel("rId" + std::to_string(i), "slide", "slides/slide" + number + ".xml");
    entries.emplace_back("ppt/slides/slide" + number + ".xml", slides[i]);
  }
  entries.emplace_back("ppt/presentation.xml",
                       "<p:presentation><p:sldIdLst>" + list + "</p:sldIdLst></p:presentation>");
  entries.emplace_back("ppt/_rels/presentation.xml.rels", rels(targets));
  entries.emplace_back("docProps/core.xml", "<cp:coreProperties>" + core + "</cp:coreProperties>");
  entries.insert(entries.end(), more.begin(), more.end());
  return zip_of(entries);
}

std::string chapter(const std::string& body) {
  return "<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head><title/>"
         "<style>p {color: red}</style></head><body>" +
         body + "</body></html>";
}

std::string epub(const std::string& metadata, const std::string& manifest, const std::string& spine,
                 Entries more) {
  Entries entries = {{"mimetype", "application/epub+zip"},
                     {"META-INF/container.xml",
                      "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"},
                     {"OEBPS/book.opf", "<package><metadata>" + metadata + "</metadata><manifest>" +
                                            manifest + "</manifest><spine>" + spine + "</spine></package>"}};
  entries.insert(entries.end(), more.begin(), more.end());
  return zip_of(entries);
}

std::string item(const std::string& id, const std::string& href, const std::string& properties = "") {
  return "<item id='" + id + "' href='" + href + "' media-type='application/xhtml+xml' properties='" +
         properties + "'/>";
}

Error error_of(const std::string& bytes, const std::string& path) {
  const Result<ReadResult> result = read_document(bytes, request_of(path));
  BOOST_REQUIRE(!result.ok());
  return result.error();
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_a_presentation_in_the_order_in_which_it_is_shown) {
  const std::string table = "<p:graphicFrame><a:tbl><a:tr><a:tc>" + paragraph("Year") + "</a:tc><a:tc>" +
                            paragraph("Homes") + "</a:tc></a:tr><a:tr><a:tc>" + paragraph("2020") +
                            "</a:tc><a:tc>" + paragraph("12") + "</a:tc></a:tr></a:tbl></p:graphicFrame>";
  const std::string bytes = pptx(
      {slide(shape("ctrTitle", paragraph("Homes for") + paragraph("all")) +
             shape("subTitle", paragraph("A plan in three steps"))),
       slide(shape("", paragraph("First point") + paragraph("Second point")) +
             shape("title", paragraph("Where we stand")) + shape("sldNum", paragraph("2")) +
             shape("ftr", paragraph("Confidential")) + table),
       slide(shape("title", paragraph("Hidden")), " show='0'"),
       slide(shape("title", paragraph("What comes next")) + "<mc:AlternateContent><mc:Choice>" +
             shape("", paragraph("Once")) + "</mc:Choice><mc:Fallback>" + shape("", paragraph("twice")) +
             "</mc:Fallback></mc:AlternateContent>")},
      {{"ppt/slides/_rels/slide1.xml.rels", rels(rel("rId1", "notesSlide", "../notesSlides/notesSlide1.xml") +
                                                 rel("rId2", "diagramData", "/ppt/diagrams/data1.xml"))},
       {"ppt/notesSlides/notesSlide1.xml", "<p:notes>" + shape("body", paragraph("Say thanks.")) +
                                               shape("sldNum", paragraph("4")) + "</p:notes>"},
       {"ppt/diagrams/data1.xml",
        "<dgm:dataModel><dgm:pt>" + paragraph("Build") + "</dgm:pt></dgm:dataModel>"}},
      "<dc:title>PowerPoint Presentation</dc:title><dc:creator>Joan Hartley</dc:creator>"
      "<dcterms:created>2022-03-29T08:00:00Z</dcterms:created>");
  const Result<ReadResult> result = read_document(bytes, request_of("plan.pptx", "/documents/"));
  BOOST_REQUIRE(result.ok());
  BOOST_TEST(result.value().publications.at(0).pages_count == 3u);
  BOOST_TEST((result.value().publications.at(0).authors_from == Provenance::kDocumentInfo));
  check_golden("readers/plan.pptx.expected.txt", render(result.value()));
}

BOOST_AUTO_TEST_CASE(takes_the_title_of_a_presentation_from_its_properties_or_its_first_heading) {
  const std::string first = slide(shape("title", paragraph("Where we stand")));
  const Publication believed = read_one(pptx({first}, {}, "<dc:title>Homes for all</dc:title>"), "a.pptx");
  BOOST_TEST(believed.title == "Homes for all");
  const Publication repaired = read_one(pptx({first}, {}, "<dc:title>Slide 1</dc:title>"), "a.pptx");
  BOOST_TEST(repaired.title == "Where we stand");
  BOOST_TEST(repaired.warnings.at(0) == "title_repaired");
  BOOST_TEST(joined(repaired, Role::kTitle) == "Where we stand");
  BOOST_TEST(joined(repaired, Role::kHeading) == "");
}

BOOST_AUTO_TEST_CASE(goes_on_past_a_broken_slide) {
  const Publication publication =
      read_one(pptx({"<p:sld><p:cSld>", slide(shape("", paragraph("Text")))}), "a.pptx");
  BOOST_TEST(publication.warnings.at(0) == "broken_slides: 1");
  BOOST_TEST(publication.parts.at(0).label == "Slide 2");
}

BOOST_AUTO_TEST_CASE(refuses_presentations_without_text_or_order) {
  const Error pictures = error_of(pptx({slide("<p:pic/>")}), "a.pptx");
  BOOST_TEST((pictures.code == ErrorCode::kEmpty));
  BOOST_TEST(pictures.message == "has no slide with text; are the slides pictures?");
  BOOST_TEST((error_of(zip_of({{"ppt/presentation.xml", "<p:presentation"}}), "a.pptx").code ==
              ErrorCode::kDamaged));
}

BOOST_AUTO_TEST_CASE(finds_entries_by_relative_names) {
  BOOST_TEST(entry_name("ppt/slides/slide1.xml", "../notesSlides/n1.xml") == "ppt/notesSlides/n1.xml");
  BOOST_TEST(entry_name("ppt/presentation.xml", "slides/slide1.xml") == "ppt/slides/slide1.xml");
  BOOST_TEST(entry_name("ppt/presentation.xml", "/ppt/a.xml") == "ppt/a.xml");
  BOOST_TEST(entry_name("a.opf", "../../etc/passwd") == "etc/passwd");
  BOOST_TEST(entry_name("a.opf", "./b//c.xml") == "b/c.xml");
  BOOST_TEST(entry_name("a.opf", "") == "");
  BOOST_TEST(relationships_name("ppt/slides/slide1.xml") == "ppt/slides/_rels/slide1.xml.rels");
}

BOOST_AUTO_TEST_CASE(reads_a_book_in_the_order_of_its_spine) {
  const std::string metadata =
      "<dc:title>The Harbour Year</dc:title><dc:title>A subtitle</dc:title><dc:creator>Joan "
      "Hartley</dc:creator>"
      "<dc:language>en-GB</dc:language><dc:date>2021-05-04</dc:date><dc:publisher>Larkfield "
      "Press</dc:publisher>"
      "<dc:subject>Ports</dc:subject><dc:description>&lt;p&gt;A year &amp;amp; a "
      "day.&lt;/p&gt;</dc:description>"
      "<meta property='belongs-to-collection'>Harbours</meta>"
      "<meta property='dcterms:modified'>2021-06-01T00:00:00Z</meta>";
  const std::string bytes = epub(
      metadata,
      item("two", "text/c2.xhtml") + item("one", "text/c%201.xhtml") + item("nav", "nav.xhtml", "nav"),
      "<itemref idref='nav'/><itemref idref='one'/><itemref idref='two'/><itemref idref='one'/>",
      {{"OEBPS/text/c 1.xhtml",
        chapter("<h1 id='c1'>The Harbour Year</h1><h2>Winter</h2><p>Snow<a id='x'/> fell&nbsp;early.</p>")},
       {"OEBPS/text/c2.xhtml", "<html><body><h2 id=spring>Spring<p>Not well-formed.</body></html>"},
       {"OEBPS/nav.xhtml", chapter("<nav><ol><li>Winter</li></ol></nav>")}});
  const Result<ReadResult> result = read_document(bytes, request_of("harbour.epub", "/documents/"));
  BOOST_REQUIRE(result.ok());
  const Publication& book = result.value().publications.at(0);
  BOOST_TEST((book.series_from == Provenance::kDublinCore));
  BOOST_TEST((book.topics_from == Provenance::kDublinCore));
  check_golden("readers/harbour.epub.expected.txt", render(result.value()));
}

BOOST_AUTO_TEST_CASE(says_which_chapters_a_book_lacks) {
  const Publication book =
      read_one(epub("<dc:title>T</dc:title>", item("a", "a.xhtml") + item("b", "b.xhtml"),
                    "<itemref idref='a'/><itemref idref='b'/>", {{"OEBPS/a.xhtml", chapter("<p>Text.</p>")}}),
               "a.epub");
  BOOST_TEST(book.warnings.at(0) == "missing_chapters: 1");
}

BOOST_AUTO_TEST_CASE(refuses_books_that_are_protected_damaged_or_empty) {
  const std::string one = item("a", "a.xhtml");
  const std::string spine = "<itemref idref='a'/>";
  const auto encryption = [](const std::string& name) {
    return "<encryption><EncryptedData><CipherData><CipherReference URI='" + name +
           "'/></CipherData></EncryptedData></encryption>";
  };
  const std::pair<std::string, std::string> text = {"OEBPS/a.xhtml", chapter("<p>Text.</p>")};
  BOOST_TEST((error_of(epub("", one, spine, {text, {"META-INF/encryption.xml", encryption("OEBPS/a.xhtml")}}),
                       "a.epub")
                  .code == ErrorCode::kEncrypted));
  BOOST_TEST(
      read_one(epub("", one, spine, {text, {"META-INF/encryption.xml", encryption("OEBPS/f.otf")}}), "a.epub")
          .title == "a");
  BOOST_TEST((error_of(epub("", "", "", {text}), "a.epub").code == ErrorCode::kEmpty));
  BOOST_TEST(
      (error_of(zip_of({{"META-INF/container.xml", "<container/>"}}), "a.epub").code == ErrorCode::kDamaged));
}

BOOST_AUTO_TEST_CASE(drops_the_dates_of_clocks_that_were_never_set) {
  const std::string first = slide(shape("title", paragraph("T")));
  const auto created = [&](const std::string& date) {
    return read_one(pptx({first}, {}, "<dcterms:created>" + date + "T00:00:00Z</dcterms:created>"), "a.pptx");
  };
  for (const char* zero :
       {"1601-01-01", "1899-12-31", "1904-01-01", "1969-12-31", "1970-01-01", "1980-01-01", "2101-01-01"}) {
    BOOST_TEST(!created(zero).published.has_value());
    BOOST_TEST(created(zero).warnings.at(0) == std::string("implausible_date: ") + zero);
  }
  for (const char* meant : {"1900-01-01", "1984-06-29", "2100-12-31"}) {
    BOOST_TEST(created(meant).published->iso() == meant);
  }
}
