// What the structure of a PDF says beside its text: outline, language, whether it had to be repaired. Never
// loses a document: what cannot be read is left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct OutlineEntry {
  std::string title;  // as written
  uint32_t page = 0;  // from 0
};

struct PdfStructure {
  std::vector<OutlineEntry> outline;  // in its own order
  std::string language;               // the catalogue's /Lang as written
  bool needs_password = false;
  bool repaired = false;  // the cross-reference table or an object was damaged
  std::string fault;      // why nothing at all could be read; else empty
};

PdfStructure read_structure(std::string_view bytes);

/// A damaged PDF written anew from the objects that can still be found; "" if it was not damaged, or too much
/// so.
std::string rewrite_damaged(std::string_view bytes);

}  // namespace pressmark
