#include "tests/support/scanned.h"

#include <chrono>

#include "indexer/reader/pdf_document.h"

/// Fontconfig, which the fonts of drawn pages come from, keeps what it knows until the process ends.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}

namespace pressmark::testing {
namespace {

constexpr double kResolution = 150;
constexpr float kPointsPerInch = 72;

}  // namespace

GreyPicture scanned_page(const std::string& pdf, uint32_t page, uint8_t quarter_turns) {
  return PdfDocument(pdf).draw_page(page, kResolution, quarter_turns,
                                    std::chrono::steady_clock::now() + std::chrono::minutes(1));
}

void add_scan(PdfBuilder& to, const GreyPicture& picture) {
  const auto points = [&](uint32_t pixels) {
    return static_cast<float>(pixels) * kPointsPerInch / static_cast<float>(picture.resolution);
  };
  const float width = points(picture.width), height = points(picture.height);
  to.page(width, height).picture(0, 0, width, height, picture.width, picture.pixels);
}

std::string scanned(const std::string& pdf) {
  PdfBuilder scan;
  for (uint32_t page = 0; page < PdfDocument(pdf).pages_count(); ++page)
    add_scan(scan, scanned_page(pdf, page));
  return scan.build();
}

}  // namespace pressmark::testing
