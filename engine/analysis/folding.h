// Folding: from a word as written to the form that is compared, and from a form to one without accents. Pure
// functions over UTF-8; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pressmark {

/// Appends the form of `written` to `form`: NFKC_Casefold (no soft hyphens, no zero-width or bidirectional
/// controls), every apostrophe as ', no white space; cut at limits::kFormBytesMax at a code point. With
/// `turkic`, I is dotless.
void append_form(std::string_view written, bool turkic, std::string& form);

/// `form` with accents folded: marks of Latin, Greek and Cyrillic letters dropped; ß, æ, ø, ł, … spelt in
/// ASCII. At most limits::kFormBytesMax bytes.
std::string fold_accents(std::string_view form);

/// `text` as it is compared whole: NFKC_Casefold, decimal digits of every script in ASCII, white space and
/// control characters as one blank and none at the ends. Ill-formed bytes become U+FFFD.
std::string folded_line(std::string_view text);

/// Whether `code_point` is written as an apostrophe.
bool is_apostrophe(char32_t code_point);

/// Appends `code_point` (a valid one) in UTF-8.
void append_code_point(char32_t code_point, std::string& out);

/// Whether all of `text` is ASCII.
bool is_ascii(std::string_view text);

}  // namespace pressmark
