#include "tests/support/pdf_builder.h"

#include <cstdio>
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

namespace pressmark::testing {
namespace {

constexpr size_t kCatalog = 1;
constexpr size_t kPages = 2;
constexpr size_t kRegular = 3;
constexpr size_t kBold = 4;
constexpr size_t kInfo = 5;
constexpr size_t kMetadata = 6;
constexpr size_t kFirstPage = 7;  // then content and page by turns, then the outline

/// A literal string in Latin-1.
std::string literal(const std::string& utf8) {
  std::string text = "(";
  for (size_t i = 0; i < utf8.size(); ++i) {
    auto c = static_cast<unsigned char>(utf8[i]);
    if (c >= 0xC2 && c <= 0xC3 && i + 1 < utf8.size()) {
      c = static_cast<unsigned char>(((c & 3u) << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3Fu));
    }
    if (c == '(' || c == ')' || c == '\\') text += '\\';
    text += static_cast<char>(c);
  }
  return text + ")";
}

std::string reference(size_t object) {
  return std::to_string(object) + " 0 R";
}

std::string number(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", static_cast<double>(value));
  return text;
}

std::string stream(const std::string& dictionary, const std::string& content) {
  return "<<" + dictionary + "/Length " + std::to_string(content.size()) + ">>\nstream\n" + content +
         "\nendstream";
}

/// Numbered objects, their offsets and the table of them.
class Objects {
 public:
  void add(size_t object, const std::string& body) {
    if (offsets_.size() <= object) offsets_.resize(object + 1, 0);
    offsets_[object] = file_.size();
    file_ += std::to_string(object) + " 0 obj\n" + body + "\nendobj\n";
  }

  std::string finish(const std::string& trailer) const {
    std::string file = file_ + "xref\n0 " + std::to_string(offsets_.size()) + "\n0000000000 65535 f \n";
    for (size_t i = 1; i < offsets_.size(); ++i) {
      char line[24];
      std::snprintf(line, sizeof line, "%010zu 00000 %c \n", offsets_[i], offsets_[i] == 0 ? 'f' : 'n');
      file += line;
    }
    return file + "trailer\n<</Size " + std::to_string(offsets_.size()) + trailer + ">>\nstartxref\n" +
           std::to_string(file_.size()) + "\n%%EOF\n";
  }

 private:
  std::string file_ = "%PDF-1.7\n";
  std::vector<size_t> offsets_;
};

}  // namespace

PdfBuilder& PdfBuilder::page(float width, float height) {
  pages_.push_back({width, height, {}});
  return *this;
}

PdfBuilder& PdfBuilder::text(float x, float y, float size, const std::string& line, bool bold) {
  Page& page = pages_.back();
  page.content += std::string("BT /") + (bold ? "B" : "R") + " " + number(size) + " Tf " + number(x) + " " +
                  number(page.height - y) + " Td " + literal(line) + " Tj ET\n";
  return *this;
}

PdfBuilder& PdfBuilder::lines(float x, float y, float size, float pitch,
                              const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    text(x, y, size, line);
    y += pitch;
  }
  return *this;
}

PdfBuilder& PdfBuilder::upwards(float x, float y, float size, const std::string& line) {
  Page& page = pages_.back();
  page.content += "BT /R " + number(size) + " Tf 0 1 -1 0 " + number(x) + " " + number(page.height - y) +
                  " Tm " + literal(line) + " Tj ET\n";
  return *this;
}

PdfBuilder& PdfBuilder::picture(float x, float y, float width, float height, uint32_t columns,
                                const std::vector<uint8_t>& pixels) {
  Page& page = pages_.back();
  page.content += "q " + number(width) + " 0 0 " + number(height) + " " + number(x) + " " +
                  number(page.height - y - height) + " cm\nBI /CS /G /BPC 8 /F /AHx /W " +
                  std::to_string(columns) + " /H " + std::to_string(pixels.size() / columns) + " ID\n";
  static constexpr char kDigits[] = "0123456789abcdef";
  for (const uint8_t pixel : pixels) {
    page.content += kDigits[pixel >> 4];
    page.content += kDigits[pixel & 0xF];
  }
  page.content += ">\nEI Q\n";
  return *this;
}

PdfBuilder& PdfBuilder::labels(uint32_t first, const std::string& style) {
  labels_.emplace_back(first, style);
  return *this;
}

PdfBuilder& PdfBuilder::outline(const std::string& title, uint32_t page) {
  outline_.emplace_back(title, page);
  return *this;
}

PdfBuilder& PdfBuilder::outline_loop() {
  outline_loops_ = true;
  return *this;
}

PdfBuilder& PdfBuilder::language(const std::string& tag) {
  language_ = tag;
  return *this;
}

PdfBuilder& PdfBuilder::info(const std::string& key, const std::string& value) {
  info_.emplace_back(key, value);
  return *this;
}

PdfBuilder& PdfBuilder::metadata(const std::string& packet) {
  metadata_ = packet;
  return *this;
}

std::string PdfBuilder::build() const {
  Objects objects;
  std::string kids;
  for (size_t i = 0; i < pages_.size(); ++i) {
    const size_t content = kFirstPage + 2 * i;
    objects.add(content, stream("", pages_[i].content));
    objects.add(content + 1, "<</Type/Page/Parent " + reference(kPages) + "/MediaBox[0 0 " +
                                 number(pages_[i].width) + " " + number(pages_[i].height) +
                                 "]/Resources<</Font<</R " + reference(kRegular) + "/B " + reference(kBold) +
                                 ">>>>/Contents " + reference(content) + ">>");
    kids += reference(content + 1) + " ";
  }
  const size_t outlines = kFirstPage + 2 * pages_.size();
  std::string catalog = "<</Type/Catalog/Pages " + reference(kPages);
  if (!language_.empty()) catalog += "/Lang" + literal(language_);
  if (!metadata_.empty()) catalog += "/Metadata " + reference(kMetadata);
  if (!outline_.empty()) catalog += "/Outlines " + reference(outlines);
  if (!labels_.empty()) {
    catalog += "/PageLabels<</Nums[";
    for (const auto& [first, style] : labels_) catalog += std::to_string(first) + "<</S/" + style + ">>";
    catalog += "]>>";
  }
  objects.add(kCatalog, catalog + ">>");
  objects.add(kPages, "<</Type/Pages/Count " + std::to_string(pages_.size()) + "/Kids[" + kids + "]>>");
  const std::string font = "<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/Helvetica";
  objects.add(kRegular, font + ">>");
  objects.add(kBold, font + "-Bold>>");
  std::string info = "<<";
  for (const auto& [key, value] : info_) info += "/" + key + literal(value);
  objects.add(kInfo, info + ">>");
  if (!metadata_.empty()) objects.add(kMetadata, stream("/Type/Metadata/Subtype/XML", metadata_));
  for (size_t i = 0; i < outline_.size(); ++i) {
    if (i == 0) {
      objects.add(outlines, "<</Type/Outlines/First " + reference(outlines + 1) + "/Last " +
                                reference(outlines + outline_.size()) + ">>");
    }
    std::string item = "<</Title" + literal(outline_[i].first) + "/Parent " + reference(outlines) + "/Dest[" +
                       reference(kFirstPage + 2 * outline_[i].second + 1) + "/Fit]";
    if (i + 1 < outline_.size()) item += "/Next " + reference(outlines + i + 2);
    if (i + 1 == outline_.size() && outline_loops_) item += "/Next " + reference(outlines + 1);
    objects.add(outlines + 1 + i, item + ">>");
  }
  return objects.finish("/Root " + reference(kCatalog) + "/Info " + reference(kInfo));
}

std::string PdfBuilder::build_encrypted(const std::string& user_password,
                                        const std::string& owner_password) const {
  const std::string plain = build();
  QPDF pdf;
  pdf.processMemoryFile("plain", plain.data(), plain.size());
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setR6EncryptionParameters(user_password.c_str(), owner_password.c_str(), true, true, true, true,
                                   true, true, qpdf_r3p_full, true);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace pressmark::testing
