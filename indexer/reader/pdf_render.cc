#include "indexer/reader/pdf_render.h"

#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>

namespace pressmark {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kPointsPerInch = 72;

/// Adds up the areas of images and draws nothing.
class ImageArea : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }

  // Images with masks come here too, by way of the base class.
  void drawImage(GfxState* state, Object* ref, Stream* data, int width, int height, GfxImageColorMap* colours,
                 bool interpolate, const int* mask, bool in_content) override {
    add(*state);
    OutputDev::drawImage(state, ref, data, width, height, colours, interpolate, mask, in_content);
  }
  void drawImageMask(GfxState* state, Object* ref, Stream* data, int width, int height, bool invert,
                     bool interpolate, bool in_content) override {
    add(*state);
    OutputDev::drawImageMask(state, ref, data, width, height, invert, interpolate, in_content);
  }

  double square_points() const { return square_points_; }

 private:
  /// An image fills the unit square.
  void add(const GfxState& state) {
    const auto& matrix = state.getCTM();
    const double area = std::abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]);
    if (std::isfinite(area)) square_points_ += area;
  }

  double square_points_ = 0;
};

bool is_late(void* until) {
  return Clock::now() >= *static_cast<const Clock::time_point*>(until);
}

}  // namespace

double image_share(PDFDoc& source, int page) {
  Page* const shown = source.getPage(page);
  if (shown == nullptr) return 0;
  const double whole = shown->getCropWidth() * shown->getCropHeight();
  if (!(whole > 0)) return 0;
  ImageArea area;
  source.displayPage(&area, page, kPointsPerInch, kPointsPerInch, 0, false, true, false);
  return std::min(1.0, area.square_points() / whole);
}

GreyPicture render_page(PDFDoc& source, int page, double resolution, uint8_t quarter_turns,
                        Clock::time_point until) {
  GreyPicture picture;
  picture.resolution = resolution;
  SplashColor paper{255};
  SplashOutputDev device(splashModeMono8, 1, false, paper);
  device.startDoc(&source);
  source.displayPage(&device, page, resolution, resolution, 90 * quarter_turns, false, true, false, is_late,
                     &until);
  SplashBitmap* const bitmap = device.getBitmap();
  if (is_late(&until) || bitmap == nullptr || bitmap->getDataPtr() == nullptr) return picture;
  if (bitmap->getWidth() <= 0 || bitmap->getHeight() <= 0) return picture;
  picture.width = static_cast<uint32_t>(bitmap->getWidth());
  picture.height = static_cast<uint32_t>(bitmap->getHeight());
  picture.pixels.reserve(size_t{picture.width} * picture.height);
  for (uint32_t y = 0; y < picture.height; ++y) {
    const uint8_t* const row =
        bitmap->getDataPtr() + static_cast<ptrdiff_t>(y) * static_cast<ptrdiff_t>(bitmap->getRowSize());
    picture.pixels.insert(picture.pixels.end(), row, row + picture.width);
  }
  return picture;
}

}  // namespace pressmark
