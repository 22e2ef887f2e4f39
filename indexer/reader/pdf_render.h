// What is painted on the pages of a PDF, for those whose text is a picture.
#pragma once

#include <chrono>
#include <cstdint>

#include "indexer/reader/ocr.h"

class PDFDoc;

namespace pressmark {

/// The share of a page's area (pages from 1) that its images take up, 0 to 1; what lies over each other
/// counts twice.
double image_share(PDFDoc& source, int page);

/// The page as it is shown, turned clockwise by so many quarters more; without pixels when it could not be
/// drawn in time.
GreyPicture render_page(PDFDoc& source, int page, double resolution, uint8_t quarter_turns,
                        std::chrono::steady_clock::time_point until);

}  // namespace pressmark
