#include "engine/analysis/glue.h"

#include <algorithm>
#include <array>

namespace pressmark {
namespace {

struct GlueRow {
  std::string_view gap;
  Glue glue;
};
constexpr auto kGlues = std::to_array<GlueRow>({
    {"-", Glue::kHyphen},
    {"-\n", Glue::kHyphen},
    {"\u2010", Glue::kHyphen},
    {"\u2011", Glue::kHyphen},
    {"\u2010\n", Glue::kHyphen},
    {"\u2212", Glue::kHyphen},
    {"\ufe63", Glue::kHyphen},
    {"\uff0d", Glue::kHyphen},
    {"\u2013", Glue::kDash},
    {".", Glue::kDot},
    {"\uff0e", Glue::kDot},
    {"/", Glue::kSlash},
    {"\u2044", Glue::kSlash},
    {"&", Glue::kAmpersand},
    {" & ", Glue::kAmpersand},
    {"\uff06", Glue::kAmpersand},
    {"@", Glue::kAt},
    {"_", Glue::kUnderscore},
    {"(", Glue::kOpen},
    {")", Glue::kClose},
    {")(", Glue::kCloseOpen},
    {":", Glue::kColon},
    {"://", Glue::kScheme},
    {"+", Glue::kPlus},
    {"++", Glue::kPlusPlus},
    {"'", Glue::kApostrophe},
    {"\u2019", Glue::kApostrophe},
    {"\u00a0", Glue::kGroupSpace},
    {"\u2009", Glue::kGroupSpace},
    {"\u202f", Glue::kGroupSpace},
    {"?", Glue::kQuery},
    {"=", Glue::kQuery},
    {"#", Glue::kQuery},
    {"%", Glue::kQuery},
    {"~", Glue::kQuery},
    {"/?", Glue::kQuery},
    {"/#", Glue::kQuery},
    {"/_", Glue::kQuery},
    {"-_", Glue::kQuery},
    {"//", Glue::kQuery},
    {"/~", Glue::kQuery},
    {"/@", Glue::kQuery},
    {"&amp;", Glue::kAmpersand},
});

constexpr std::array<bool, 256> make_touching() {
  std::array<bool, 256> touching{};
  for (const char c : std::string_view("-./&@_():+'?=#%~$")) touching[static_cast<uint8_t>(c)] = true;
  for (size_t c = 0x80; c < 256; ++c) touching[c] = true;
  return touching;
}
constexpr std::array<bool, 256> kTouching = make_touching();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string_view glue_text(Glue glue) {
  switch (glue) {
    case Glue::kHyphen:
    case Glue::kDash:
      return "-";
    case Glue::kDot:
      return ".";
    case Glue::kSlash:
      return "/";
    case Glue::kAmpersand:
      return "&";
    case Glue::kAt:
      return "@";
    case Glue::kUnderscore:
      return "_";
    case Glue::kOpen:
      return "(";
    case Glue::kClose:
      return ")";
    case Glue::kCloseOpen:
      return ")(";
    case Glue::kColon:
      return ":";
    case Glue::kPlus:
      return "+";
    case Glue::kPlusPlus:
      return "++";
    default:
      return "";
  }
}

Glue glue_between(std::string_view text, const Word& left, const Word& right, const LanguageRules& rules) {
  const std::string_view gap = text.substr(left.end, right.begin - left.end);
  if (gap.empty()) return right.continues ? Glue::kNothing : Glue::kNone;
  if (gap.size() > 5) return Glue::kNone;
  const auto* row =
      std::find_if(kGlues.begin(), kGlues.end(), [&](const GlueRow& r) { return r.gap == gap; });
  if (row == kGlues.end()) return Glue::kNone;
  const bool digits = is_digit(text[left.end - 1]) && is_digit(text[right.begin]);
  switch (row->glue) {
    case Glue::kColon:
      return digits ? Glue::kColon : Glue::kNone;
    case Glue::kGroupSpace:
      return digits && left.plain && right.plain && right.end - right.begin == 3 ? Glue::kGroupSpace
                                                                                 : Glue::kNone;
    case Glue::kApostrophe:
      return rules.elides ? Glue::kNone : Glue::kApostrophe;
    case Glue::kAmpersand:
      if (gap == " & " && (left.end - left.begin > 1 || right.end - right.begin > 1)) return Glue::kNone;
      return Glue::kAmpersand;
    default:
      return row->glue;
  }
}

bool may_be_glue(char byte) {
  return kTouching[static_cast<uint8_t>(byte)];
}

}  // namespace pressmark
