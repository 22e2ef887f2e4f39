#include "indexer/reader/pdf_strings.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "indexer/reader/pdf_page.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;

// PDFDocEncoding where it is not Latin-1 (ISO 32000-1, annex D.2).
constexpr uint8_t kAccentsBegin = 0x18;
constexpr auto kAccents =
    std::to_array<uint16_t>({0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC});
constexpr uint8_t kMarksBegin = 0x80;
constexpr auto kMarks = std::to_array<uint16_t>(
    {0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
     0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
     0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC});

template <size_t N>
bool maps(uint8_t byte, uint8_t begin, const std::array<uint16_t, N>&) {
  return byte >= begin && byte < begin + N;
}

std::string from_pdf_charset(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    char32_t code_point = byte;
    if (maps(byte, kAccentsBegin, kAccents)) code_point = kAccents.at(byte - kAccentsBegin);
    if (maps(byte, kMarksBegin, kMarks)) code_point = kMarks.at(byte - kMarksBegin);
    append_code_point(text, code_point);
  }
  return text;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  const auto unit_at = [&](size_t at) {
    const auto first = static_cast<uint8_t>(bytes[at]);
    const auto second = static_cast<uint8_t>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::string text;
  for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit_at(at);
    if (c >= 0xD800 && c < 0xE000) {
      const char32_t low = c < 0xDC00 && at + 3 < bytes.size() ? unit_at(at + 2) : 0;
      const bool pair = low >= 0xDC00 && low < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
      if (pair) at += 2;
    }
    append_code_point(text, c);
  }
  return text;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF;
}

bool is_digit(char32_t c) {
  return u_isdigit(static_cast<UChar32>(c)) != 0;
}

/// Some fonts print their hyphen under the code of the soft hyphen: between letters nobody can tell, beside a
/// digit ("A\u00AD17") no word is broken.
char32_t visible(std::u32string_view characters, size_t at) {
  const char32_t c = characters[at];
  // The bullets of symbol fonts.
  if (c == 0xF0B7 || c == 0xF0A7) return 0x2022;
  if (c != kSoftHyphen) return c;
  const bool after_digit = at > 0 && is_digit(characters[at - 1]);
  const bool before_digit = at + 1 < characters.size() && is_digit(characters[at + 1]);
  return after_digit || before_digit ? U'-' : c;
}

/// Numbers run from the left in a text that runs from the right.
void turn_numbers(std::u32string& text) {
  for (auto begin = std::find_if(text.begin(), text.end(), is_digit); begin != text.end();) {
    const auto end = std::find_if_not(begin, text.end(), is_digit);
    std::reverse(begin, end);
    begin = std::find_if(end, text.end(), is_digit);
  }
}

}  // namespace

std::string text_string(std::string_view bytes) {
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
  if (bytes.starts_with("\xEF\xBB\xBF")) return replace_ill_formed(bytes.substr(3));
  const bool ascii =
      std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
  return !ascii && is_valid_utf8(bytes) ? std::string(bytes) : from_pdf_charset(bytes);
}

std::string word_text(std::u32string_view characters) {
  std::string text;
  const bool is_plain =
      std::all_of(characters.begin(), characters.end(), [](char32_t c) { return c > 0x20 && c < 0x7F; });
  if (is_plain) {
    for (const char32_t c : characters) text += static_cast<char>(c);
    return text;
  }
  std::u32string kept;
  size_t from_right = 0;
  size_t from_left = 0;
  for (size_t at = 0; at < characters.size(); ++at) {
    const char32_t c = visible(characters, at);
    if (is_control(c)) continue;
    if (c >= 0x590 && is_right_to_left(c)) {
      ++from_right;
    } else if (u_isalpha(static_cast<UChar32>(c))) {
      ++from_left;
    }
    kept += c;
  }
  if (from_right > from_left) {
    std::reverse(kept.begin(), kept.end());
    turn_numbers(kept);
  }
  for (const char32_t c : kept) append_code_point(text, c);
  return std::string(trim(text));
}

}  // namespace pressmark
