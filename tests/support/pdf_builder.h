// PdfBuilder: small PDFs made in a test, instead of files that nobody can read in a review. Pages hold lines
// at given places in Helvetica; text is UTF-8 within Latin-1. Lengths in points; y counts from the top of the
// page.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace pressmark::testing {

class PdfBuilder {
 public:
  /// Begins a page of the usual size.
  PdfBuilder& page(float width = 595, float height = 842);

  /// A line whose foot stands at `y`.
  PdfBuilder& text(float x, float y, float size, const std::string& line, bool bold = false);
  /// Lines under each other, `pitch` apart.
  PdfBuilder& lines(float x, float y, float size, float pitch, const std::vector<std::string>& lines);
  /// A line that runs upwards from (x, y), as along a margin.
  PdfBuilder& upwards(float x, float y, float size, const std::string& line);

  /// A picture in grey, 8 bits a pixel, `columns` wide, from (x, y) on, `width` by `height` points large.
  PdfBuilder& picture(float x, float y, float width, float height, uint32_t columns,
                      const std::vector<uint8_t>& pixels);

  /// Pages from `first` (from 0) are labelled in `style` ("D", "r") from 1.
  PdfBuilder& labels(uint32_t first, const std::string& style);
  /// An entry of the outline; `page` from 0.
  PdfBuilder& outline(const std::string& title, uint32_t page);
  /// The outline's last entry points back at its first.
  PdfBuilder& outline_loop();
  PdfBuilder& language(const std::string& tag);
  /// An entry of the information dictionary: "Title", "CreationDate".
  PdfBuilder& info(const std::string& key, const std::string& value);
  /// An XMP packet.
  PdfBuilder& metadata(const std::string& packet);

  std::string build() const;
  /// The same, encrypted; an empty user password opens it for everyone.
  std::string build_encrypted(const std::string& user_password, const std::string& owner_password) const;

 private:
  struct Page {
    float width = 0;
    float height = 0;
    std::string content;
  };

  std::vector<Page> pages_;
  std::vector<std::pair<uint32_t, std::string>> labels_;
  std::vector<std::pair<std::string, uint32_t>> outline_;
  std::vector<std::pair<std::string, std::string>> info_;
  std::string language_;
  std::string metadata_;
  bool outline_loops_ = false;
};

}  // namespace pressmark::testing
