// OCR in the confined worker: its data are loaded before, its time comes on top, and a reader that does not
// survive it reads without.
#include <time.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "indexer/reader/ocr.h"
#include "indexer/sandbox/sandbox.h"
#include "tests/support/pdf_builder.h"
#include "tests/support/scanned.h"

namespace pressmark {
namespace {

volatile bool g_forever = true;

/// Dies of OCR in the way that the document says; without it reads a page without text.
Result<ReadResult> obey(std::string_view bytes, const ReadRequest& request) {
  if (!request.ocr_languages.empty()) {
    if (bytes == "%PDF-abort") std::abort();
    if (bytes.ends_with("loop")) {
      while (g_forever) {
      }
    }
    if (bytes == "%PDF-slow") {
      const timespec time{0, 300'000'000};
      nanosleep(&time, nullptr);
    }
  }
  ReadResult result;
  result.publications.emplace_back();
  result.publications[0].warnings = {bytes == "%PDF-slow" ? "ocr: pages 1" : "no_text_layer"};
  return result;
}

ReadRequest ocr_request() {
  ReadRequest request;
  request.path = "scan.pdf";
  request.ocr_languages = "eng";
  return request;
}

std::vector<std::string> warnings_after(const std::string& bytes, uint32_t ocr_time_ms) {
  SandboxOptions options;
  options.timeout_ms = 100;
  Sandbox sandbox(options, obey);
  ReadRequest request = ocr_request();
  request.ocr_time_ms = ocr_time_ms;
  const Result<ReadResult> result = sandbox.read(bytes, request);
  BOOST_REQUIRE(result.ok());
  return result.value().publications.at(0).warnings;
}

BOOST_AUTO_TEST_CASE(a_confined_worker_reads_a_scan_with_what_was_loaded_before) {
  testing::PdfBuilder pdf;
  pdf.page(420, 120).lines(40, 40, 12, 16, {"The harbour committee met in the old", "customs house to hear"});
  SandboxOptions options;
  options.ocr_languages = "eng";
  // A forbidden call, to start a thread or write a file, ends the worker.
  options.confinement.forbidden = Forbidden::kKills;
  Sandbox sandbox(options);
  const std::string scan = testing::scanned(pdf.build());
  for (int i = 0; i < 2; ++i) {
    const Result<ReadResult> result = sandbox.read(scan, ocr_request());
    BOOST_REQUIRE(result.ok());
    const Publication& publication = result.value().publications.at(0);
    BOOST_TEST(publication.warnings == std::vector<std::string>{"ocr: pages 1"},
               boost::test_tools::per_element());
    BOOST_TEST(publication.parts.at(0).blocks.back().text ==
               "The harbour committee met in the old customs house to hear");
  }
}

BOOST_AUTO_TEST_CASE(the_time_of_ocr_comes_on_top_of_the_readers) {
  BOOST_TEST(warnings_after("%PDF-slow", 5'000) == std::vector<std::string>{"ocr: pages 1"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_pdf_has_no_more_time_for_it) {
  BOOST_TEST(warnings_after("<p>loop", 60'000) == std::vector<std::string>{"no_text_layer"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_reader_that_dies_of_ocr_reads_without_it_and_says_so) {
  const std::vector<std::string> expected = {"no_text_layer", "ocr_failed"};
  for (const char* way : {"%PDF-abort", "%PDF-loop"}) {
    BOOST_TEST_CONTEXT(way) {
      BOOST_TEST(warnings_after(way, 100) == expected, boost::test_tools::per_element());
    }
  }
}

}  // namespace
}  // namespace pressmark
