#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/reader/reader.h"
#include "tests/support/golden.h"
#include "tests/support/pdf_builder.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

// The font library keeps what it once read for as long as the program runs.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}  // NOLINT

namespace {

const std::vector<std::string> kProse = {
    "The closures of the past two years were an unplanned experiment, and a",
    "good part of what was learned from them has lasted to this day, both in",
    "the libraries and in the village halls where the classes were held each",
    "week by tutors who had never taught before the winter came."};

Publication read(const std::string& bytes) {
  return read_one(bytes, "reports/annual-report.pdf");
}

std::string error_of(const std::string& bytes) {
  const Result<ReadResult> result = read_pdf(bytes, request_of("a.pdf", "/documents/"));
  return result.ok() ? "ok" : std::string(error_name(result.error().code)) + ": " + result.error().message;
}

bool warns(const Publication& publication, const std::string& warning) {
  return std::find(publication.warnings.begin(), publication.warnings.end(), warning) !=
         publication.warnings.end();
}

/// The body texts of one page with one paragraph of these lines.
std::string body(const std::vector<std::string>& lines, const std::string& elsewhere = {}) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14, lines);
  if (!elsewhere.empty()) pdf.text(70, 400, 11, elsewhere);
  return texts_of(read(pdf.build()), Role::kBody).at(0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pdf)

BOOST_AUTO_TEST_CASE(a_page_is_a_part_with_its_printed_label_and_its_address) {
  PdfBuilder pdf;
  for (int i = 0; i < 4; ++i) pdf.page().lines(70, 100, 11, 14, kProse);
  const Publication publication = read(pdf.labels(0, "r").labels(2, "D").build());
  BOOST_REQUIRE(publication.parts.size() == 4);
  BOOST_TEST(publication.pages_count == 4);
  BOOST_TEST(publication.parts[1].label == "ii");
  BOOST_TEST(publication.parts[2].label == "1");
  BOOST_TEST(publication.parts[2].anchor == "#page=3");
  BOOST_TEST((publication.kind == Kind::kReport));
  BOOST_TEST(publication.filetype == "pdf");
}

BOOST_AUTO_TEST_CASE(pages_without_labels_are_numbered) {
  const Publication publication = read(PdfBuilder().page().page().lines(70, 100, 11, 14, kProse).build());
  BOOST_TEST(publication.parts.at(1).label == "2");
}

BOOST_AUTO_TEST_CASE(lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart) {
  PdfBuilder pdf;
  pdf.page()
      .lines(70, 100, 11, 14, kProse)
      .lines(70, 168, 11, 14, {"A second paragraph stands below a gap and", "has two lines."});
  const std::vector<std::string> texts = texts_of(read(pdf.build()), Role::kBody);
  BOOST_REQUIRE(texts.size() == 2);
  BOOST_TEST(texts[0] == kProse[0] + " " + kProse[1] + " " + kProse[2] + " " + kProse[3]);
  BOOST_TEST(texts[1] == "A second paragraph stands below a gap and has two lines.");
}

BOOST_AUTO_TEST_CASE(an_indent_begins_a_paragraph) {
  PdfBuilder pdf;
  pdf.page()
      .lines(70, 100, 11, 14, kProse)
      .text(86, 156, 11, "Another one begins with an indent and goes on from")
      .text(70, 170, 11, "there to the next line.");
  BOOST_TEST(texts_of(read(pdf.build()), Role::kBody).size() == 2);
}

BOOST_AUTO_TEST_CASE(each_item_of_a_list_is_a_block) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14,
                   {"- The first item is long enough to run over to a second", "  line below it;",
                    "- the second is short."});
  BOOST_TEST(
      joined(read(pdf.build()), Role::kBody) ==
      "- The first item is long enough to run over to a second line below it; / - the second is short.");
}

struct Hyphen {
  const char* reason;
  std::vector<std::string> lines;
  std::string elsewhere;
  std::string text;
};
std::ostream& operator<<(std::ostream& out, const Hyphen& row) {
  return out << row.reason;
}

const std::vector<Hyphen> kHyphens = {
    {"the typesetter's",
     {"It was an unplanned experi-", "ment."},
     "",
     "It was an unplanned experi\u00AD\nment."},
    {"known elsewhere with its hyphen",
     {"A plan for the long-", "term."},
     "Every long-term plan fails.",
     "A plan for the long-\nterm."},
    {"before a capital",
     {"A plan of the Franco-", "German side."},
     "",
     "A plan of the Franco-\nGerman side."},
    {"after a capital", {"The mast took an X-", "ray of it."}, "", "The mast took an X-\nray of it."},
    {"after a digit", {"The plan for 2020-", "21 failed."}, "", "The plan for 2020-\n21 failed."},
    {"a part left out",
     {"The plans were short-", "and long-term ones."},
     "",
     "The plans were short- and long-term ones."},
    {"a dash between words",
     {"The plan was late -", "as all plans are."},
     "",
     "The plan was late - as all plans are."},
    {"a letter with an accent",
     {"Der Plan wurde verlän-", "gert."},
     "",
     "Der Plan wurde verlän\u00AD\ngert."},
};

BOOST_DATA_TEST_CASE(keeps_what_a_line_end_says_of_a_hyphen, data::make(kHyphens), row) {
  BOOST_TEST(body(row.lines, row.elsewhere) == row.text);
}

BOOST_AUTO_TEST_CASE(a_table_is_one_block_with_tabs_and_is_not_read_as_columns) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14, kProse);
  float y = 200;
  for (const auto& row : std::vector<std::vector<std::string>>{{"Region", "Adults", "Share"},
                                                               {"Tarn Valley", "338,000", "21.4"},
                                                               {"Skerrymoor", "96,000", "27.8"},
                                                               {"Carrow", "248,000", "20.2"}}) {
    for (size_t i = 0; i < row.size(); ++i) pdf.text(70 + 120 * static_cast<float>(i), y, 9, row[i]);
    y += 14;
  }
  BOOST_TEST(
      joined(read(pdf.build()), Role::kTable) ==
      "Region\tAdults\tShare\nTarn Valley\t338,000\t21.4\nSkerrymoor\t96,000\t27.8\nCarrow\t248,000\t20.2");
}

BOOST_AUTO_TEST_CASE(a_cell_of_two_lines_stays_one_cell) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14, kProse);
  pdf.text(70, 200, 9, "Region").text(190, 200, 9, "Adults").text(310, 200, 9, "Share");
  pdf.text(70, 222, 9, "Wexcombe")
      .text(70, 232, 9, "and Saltings")
      .text(190, 222, 9, "8,100")
      .text(310, 222, 9, "27.8");
  pdf.text(70, 254, 9, "Carrow").text(190, 254, 9, "248,000").text(310, 254, 9, "20.2");
  BOOST_TEST(joined(read(pdf.build()), Role::kTable) ==
             "Region\tAdults\tShare\nWexcombe and Saltings\t8,100\t27.8\nCarrow\t248,000\t20.2");
}

BOOST_AUTO_TEST_CASE(headings_are_known_by_size_weight_and_outline) {
  PdfBuilder pdf;
  pdf.page().text(70, 60, 16, "Large").lines(70, 100, 11, 14, kProse);
  pdf.text(70, 180, 11, "Bold", true).lines(70, 210, 11, 14, kProse);
  pdf.text(70, 290, 11, "2.1 As in the outline").lines(70, 320, 11, 14, kProse);
  pdf.text(70, 400, 11, "Of no kind").lines(70, 430, 11, 14, kProse);
  pdf.outline("As in the outline", 0).info("Title", "T");
  BOOST_TEST(joined(read(pdf.build()), Role::kHeading) == "Large / Bold / 2.1 As in the outline");
}

BOOST_AUTO_TEST_CASE(a_bold_line_after_a_full_paragraph_is_a_heading) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14, kProse).text(70, 156, 11, "Bold and close", true);
  pdf.lines(70, 170, 11, 14, kProse).text(70, 226, 11, "A paragraph whose last words are set in");
  pdf.text(70, 240, 11, "bold type for weight", true).info("Title", "T");
  BOOST_TEST(joined(read(pdf.build()), Role::kHeading) == "Bold and close");
}

BOOST_AUTO_TEST_CASE(running_heads_and_page_numbers_are_boilerplate) {
  PdfBuilder pdf;
  for (int i = 0; i < 5; ++i) {
    pdf.page().text(70, 40, 8, "Skills for a Digital Decade").lines(70, 200, 11, 14, kProse);
    pdf.text(70, 800, 8, "Page " + std::to_string(i + 1));
  }
  const Publication publication = read(pdf.info("Title", "T").build());
  BOOST_TEST(texts_of(publication, Role::kBody).size() == 5);
  BOOST_TEST(texts_of(publication, Role::kBoilerplate).size() == 10);
  BOOST_TEST(texts_of(publication, Role::kBoilerplate).at(9) == "Page 5");
}

BOOST_AUTO_TEST_CASE(the_number_of_a_footnote_is_no_page_number) {
  PdfBuilder pdf;
  for (int i = 0; i < 5; ++i) {
    const std::string number = "(" + std::to_string(i + 1) + ")";
    pdf.page().lines(70, 200, 11, 14, kProse).text(70, 790, 7, number);
    pdf.text(90, 790, 7, std::string("A note about ") + kProse.at(static_cast<size_t>(i) % 4) + ", and more");
  }
  BOOST_TEST(texts_of(read(pdf.info("Title", "T").build()), Role::kBoilerplate).empty());
}

BOOST_AUTO_TEST_CASE(what_stands_on_two_pages_only_is_text) {
  PdfBuilder pdf;
  for (int i = 0; i < 2; ++i) pdf.page().text(70, 40, 8, "Not a running head").lines(70, 200, 11, 14, kProse);
  BOOST_TEST(texts_of(read(pdf.build()), Role::kBoilerplate).empty());
}

BOOST_AUTO_TEST_CASE(a_head_that_names_the_chapter_is_known_by_its_place) {
  PdfBuilder pdf;
  for (const char* chapter : {"Rivers", "Rivers", "Rivers", "Rivers", "Rivers", "Mountains", "Lakes"}) {
    pdf.page().text(400, 40, 8, chapter).lines(70, 200, 11, 14, kProse);
  }
  BOOST_TEST(texts_of(read(pdf.build()), Role::kBoilerplate).size() == 7);
}

BOOST_AUTO_TEST_CASE(a_note_along_the_margin_comes_after_the_text) {
  PdfBuilder pdf;
  pdf.page().upwards(30, 400, 9, "Draft of May").lines(70, 100, 11, 14, kProse);
  const std::vector<std::string> texts = texts_of(read(pdf.build()), Role::kBody);
  BOOST_REQUIRE(texts.size() == 2);
  BOOST_TEST(texts[1] == "Draft of May");
}

BOOST_AUTO_TEST_CASE(a_page_printed_sideways_is_turned_upright) {
  PdfBuilder pdf;
  pdf.page();
  float x = 100;
  for (const std::string& line : kProse) {
    pdf.upwards(x, 700, 11, line);
    x += 14;
  }
  BOOST_TEST(texts_of(read(pdf.build()), Role::kBody).at(0) ==
             kProse[0] + " " + kProse[1] + " " + kProse[2] + " " + kProse[3]);
}

struct Title {
  const char* reason;
  std::string info;
  std::string cover;
  std::string title;
  Provenance from;
  bool repaired;
};
std::ostream& operator<<(std::ostream& out, const Title& row) {
  return out << row.reason;
}

const std::vector<Title> kTitles = {
    {"its own", "Skills for a Decade", "On the cover", "Skills for a Decade", Provenance::kDocumentInfo,
     false},
    {"a tool's", "Microsoft Word - final_v7.docx", "On the cover", "On the cover", Provenance::kFirstPage,
     true},
    {"none", "", "On the cover", "On the cover", Provenance::kFirstPage, false},
    {"none anywhere", "", "", "annual report", Provenance::kPath, false},
    {"marks of the format's charset",
     "Plan 2022\x85"
     "2037: l\x90"
     "eau",
     "", "Plan 2022\u20132037: l\u2019eau", Provenance::kDocumentInfo, false},
};

BOOST_DATA_TEST_CASE(takes_the_title_from_the_best_source, data::make(kTitles), row) {
  PdfBuilder pdf;
  pdf.page();
  if (!row.cover.empty()) pdf.text(70, 200, 26, row.cover);
  pdf.lines(70, 300, 11, 14, kProse);
  if (!row.info.empty()) pdf.info("Title", row.info);
  const Publication publication = read(pdf.build());
  BOOST_TEST(publication.title == row.title);
  BOOST_TEST((publication.title_from == row.from));
  BOOST_TEST(warns(publication, "title_repaired") == row.repaired);
  BOOST_TEST(texts_of(publication, Role::kTitle).size() == 1);
  BOOST_TEST((publication.parts.at(0).blocks.at(0).role == Role::kTitle));
  BOOST_TEST(texts_of(publication, Role::kHeading).size() ==
             (row.cover.empty() || row.title == row.cover ? 0 : 1));
}

BOOST_AUTO_TEST_CASE(takes_the_title_from_the_xmp_packet) {
  PdfBuilder pdf;
  pdf.page().lines(70, 300, 11, 14, kProse).info("Title", "untitled");
  pdf.metadata(
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li "
      "xml:lang='x-default'>"
      "A &amp; B</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>");
  BOOST_TEST(read(pdf.build()).title == "A & B");
}

BOOST_AUTO_TEST_CASE(takes_authors_date_and_language_from_the_document) {
  PdfBuilder pdf;
  pdf.page().lines(70, 300, 11, 14, kProse);
  pdf.info("Author", "Hélène Marchetti, Idris Penhallow and Sunniva Brekke")
      .info("CreationDate", "D:20220315233000-08'00'");
  const Publication publication = read(pdf.language("en-GB").build());
  BOOST_TEST(publication.authors.size() == 3);
  BOOST_TEST((publication.authors_from == Provenance::kDocumentInfo));
  BOOST_REQUIRE(publication.published.has_value());
  BOOST_TEST(publication.published->iso() == "2022-03-15");
  BOOST_TEST((publication.published_from == Provenance::kDocumentInfo));
  BOOST_TEST(publication.language == "en");
  BOOST_TEST((publication.language_from == Provenance::kDocumentInfo));
}

BOOST_AUTO_TEST_CASE(says_where_kind_authors_and_topics_came_from) {
  PdfBuilder pdf;
  pdf.page().lines(70, 300, 11, 14, kProse);
  const Publication bare = read(pdf.build());
  BOOST_TEST((bare.kind == Kind::kReport));
  BOOST_TEST((bare.kind_from == Provenance::kDetected));
  BOOST_TEST((bare.authors_from == Provenance::kNone));
  BOOST_TEST((bare.topics_from == Provenance::kNone));
  const Publication told = read(pdf.info("Keywords", "flood defences, Tarn").build());
  BOOST_REQUIRE(told.topics.size() == 2);
  BOOST_TEST(told.topics[0] == "flood defences");
  BOOST_TEST((told.topics_from == Provenance::kDocumentInfo));
}

BOOST_AUTO_TEST_CASE(a_password_to_open_is_an_error_and_one_to_change_is_not) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14, kProse);
  BOOST_TEST(error_of(pdf.build_encrypted("secret", "owner")) ==
             "encrypted: needs a password to open; publish a version without one");
  BOOST_TEST(texts_of(read(pdf.build_encrypted("", "owner")), Role::kBody).size() == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_opened_says_why) {
  BOOST_TEST(error_of("%PDF-1.7\nnothing that follows").starts_with("damaged: cannot be opened as a PDF ("));
  BOOST_TEST(error_of(PdfBuilder().build()) == "empty: the PDF has no pages; export it again");
}

BOOST_AUTO_TEST_CASE(pages_are_counted_up_to_the_limit) {
  PdfBuilder pdf;
  for (uint32_t i = 0; i < limits::kPagesMax; ++i) pdf.page(100, 100);
  BOOST_TEST(read(pdf.build()).parts.size() == limits::kPagesMax);
  BOOST_TEST(error_of(pdf.page().build()) ==
             "too_large: the PDF has 10001 pages, more than the limit of 10000; split it");
}

BOOST_AUTO_TEST_CASE(pages_without_text_are_reported) {
  PdfBuilder scan;
  scan.page().page();
  const Publication scanned = read(scan.build());
  BOOST_TEST(warns(scanned, "no_text_layer"));
  BOOST_TEST(scanned.pages_count == 2);

  PdfBuilder mixed;
  for (int i = 0; i < 7; ++i) {
    mixed.page();
    if (i == 0 || i == 4) mixed.lines(70, 100, 11, 14, kProse);
  }
  BOOST_TEST(warns(read(mixed.build()), "pages_without_text: 2-4, 6-7"));
}

BOOST_AUTO_TEST_CASE(a_file_cut_short_is_read_as_far_as_it_goes) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14, kProse);
  const std::string whole = pdf.build();
  BOOST_TEST(!warns(read(whole), "damaged_repaired"));
  const Publication publication = read(whole.substr(0, whole.find("startxref")));
  BOOST_TEST(warns(publication, "damaged_repaired"));
  BOOST_TEST(texts_of(publication, Role::kBody).size() == 1);
}

BOOST_AUTO_TEST_CASE(an_outline_that_bites_its_tail_ends) {
  PdfBuilder pdf;
  pdf.page().lines(70, 100, 11, 14, kProse).outline("One", 0).outline("Two", 0).outline_loop();
  BOOST_TEST(read(pdf.build()).parts.size() == 1);
}

BOOST_AUTO_TEST_CASE(a_report_reads_as_before) {
  PdfBuilder pdf;
  pdf.page()
      .text(70, 200, 26, "Skills for a")
      .text(70, 232, 26, "Digital Decade")
      .text(70, 300, 12, "Larkfield Institute, March 2022");
  const auto head = [&](const std::string& number) {
    pdf.page().text(70, 40, 8, "Skills for a Digital Decade").text(290, 800, 8, number);
  };
  head("i");
  pdf.text(70, 90, 16, "Contents")
      .text(70, 120, 11, "1 Distance ................................ 1")
      .text(70, 136, 11, "2 Teachers ................................ 2");
  head("1");
  pdf.text(70, 90, 16, "1 Distance").lines(70, 120, 11, 14, kProse);
  pdf.text(70, 200, 9, "Table 1: Adults without basic skills", true);
  float y = 220;
  for (const auto& row : std::vector<std::vector<std::string>>{{"Region", "Adults", "Share, %"},
                                                               {"Tarn Valley", "338,000", "21.4"},
                                                               {"Carrow", "248,000", "20.2"}}) {
    for (size_t i = 0; i < row.size(); ++i) pdf.text(70 + 120 * static_cast<float>(i), y, 9, row[i]);
    y += 13;
  }
  pdf.lines(70, 290, 11, 14,
            {"A well-known plan for the long-", "term was made by the Franco-",
             "German council, which met in Novem-", "ber."});
  head("2");
  pdf.text(70, 90, 16, "2 Teachers");
  pdf.lines(70, 120, 11, 14,
            {"The left column of this page", "is read before the right one,", "as the long-term custom of",
             "readers everywhere is."});
  pdf.lines(310, 120, 11, 14,
            {"The right column comes after", "it, and nobody is surprised", "to find it there, where it",
             "has always been printed."});
  pdf.text(70, 200, 9, "Figure 2. Courses by month");
  pdf.labels(0, "r").labels(2, "D").outline("1 Distance", 2).outline("2 Teachers", 3).language("en-GB");
  pdf.info("Title", "Microsoft Word - skills_FINAL.docx")
      .info("Author", "Hélène Marchetti; Larkfield Institute")
      .info("CreationDate", "D:20220315091700Z");
  const Result<ReadResult> result =
      read_document(pdf.build(), request_of("skills.pdf", "https://larkfield.example/documents/"));
  BOOST_REQUIRE(result.ok());
  check_golden("readers/report.pdf.expected.txt", render(result.value()));
}

BOOST_AUTO_TEST_SUITE_END()
