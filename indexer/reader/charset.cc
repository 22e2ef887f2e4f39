// Bytes of an unknown charset -> UTF-8 (charset.h, metadata.h).
#include "indexer/reader/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kDetectBytesMax = 64u << 10;
constexpr int32_t kConfidenceMin = 10;  // of ICU's 0 to 100; below, windows-1252 is the better guess

using Alias = std::pair<std::string_view, const char*>;

// What the web means by these labels: each old standard is read as the larger set that replaced it.
constexpr auto kAliases = std::to_array<Alias>({
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"latin1", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
});

bool is_utf8_label(std::string_view label) {
  // A file whose own text declares UTF-16 was readable as bytes, so it is not UTF-16.
  return label == "utf-8" || label == "utf8" || label == "unicode" || label.starts_with("utf-16") ||
         label.starts_with("utf16");
}

bool is_single_byte_label(std::string_view label) {
  return label.starts_with("windows-125") || label.starts_with("iso-8859") || label.starts_with("cp125");
}

std::string converter_label(std::string_view declared) {
  std::string label = ascii_lower(trim(declared));
  const auto* alias = std::find_if(kAliases.begin(), kAliases.end(),
                                   [&](const Alias& entry) { return entry.first == label; });
  return alias == kAliases.end() ? label : alias->second;
}

/// UTF-8 of `bytes` in the charset; nothing when ICU does not know it.
std::optional<std::string> convert(std::string_view bytes, const std::string& label) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(label.c_str(), &status),
                                                                     &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  const icu::UnicodeString wide(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  wide.toUTF8String(utf8);
  return utf8;
}

std::string detect(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  if (U_FAILURE(status)) return "windows-1252";
  const size_t size = std::min(bytes.size(), kDetectBytesMax);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(size), &status);
  ucsdet_enableInputFilter(detector.get(), true);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "windows-1252";
  const char* name = ucsdet_getName(match, &status);
  const int32_t confidence = ucsdet_getConfidence(match, &status);
  // The bytes are known not to be UTF-8, whatever their beginning looks like.
  if (U_FAILURE(status) || confidence < kConfidenceMin || std::string_view(name).starts_with("UTF-")) {
    return "windows-1252";
  }
  return converter_label(name);
}

struct ByteOrderMark {
  std::string_view bytes;
  const char* label;
};

// UTF-32 before UTF-16: the mark of the second begins the mark of the first.
constexpr auto kMarks = std::to_array<ByteOrderMark>({
    {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
    {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
    {"\xFF\xFE", "UTF-16LE"},
    {"\xFE\xFF", "UTF-16BE"},
});

bool is_known(const std::string& label) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(label.c_str(), &status),
                                                                     &ucnv_close);
  return U_SUCCESS(status);
}

}  // namespace

std::string charset_of_content_type(std::string_view content_type) {
  static constexpr std::string_view kName = "charset";
  const std::string lower = ascii_lower(content_type);
  const size_t found = lower.find(kName);
  if (found == std::string::npos) return {};
  std::string_view rest = trim(std::string_view(lower).substr(found + kName.size()));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
  return std::string(rest.substr(0, rest.find_first_of("\"'; ,\t")));
}

std::string believable_charset(std::string_view bytes, std::initializer_list<std::string_view> labels) {
  for (const std::string_view each : labels) {
    const std::string label = converter_label(each);
    if (label.empty()) continue;
    if (is_utf8_label(label) ? is_valid_utf8(bytes) : is_known(label)) return label;
  }
  return {};
}

Result<std::string> to_utf8(std::string_view bytes, std::string_view declared, std::string& warning) {
  warning.clear();
  for (const ByteOrderMark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    if (auto text = convert(bytes.substr(mark.bytes.size()), mark.label)) {
      text->erase(std::remove(text->begin(), text->end(), '\0'), text->end());
      return *std::move(text);
    }
  }
  const bool utf8_mark = bytes.starts_with("\xEF\xBB\xBF");
  if (utf8_mark) bytes.remove_prefix(3);
  if (const size_t at = bytes.find('\0'); at != std::string_view::npos) {
    return Error{
        ErrorCode::kBadEncoding,
        "has a NUL byte where text should be; save it as UTF-8 text, or as UTF-16 with a byte order mark",
        "byte " + std::to_string(at)};
  }
  const std::string label = converter_label(declared);
  const bool valid = is_valid_utf8(bytes);
  // Text that is well-formed UTF-8 by chance is so rare that a label of one byte per letter is the likelier
  // error.
  const bool trust_label =
      !utf8_mark && !label.empty() && !is_utf8_label(label) && !(valid && is_single_byte_label(label));
  if (trust_label) {
    if (auto text = convert(bytes, label)) return *std::move(text);
  }
  if (valid) return std::string(bytes);
  if (utf8_mark) return replace_ill_formed(bytes);
  const std::string guess = detect(bytes);
  warning = "charset_guessed: " + guess;
  if (auto text = convert(bytes, guess)) return *std::move(text);
  return replace_ill_formed(bytes);
}

}  // namespace pressmark
