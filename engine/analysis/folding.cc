#include "engine/analysis/folding.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/analysis/utf8.h"
#include "engine/limits.h"
#include "engine/result.h"

namespace pressmark {
namespace {

/// Letters that Unicode does not decompose, as they are spelt without them. Sorted by letter.
struct Spelling {
  char32_t letter;
  std::string_view ascii;
};
constexpr std::array<Spelling, 24> kSpellings = {{
    {0x00b7, ""},    // · of Catalan l·l
    {0x00df, "ss"},  // ß
    {0x00e6, "ae"},  // æ
    {0x00f0, "d"},   // ð
    {0x00f8, "o"},   // ø
    {0x00fe, "th"},  // þ
    {0x0111, "d"},   // đ
    {0x0127, "h"},   // ħ
    {0x0131, "i"},   // ı
    {0x0138, "k"},   // ĸ
    {0x0142, "l"},   // ł
    {0x014b, "n"},   // ŋ
    {0x0153, "oe"},  // œ
    {0x0167, "t"},   // ŧ
    {0x0180, "b"},   // ƀ
    {0x0192, "f"},   // ƒ
    {0x019a, "l"},   // ƚ
    {0x01b6, "z"},   // ƶ
    {0x01e5, "g"},   // ǥ
    {0x0259, "e"},   // ə, written a or e in lists of names
    {0x0268, "i"},   // ɨ
    {0x0289, "u"},   // ʉ
    {0x02bb, "'"},   // ʻ okina
    {0x2027, ""},    // ‧
}};

using GetNormalizer = const icu::Normalizer2* (*)(UErrorCode&);

/// `text` as one of ICU's normalizers has it.
template <GetNormalizer get>
std::string normalized(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const normalizer = get(status);
  ENGINE_CHECK(U_SUCCESS(status));
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
                            nullptr, status);
  ENGINE_CHECK(U_SUCCESS(status));
  return out;
}
constexpr auto casefolded = normalized<icu::Normalizer2::getNFKCCasefoldInstance>;
constexpr auto composed = normalized<icu::Normalizer2::getNFCInstance>;
constexpr auto decomposed = normalized<icu::Normalizer2::getNFDInstance>;

/// `text` with I and İ as Turkish and Azerbaijani fold them.
std::string turkic_lower(std::string_view written) {
  const std::string text = composed(written);  // the dot of İ may be a mark of its own
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == 'I') {
      out += "\u0131";
    } else if (text.compare(at, 2, "\u0130") == 0) {
      out += 'i';
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

/// Whether the marks on a letter of this script are accents that readers leave out.
bool has_accents(char32_t letter) {
  if (letter < 0x80) return true;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(letter), &status);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

bool is_mark(char32_t code_point) {
  return code_point >= 0x300 && u_charType(static_cast<UChar32>(code_point)) == U_NON_SPACING_MARK;
}

void cut_at_limit(std::string& form, size_t begin = 0) {
  const std::string_view added = std::string_view(form).substr(begin);
  form.resize(begin + utf8::prefix_size(added, limits::kFormBytesMax));
}

}  // namespace

void append_code_point(char32_t code_point, std::string& out) {
  std::array<char, 4> bytes{};
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, code_point);
  out.append(bytes.data(), static_cast<size_t>(size));
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

bool is_apostrophe(char32_t code_point) {
  return code_point == '\'' || code_point == 0x2019 || code_point == 0x2018 || code_point == 0x02bc ||
         code_point == 0xff07;
}

void append_form(std::string_view written, bool turkic, std::string& form) {
  const size_t begin = form.size();
  if (turkic && (written.find('I') != written.npos || written.find("\u0130") != written.npos)) {
    const std::string lower = turkic_lower(written);
    append_form(lower, false, form);
    return;
  }
  if (is_ascii(written)) {
    for (const char c : written) {
      if (c <= ' ') continue;
      form += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    cut_at_limit(form, begin);
    return;
  }
  const std::string folded = casefolded(written);
  for (size_t at = 0; at < folded.size();) {
    const utf8::CodePoint point = utf8::decode(folded, at);
    if (is_apostrophe(point.value)) {
      form += '\'';
    } else if (point.value > ' ' && point.value != utf8::kIllFormed &&
               !u_isUWhiteSpace(static_cast<UChar32>(point.value))) {
      form.append(folded, at, point.size);
    }
    at += point.size;
  }
  cut_at_limit(form, begin);
}

std::string fold_accents(std::string_view form) {
  if (is_ascii(form)) return std::string(form.substr(0, limits::kFormBytesMax));
  const std::string apart = decomposed(form);
  std::string out;
  bool drop_marks = false;
  for (size_t at = 0; at < apart.size();) {
    const utf8::CodePoint point = utf8::decode(apart, at);
    at += point.size;
    if (point.value == utf8::kIllFormed) continue;
    if (is_mark(point.value)) {
      if (!drop_marks) append_code_point(point.value, out);
      continue;
    }
    const auto* spelling =
        std::lower_bound(kSpellings.begin(), kSpellings.end(), point.value,
                         [](const Spelling& s, char32_t letter) { return s.letter < letter; });
    if (spelling != kSpellings.end() && spelling->letter == point.value) {
      out += spelling->ascii;
    } else {
      append_code_point(point.value, out);
    }
    drop_marks = has_accents(point.value);
  }
  // What was taken apart and kept (Hangul, the marks of other scripts) is put together again.
  if (!is_ascii(out)) out = casefolded(out);
  cut_at_limit(out);
  return out;
}

std::string folded_line(std::string_view text) {
  const std::string folded = casefolded(text);
  std::string line;
  for (size_t at = 0; at < folded.size();) {
    const utf8::CodePoint point = utf8::decode(folded, at);
    at += point.size;
    const auto value = static_cast<UChar32>(point.value == utf8::kIllFormed ? 0xfffd : point.value);
    if (u_isUWhiteSpace(value) || u_iscntrl(value)) {
      if (!line.empty() && line.back() != ' ') line += ' ';
    } else if (const int32_t digit = u_charDigitValue(value); digit >= 0) {
      line += static_cast<char>('0' + digit);
    } else {
      append_code_point(static_cast<char32_t>(value), line);
    }
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace pressmark
