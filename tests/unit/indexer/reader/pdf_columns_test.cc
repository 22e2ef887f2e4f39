// Reading order: pages of two and three columns, what spans them, what stands beside them.
#include <boost/test/unit_test.hpp>

#include "indexer/reader/pdf_page.h"
#include "indexer/reader/reader.h"
#include "tests/support/pdf_builder.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

Publication read(PdfBuilder& pdf) {
  return read_one(pdf.info("Title", "Columns").build(), "reports/columns.pdf");
}

/// The first word of each block of the first page.
std::string order_of(const Publication& publication) {
  std::string order;
  for (const Block& block : publication.parts.at(0).blocks) {
    order += (order.empty() ? "" : " ") + block.text.substr(0, block.text.find(' '));
  }
  return order;
}

std::vector<std::string> column(const std::string& name) {
  return {name + " begins here with a line", "that fills its column, goes on",
          "in another line below it, and", "ends after the fourth line."};
}

PdfWord word(const std::string& text, float x0, float x1, float size = 10, float y1 = 110) {
  PdfWord made;
  made.text = text;
  made.box = {x0, y1 - size, x1, y1};
  made.size = size;
  return made;
}

/// The texts of the segments of these words, apart by " | ".
std::string segments_of(const std::vector<PdfWord>& words) {
  PdfPage page;
  page.words = words;
  std::string texts;
  for (const Segment& segment : make_segments(page)) texts += (texts.empty() ? "" : " | ") + segment.text;
  return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pdf_columns)

BOOST_AUTO_TEST_CASE(reads_the_left_column_before_the_right_and_what_spans_both_in_its_place) {
  PdfBuilder pdf;
  pdf.page().text(70, 90, 18, "A heading across the two columns of this page");
  pdf.lines(70, 120, 11, 14, column("One")).lines(310, 120, 11, 14, column("Two"));
  pdf.text(70, 210, 18, "Another heading across the two columns");
  pdf.lines(70, 240, 11, 14, column("Three")).lines(310, 240, 11, 14, column("Four"));
  const Publication publication = read(pdf);
  std::string order;
  for (const Block& block : publication.parts.at(0).blocks)
    order += block.text.substr(0, block.text.find(' ')) + " ";
  BOOST_TEST(order == "Columns A One Two Another Three Four ");
  BOOST_TEST(texts_of(publication, Role::kBody).at(0) ==
             "One begins here with a line that fills its column, goes on in another line below it, and ends "
             "after the fourth line.");
}

BOOST_AUTO_TEST_CASE(columns_of_unequal_length_whose_lines_do_not_stand_beside_each_other) {
  PdfBuilder pdf;
  pdf.page().text(70, 90, 18, "Heading of the left column");
  pdf.lines(70, 120, 11, 14, column("One")).lines(70, 190, 11, 14, column("Two"));
  pdf.lines(310, 97, 11, 14, column("Three")).lines(310, 167, 11, 14, column("Four"));
  pdf.lines(310, 237, 11, 14, column("Five"));
  BOOST_TEST(order_of(read(pdf)) == "Columns Heading One Two Three Four Five");
}

BOOST_AUTO_TEST_CASE(three_columns_are_read_one_after_the_other) {
  PdfBuilder pdf;
  pdf.page();
  float x = 50;
  for (const char* name : {"One", "Two", "Three"}) {
    pdf.lines(x, 120, 9, 12, column(name));
    x += 170;
  }
  BOOST_TEST(order_of(read(pdf)) == "Columns One Two Three");
}

BOOST_AUTO_TEST_CASE(a_title_beside_its_text_is_read_before_it) {
  PdfBuilder pdf;
  pdf.page().text(70, 120, 20, "Scope of").text(70, 144, 20, "the plan");
  std::vector<std::string> lines;
  for (const char* name : {"One", "Two"}) {
    for (const std::string& line : column(name)) lines.push_back(line + " and some words more than before");
  }
  pdf.lines(230, 116, 11, 14, lines);
  const Publication publication = read(pdf);
  BOOST_TEST(joined(publication, Role::kHeading) == "Scope of the plan");
  BOOST_TEST(order_of(publication).starts_with("Columns Scope One"));
}

BOOST_AUTO_TEST_CASE(narrow_columns_are_known_by_both_their_edges) {
  // Set in lines of one width, as a newspaper's are.
  const std::vector<std::string> lines = {"minimum mud in", "minimum mud in", "minimum mud in",
                                          "minimum mud in", "minimum mud in"};
  PdfBuilder pdf;
  pdf.page().text(70, 90, 11, "Left:").lines(70, 120, 11, 14, lines);
  pdf.text(180, 90, 11, "Right:").lines(180, 120, 11, 14, lines);
  std::string text;
  const Publication publication = read(pdf);
  for (const Block& block : publication.parts.at(0).blocks) text += block.text + " ";
  BOOST_TEST(text.find("minimum mud in minimum mud in minimum mud in minimum mud in") != std::string::npos);
  BOOST_TEST(text.find("Right:") > text.find("minimum"));
}

BOOST_AUTO_TEST_CASE(a_footnote_under_two_columns_keeps_its_number) {
  PdfBuilder pdf;
  pdf.page().lines(70, 120, 11, 14, column("One")).lines(310, 120, 11, 14, column("Two"));
  pdf.text(70, 300, 8, "(5)")
      .text(90, 300, 8,
            "The baseline will be adjusted for any material change of the emissions at the time "
            "of the transaction.");
  const std::vector<std::string> texts = texts_of(read(pdf), Role::kBody);
  BOOST_REQUIRE(!texts.empty());
  BOOST_TEST(texts.back().starts_with("(5) The baseline"));
}

BOOST_AUTO_TEST_CASE(cells_of_prose_beside_each_other_are_read_one_by_one) {
  PdfBuilder pdf;
  pdf.page().text(70, 90, 14, "A heading over the two cells of the row that follows it");
  pdf.lines(70, 120, 9, 11,
            {"We published the review in February, and", "a second one at the end of the year, of",
             "the advocacy."});
  pdf.lines(310, 120, 9, 11,
            {"Formalise the process by which the", "partners are chosen, and assess them",
             "in good time, with those who are", "concerned by each of the projects."});
  const std::vector<std::string> texts = texts_of(read(pdf), Role::kBody);
  BOOST_REQUIRE(texts.size() == 2);
  BOOST_TEST(
      texts[0] ==
      "We published the review in February, and a second one at the end of the year, of the advocacy.");
}

BOOST_AUTO_TEST_CASE(a_footnotes_mark_is_no_part_of_a_word) {
  BOOST_TEST(segments_of({word("levels", 10, 40), word("5", 40, 43, 6, 106)}) == "levels 5");
  BOOST_TEST(segments_of({word("5", 10, 13, 6, 106), word("Siehe", 13, 40)}) == "5 Siehe");
  BOOST_TEST(segments_of({word("x", 10, 15), word("2", 15, 18)}) == "x2");
}

BOOST_AUTO_TEST_CASE(letters_from_the_right_that_touch_are_one_word) {
  BOOST_TEST(segments_of({word("\u05D1", 10, 15), word("\u05D0", 15, 20), word("\u05D2", 24, 29)}) ==
             "\u05D2 \u05D0\u05D1");
}

BOOST_AUTO_TEST_CASE(ideographs_join_and_wide_letters_do_not) {
  BOOST_TEST(joins_without_blank("避難", "所"));
  BOOST_TEST(joins_without_blank("２０２３", "年"));
  BOOST_TEST(!joins_without_blank("ｗａｔｅｒ", "ｅｘｔｒａｃｔｉｏｎ"));
  BOOST_TEST(!joins_without_blank("ㅀ", "ㅐ"));
  BOOST_TEST(!joins_without_blank("word", "所"));
  BOOST_TEST(!joins_without_blank("", "所"));
}

BOOST_AUTO_TEST_SUITE_END()
