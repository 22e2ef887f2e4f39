// Writes PDFs of several structures into a folder, for the damage of mutants.py: `make_documents FOLDER`.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/pdf_builder.h"

using pressmark::testing::PdfBuilder;

namespace {

const std::vector<std::string> kProse = {
    "The closures of the past two years were an unplanned experiment, and a",
    "good part of what was learned from them has lasted to this day, both in",
    "the libraries and in the village halls where classes were held."};

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

PdfBuilder report(int pages) {
  PdfBuilder pdf;
  for (int i = 0; i < pages; ++i) {
    pdf.page().text(70, 40, 8, "A running head").text(70, 90, 16, "Heading " + std::to_string(i + 1));
    pdf.lines(70, 120, 11, 14, kProse).lines(310, 300, 11, 14, kProse).upwards(30, 400, 9, "A margin");
    pdf.outline("Heading " + std::to_string(i + 1), static_cast<uint32_t>(i));
  }
  pdf.labels(0, "r").labels(2, "D").language("en-GB").info("Title", "Report").info("Author", "A. Writer");
  return pdf.metadata(
      "<x:xmpmeta><rdf:RDF><dc:title><rdf:li>Report</rdf:li></dc:title></rdf:RDF></x:xmpmeta>");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::fprintf(stderr, "usage: make_documents FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  write(folder / "report.pdf", report(6).build());
  write(folder / "long.pdf", report(200).build());
  write(folder / "loop.pdf", report(3).outline_loop().build());
  write(folder / "protected.pdf", report(3).build_encrypted("", "owner"));
  write(folder / "locked.pdf", report(3).build_encrypted("secret", "owner"));
  write(folder / "no-pages.pdf", PdfBuilder().build());
  return 0;
}
