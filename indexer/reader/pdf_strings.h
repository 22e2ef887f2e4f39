// The text strings of a PDF (titles, names, labels): bytes in one of four encodings. Pure functions; safe in
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace pressmark {

/// UTF-8 of a text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 after a byte order mark, else
/// PDFDocEncoding. UTF-8 without the mark, which is no text string but common, is kept as it is.
std::string text_string(std::string_view bytes);

/// `text` as a word is read: without control characters, letters that go from the right in that order, the
/// bullets of symbol fonts as bullets. `characters` are in the order in which they stand from the left.
std::string word_text(std::u32string_view characters);

}  // namespace pressmark
