// Pages that are pictures of text: which they are, and their lines by OCR within a budget of time. Owned by
// one reader's call; the document must outlive it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/reader/pdf_document.h"
#include "indexer/reader/pdf_page.h"

namespace pressmark {

/// The time that OCR may take of one document. What is done between the pages does not count.
class OcrBudget {
 public:
  using Clock = std::chrono::steady_clock;
  using Now = Clock::time_point (*)();

  explicit OcrBudget(std::chrono::milliseconds document, Now now = Clock::now) : left_(document), now_(now) {}

  /// When a page that is begun now must be done; nothing when no time is left.
  std::optional<Clock::time_point> begin_page();
  void end_page();

 private:
  Clock::duration left_;
  Now now_;
  Clock::time_point begun_;
};

/// What came of a page.
enum class Scan : uint8_t {
  kNotOne,  // it has text, or nothing that could be read
  kRead,
  kUnsure,   // what was read is too likely wrong to be taken for text
  kStopped,  // the time is up
};

class ScanReader {
 public:
  ScanReader(const PdfDocument& document, std::string languages, OcrBudget budget)
      : document_(document), languages_(std::move(languages)), budget_(budget) {}

  /// Whether a page (from 0), with these words, is read. If so its lines are added to `lines` and its size is
  /// that in which they stand upright.
  Scan read(uint32_t number, PdfPage& page, std::vector<Segment>& lines);

 private:
  Scan read_picture(uint32_t number, PdfPage& page, OcrBudget::Clock::time_point until,
                    std::vector<Segment>& lines) const;
  bool may_be_scan(uint32_t number, const PdfPage& page) const;

  const PdfDocument& document_;
  const std::string languages_;
  OcrBudget budget_;
};

/// Pixels an inch at which a page of this size in points is drawn: 300, fewer where the picture would have
/// more than limits::kOcrPixelsMax pixels; 0 for a page without area.
double scan_resolution(float width, float height);

/// Gives recognised lines whose sizes differ by little the same size: a measured one is never quite that of
/// the line before.
void level_sizes(std::vector<std::vector<Segment>>& pages);

}  // namespace pressmark
