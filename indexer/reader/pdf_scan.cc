#include "indexer/reader/pdf_scan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/ocr.h"

namespace pressmark {
namespace {

constexpr float kPointsPerInch = 72;
constexpr double kResolution = 300;
// A picture with a longer side is more than tesseract takes.
constexpr double kSidePixelsMax = 32'000;
// A page with more characters has text, and what it shows beside it are figures.
constexpr size_t kStampCharactersMax = 100;
// Of a page with some text, a stamp or a page number: what its images take up.
constexpr double kImageShareMin = 0.5;
// Darker than this is ink.
constexpr uint8_t kInk = 160;
constexpr double kInkShareMin = 0.0002;
// Mean confidence of a page, from 0 to 100. Text had 78 in a poor scan, 84 and more in good ones; another
// script and a painting taken for letters had 40.
constexpr float kPageConfidenceMin = 65;
// Below this a page may lie on its side.
constexpr float kUprightConfidenceMin = 80;
// As of a page with a text layer.
constexpr size_t kPageCharactersMin = 8;
// Sizes closer together than about half of this ratio are one.
constexpr float kSizeStep = 1.25f;

size_t characters_of(const PdfPage& page) {
  size_t characters = 0;
  for (const PdfWord& word : page.words) characters += count_characters(word.text);
  return characters;
}

bool has_ink(const GreyPicture& picture) {
  const auto dark =
      std::count_if(picture.pixels.begin(), picture.pixels.end(), [](uint8_t pixel) { return pixel < kInk; });
  return static_cast<double>(dark) > kInkShareMin * static_cast<double>(picture.pixels.size());
}

/// What the page says in its text layer is not read a second time.
void paint_over(const std::vector<PdfWord>& words, GreyPicture& picture) {
  const auto scale = static_cast<float>(picture.resolution) / kPointsPerInch;
  const auto pixel = [scale](float points, uint32_t end) {
    return static_cast<size_t>(std::clamp(std::round(points * scale), 0.0f, static_cast<float>(end)));
  };
  for (const PdfWord& word : words) {
    const size_t x0 = pixel(word.box.x0, picture.width), x1 = pixel(word.box.x1, picture.width);
    const size_t y0 = pixel(word.box.y0, picture.height), y1 = pixel(word.box.y1, picture.height);
    if (x0 >= x1) continue;
    for (size_t y = y0; y < y1; ++y) {
      std::fill_n(picture.pixels.begin() + static_cast<ptrdiff_t>(y * picture.width + x0), x1 - x0,
                  uint8_t{255});
    }
  }
}

Segment segment_of(const RecognizedLine& line, float points_per_pixel) {
  Segment segment;
  segment.box = {line.box.x0 * points_per_pixel, line.box.y0 * points_per_pixel,
                 line.box.x1 * points_per_pixel, line.box.y1 * points_per_pixel};
  segment.size = line.size * points_per_pixel;
  segment.characters = count_characters(line.text);
  segment.text = line.text;
  segment.paragraph = line.paragraph;
  return segment;
}

float middle(std::vector<float> values) {
  const auto at = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// A paragraph is set in one size, and the middle of its lines' is the best guess at it.
void set_sizes_of_paragraphs(std::vector<Segment>& lines) {
  std::map<uint32_t, std::vector<float>> sizes;
  for (const Segment& line : lines) sizes[line.paragraph].push_back(line.size);
  std::map<uint32_t, float> size_of;
  for (auto& [paragraph, values] : sizes) size_of[paragraph] = middle(std::move(values));
  for (Segment& line : lines) line.size = size_of.at(line.paragraph);
}

/// The size in which most characters are set; 0 if there are none.
float usual_size(const std::vector<std::vector<Segment>>& pages) {
  std::vector<std::pair<float, size_t>> sizes;
  size_t characters = 0;
  for (const std::vector<Segment>& segments : pages) {
    for (const Segment& segment : segments) {
      if (segment.paragraph == 0) continue;
      sizes.emplace_back(segment.size, segment.characters);
      characters += segment.characters;
    }
  }
  std::sort(sizes.begin(), sizes.end());
  size_t below = 0;
  for (const auto& [size, count] : sizes) {
    below += count;
    if (2 * below >= characters) return size;
  }
  return 0;
}

}  // namespace

std::optional<OcrBudget::Clock::time_point> OcrBudget::begin_page() {
  if (left_ <= Clock::duration::zero()) return std::nullopt;
  begun_ = now_();
  return begun_ + std::min<Clock::duration>(left_, std::chrono::milliseconds(limits::kOcrPageMs));
}

void OcrBudget::end_page() {
  left_ -= now_() - begun_;
}

Scan ScanReader::read(uint32_t number, PdfPage& page, std::vector<Segment>& lines) {
  if (!may_be_scan(number, page)) return Scan::kNotOne;
  const std::optional<OcrBudget::Clock::time_point> until = budget_.begin_page();
  if (!until) return Scan::kStopped;
  const Scan scan = read_picture(number, page, *until, lines);
  budget_.end_page();
  return scan;
}

bool ScanReader::may_be_scan(uint32_t number, const PdfPage& page) const {
  if (page.width <= 0 || page.height <= 0) return false;
  const size_t characters = characters_of(page);
  if (characters < kPageCharactersMin) return true;
  return characters <= kStampCharactersMax && document_.image_share(number) >= kImageShareMin;
}

Scan ScanReader::read_picture(uint32_t number, PdfPage& page, OcrBudget::Clock::time_point until,
                              std::vector<Segment>& lines) const {
  const double resolution = scan_resolution(page.width, page.height);
  GreyPicture picture = document_.draw_page(number, resolution, 0, until);
  if (picture.pixels.empty()) return Scan::kStopped;
  paint_over(page.words, picture);
  if (!has_ink(picture)) return Scan::kNotOne;
  RecognizedText text = recognize(picture, languages_, until);
  if (!text.in_time) return Scan::kStopped;
  const bool may_lie = text.confidence < kUprightConfidenceMin && page.words.empty();
  const uint8_t turns = may_lie ? quarter_turns_to_upright(picture, languages_) : uint8_t{0};
  if (turns != 0) {
    picture = document_.draw_page(number, resolution, turns, until);
    if (picture.pixels.empty()) return Scan::kStopped;
    RecognizedText upright = recognize(picture, languages_, until);
    if (!upright.in_time) return Scan::kStopped;
    if (upright.confidence > text.confidence) {
      text = std::move(upright);
      if (turns % 2 == 1) std::swap(page.width, page.height);
    }
  }
  if (text.confidence > 0 && text.confidence < kPageConfidenceMin) return Scan::kUnsure;
  if (text.characters < kPageCharactersMin) return Scan::kNotOne;
  std::vector<Segment> found;
  const auto points_per_pixel = static_cast<float>(kPointsPerInch / resolution);
  for (const RecognizedLine& line : text.lines) found.push_back(segment_of(line, points_per_pixel));
  set_sizes_of_paragraphs(found);
  std::move(found.begin(), found.end(), std::back_inserter(lines));
  return Scan::kRead;
}

double scan_resolution(float width, float height) {
  if (!(width > 0) || !(height > 0)) return 0;
  const double inches_wide = double{width} / kPointsPerInch, inches_high = double{height} / kPointsPerInch;
  const double by_area = std::sqrt(static_cast<double>(limits::kOcrPixelsMax) / (inches_wide * inches_high));
  const double by_side = kSidePixelsMax / std::max(inches_wide, inches_high);
  return std::min({kResolution, by_area, by_side});
}

void level_sizes(std::vector<std::vector<Segment>>& pages) {
  const float usual = usual_size(pages);
  if (!(usual > 0)) return;
  for (std::vector<Segment>& segments : pages) {
    for (Segment& segment : segments) {
      if (segment.paragraph == 0 || !(segment.size > 0)) continue;
      const float steps = std::round(std::log(segment.size / usual) / std::log(kSizeStep));
      segment.size = usual * std::pow(kSizeStep, steps);
    }
  }
}

}  // namespace pressmark
