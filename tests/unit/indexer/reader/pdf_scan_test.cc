// Pages that are pictures of text: what OCR makes of them, what it leaves alone, and when it stops.
#include "indexer/reader/pdf_scan.h"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>

#include "engine/limits.h"
#include "indexer/reader/reader.h"
#include "tests/support/pdf_builder.h"
#include "tests/support/scanned.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

namespace {

const std::vector<std::string> kFirst = {"The harbour committee met in the old customs house to",
                                         "hear what the winter storms had done to the break-",
                                         "water, and found that most of it must be built again."};
const std::vector<std::string> kSecond = {"A second report on the lighthouse is due in the spring",
                                          "and will be published on the pages of the town."};

PdfBuilder& add_text_page(PdfBuilder& pdf) {
  return pdf.page(420, 300)
      .text(40, 60, 26, "Storms and Stones")
      .lines(40, 110, 12, 16, kFirst)
      .lines(40, 190, 12, 16, kSecond);
}

std::string text_page() {
  PdfBuilder pdf;
  return add_text_page(pdf).build();
}

ReadRequest ocr_request() {
  ReadRequest request = request_of("scan.pdf");
  request.ocr_languages = "eng";
  return request;
}

Publication read(const std::string& pdf, const ReadRequest& request) {
  const Result<ReadResult> result = read_pdf(pdf, request);
  BOOST_REQUIRE(result.ok());
  BOOST_REQUIRE(result.value().publications.size() == 1);
  return result.value().publications[0];
}

bool warns(const Publication& publication, const std::string& warning) {
  return std::count(publication.warnings.begin(), publication.warnings.end(), warning) == 1;
}

bool warns_of(const Publication& publication, const std::string& name) {
  return std::any_of(publication.warnings.begin(), publication.warnings.end(),
                     [&](const std::string& warning) { return warning.starts_with(name); });
}

size_t times(const std::string& what, const Publication& publication) {
  size_t count = 0;
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) {
      for (size_t at = block.text.find(what); at != std::string::npos; at = block.text.find(what, at + 1))
        ++count;
    }
  }
  return count;
}

GreyPicture mirrored(GreyPicture picture) {
  for (uint32_t y = 0; y < picture.height; ++y) {
    const auto row = picture.pixels.begin() + static_cast<ptrdiff_t>(y * picture.width);
    std::reverse(row, row + picture.width);
  }
  return picture;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_scan_gives_title_and_paragraphs_as_its_text_layer_would) {
  const Publication publication = read(scanned(text_page()), ocr_request());
  BOOST_TEST(publication.title == "Storms and Stones");
  const std::vector<std::string> expected = {
      "The harbour committee met in the old customs house to hear what the winter storms had done to the "
      "break\u00AD\nwater, and found that most of it must be built again.",
      "A second report on the lighthouse is due in the spring and will be published on the pages of the "
      "town."};
  BOOST_TEST(texts_of(publication, Role::kBody) == expected, boost::test_tools::per_element());
  BOOST_TEST(publication.language == "en");
  BOOST_TEST(warns(publication, "ocr: pages 1"));
  BOOST_TEST(!warns_of(publication, "no_text_layer"));
}

BOOST_AUTO_TEST_CASE(a_scan_is_left_alone_unless_asked) {
  const Publication publication = read(scanned(text_page()), request_of("scan.pdf"));
  BOOST_TEST(warns(publication, "no_text_layer"));
  BOOST_TEST(!warns_of(publication, "ocr"));
  BOOST_TEST(texts_of(publication, Role::kBody).empty());
}

BOOST_AUTO_TEST_CASE(a_document_with_text_is_read_as_without_ocr) {
  PdfBuilder pdf;
  add_text_page(pdf);
  const GreyPicture picture = scanned_page(text_page(), 0);
  pdf.picture(0, 0, 420, 300, picture.width, picture.pixels);
  const std::string bytes = pdf.build();
  BOOST_TEST((read(bytes, ocr_request()) == read(bytes, request_of("scan.pdf"))));
}

BOOST_AUTO_TEST_CASE(names_the_pages_that_were_read_and_those_still_without_text) {
  const GreyPicture picture = scanned_page(text_page(), 0);
  PdfBuilder pdf;
  add_text_page(pdf);
  add_scan(pdf, picture);
  pdf.page();
  add_scan(pdf, picture);
  const Publication publication = read(pdf.build(), ocr_request());
  BOOST_TEST(warns(publication, "ocr: pages 2, 4"));
  BOOST_TEST(warns(publication, "pages_without_text: 3"));
  BOOST_TEST(!warns_of(publication, "ocr_"));
}

BOOST_AUTO_TEST_CASE(text_over_a_scan_stays_and_is_not_read_twice) {
  PdfBuilder pdf;
  add_scan(pdf, scanned_page(text_page(), 0));
  pdf.text(40, 280, 9, "Received 1987 archive");
  const Publication publication = read(pdf.build(), ocr_request());
  BOOST_TEST(warns(publication, "ocr: pages 1"));
  BOOST_TEST(times("Received 1987", publication) == 1);
  BOOST_TEST(times("customs house", publication) == 1);
}

BOOST_AUTO_TEST_CASE(a_few_words_beside_a_small_picture_are_no_scan) {
  const GreyPicture picture = scanned_page(text_page(), 0);
  PdfBuilder pdf;
  pdf.page()
      .text(40, 800, 9, "Received 1987 archive")
      .picture(40, 40, 420, 300, picture.width, picture.pixels);
  BOOST_TEST(!warns_of(read(pdf.build(), ocr_request()), "ocr"));
}

BOOST_DATA_TEST_CASE(a_page_that_lies_on_its_side_is_turned, data::make({1, 2, 3}), turns) {
  PdfBuilder page;
  page.page(500, 700);
  for (int i = 0; i < 7; ++i) {
    page.lines(40, 60.0f + 90.0f * static_cast<float>(i), 12, 16, kFirst);
  }
  PdfBuilder pdf;
  add_scan(pdf, scanned_page(page.build(), 0, static_cast<uint8_t>(turns)));
  const Publication publication = read(pdf.build(), ocr_request());
  BOOST_TEST(times("customs house", publication) == 7);
}

BOOST_AUTO_TEST_CASE(what_is_likely_misread_is_not_taken_for_text) {
  PdfBuilder pdf;
  add_scan(pdf, mirrored(scanned_page(text_page(), 0)));
  const Publication publication = read(pdf.build(), ocr_request());
  BOOST_TEST(warns(publication, "ocr_unsure: pages 1"));
  BOOST_TEST(warns(publication, "no_text_layer"));
  BOOST_TEST(texts_of(publication, Role::kBody).empty());
}

BOOST_AUTO_TEST_CASE(what_was_read_before_changes_nothing) {
  const GreyPicture picture = scanned_page(text_page(), 0);
  const auto read_once = [](const GreyPicture& shown) {
    return recognize(shown, "eng", std::chrono::steady_clock::now() + 1min);
  };
  const RecognizedText first = read_once(picture);
  read_once(mirrored(picture));
  const RecognizedText again = read_once(picture);
  BOOST_REQUIRE(first.lines.size() == 6);
  BOOST_REQUIRE(again.lines.size() == first.lines.size());
  for (size_t i = 0; i < first.lines.size(); ++i) BOOST_TEST(again.lines[i].text == first.lines[i].text);
  BOOST_TEST(again.confidence == first.confidence);
}

BOOST_AUTO_TEST_CASE(stops_when_the_time_is_up_and_keeps_the_rest) {
  const GreyPicture picture = scanned_page(text_page(), 0);
  PdfBuilder pdf;
  add_text_page(pdf);
  add_scan(pdf, picture);
  add_scan(pdf, picture);
  ReadRequest request = ocr_request();
  for (const uint32_t time_ms : {0u, 1u}) {
    request.ocr_time_ms = time_ms;
    const Publication publication = read(pdf.build(), request);
    BOOST_TEST(warns(publication, "ocr_stopped: pages 2-3"));
    BOOST_TEST(warns(publication, "pages_without_text: 2-3"));
    BOOST_TEST(times("customs house", publication) == 1);
  }
}

namespace {

OcrBudget::Clock::time_point g_now;

OcrBudget::Clock::time_point fake_now() {
  return g_now;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_page_has_its_own_time_and_at_most_what_the_document_has_left) {
  const std::chrono::milliseconds page(limits::kOcrPageMs);
  OcrBudget budget(page + 5ms, fake_now);
  BOOST_TEST((budget.begin_page() == g_now + page));
  g_now += page + 4ms;
  budget.end_page();
  g_now += 1h;  // what is done between the pages does not count
  BOOST_TEST((budget.begin_page() == g_now + 1ms));
  g_now += 1ms;
  budget.end_page();
  BOOST_TEST(!budget.begin_page().has_value());
}

namespace {

struct Size {
  const char* reason;
  float width, height;
  double resolution;
};
std::ostream& operator<<(std::ostream& out, const Size& row) {
  return out << row.reason;
}

// 40 million pixels at 300 an inch: 20 by 22.2 inches.
static_assert(limits::kOcrPixelsMax == 40'000'000);
const std::vector<Size> kSizes = {
    {"A4", 595, 842, 300},
    {"the most pixels", 1440, 1600, 300},
    {"one point more", 1440, 1601, 299.906},
    {"twice as wide and high", 2880, 3200, 150},
    {"the longest side", 72, 7680, 300},
    {"longer", 72, 15360, 150},
    {"no area", 0, 842, 0},
    {"negative", -5, 842, 0},
};

}  // namespace

BOOST_DATA_TEST_CASE(a_large_page_is_drawn_with_as_many_pixels_as_the_limit, data::make(kSizes), row) {
  BOOST_TEST(scan_resolution(row.width, row.height) == row.resolution, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(measured_sizes_that_differ_little_become_one) {
  const auto segment = [](float size, uint32_t paragraph) {
    Segment made;
    made.size = size;
    made.paragraph = paragraph;
    made.characters = 40;
    return made;
  };
  std::vector<std::vector<Segment>> pages = {{segment(10, 1), segment(10.9f, 2), segment(9.2f, 3)},
                                             {segment(10, 1), segment(15.3f, 2), segment(10.9f, 0)}};
  level_sizes(pages);
  BOOST_TEST(pages[0][1].size == 10.0f);
  BOOST_TEST(pages[0][2].size == 10.0f);
  BOOST_TEST(pages[1][1].size == 15.625f, boost::test_tools::tolerance(1e-4f));
  BOOST_TEST(pages[1][2].size == 10.9f);  // of a text layer, which says its size
}

namespace {

struct Languages {
  const char* list;
  const char* told;  // "" for a list that can be loaded
};
std::ostream& operator<<(std::ostream& out, const Languages& row) {
  return out << row.list;
}

const std::vector<Languages> kLanguages = {
    {"eng", ""},
    {"eng+eng", ""},
    {"tlh", "install the package tesseract-ocr-tlh"},
    {"eng+tlh_old", "install the package tesseract-ocr-tlh-old"},
    {"", "give tesseract's names"},
    {"eng+", "give tesseract's names"},
    {"eng deu", "give tesseract's names"},
    {"../eng", "give tesseract's names"},
    {"osd", "give tesseract's names"},
};

}  // namespace

BOOST_DATA_TEST_CASE(says_which_language_is_missing_and_what_to_install, data::make(kLanguages), row) {
  const std::string fault = ocr_languages_fault(row.list);
  BOOST_TEST_CONTEXT(fault) {
    BOOST_TEST(fault.empty() == std::string_view(row.told).empty());
    BOOST_TEST(fault.find(row.told) != std::string::npos);
    if (!fault.empty()) BOOST_TEST(fault.find("eng") != std::string::npos);
  }
}
