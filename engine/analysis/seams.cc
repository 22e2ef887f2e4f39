#include "engine/analysis/seams.h"

#include <algorithm>
#include <array>

#include "engine/analysis/utf8.h"

namespace pressmark {

namespace {

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/// The code point that `text` (not empty) ends with.
char32_t last_code_point(std::string_view text) {
  size_t begin = text.size() - 1;
  while (begin > 0 && text.size() - begin < 4 && utf8::is_continuation(text[begin])) --begin;
  const utf8::CodePoint point = utf8::decode(text, begin);
  return begin + point.size == text.size() ? point.value : utf8::kIllFormed;
}

/// Whether no rule looks over a blank after this character. Signs may reach over one ("R & D"), hyphens over
/// the end of a line.
bool ends_plainly(char32_t c) {
  if (c < 0x80)
    return is_letter_or_digit(static_cast<char>(c)) || c == '.' || c == ',' || c == ';' || c == ')';
  return c >= 0xc0 && !(c >= 0x2000 && c < 0x2c00) && c != utf8::kIllFormed;
}

/// Whether the word that begins at `at` has a seam before it.
bool is_seam(std::string_view text, size_t at) {
  static constexpr std::array<char32_t, 3> kFullMarks = {0x3002, 0xff01, 0xff1f};
  if (at < 2) return false;
  if (text[at - 1] == ' ' || text[at - 1] == '\n')
    return ends_plainly(last_code_point(text.substr(0, at - 1)));
  const char32_t before = last_code_point(text.substr(0, at));
  return std::find(kFullMarks.begin(), kFullMarks.end(), before) != kFullMarks.end();
}

}  // namespace

std::vector<Seam> find_seams(std::string_view text, std::span<const Token> tokens, size_t bytes_apart) {
  std::vector<Seam> seams;
  size_t earliest = bytes_apart;
  uint32_t covered = 0;  // where the tokens so far end
  uint32_t words = 0;    // before the last seam
  for (const Token& token : tokens) {
    // A stretch without words, as a row of dots, is no piece of its own.
    if (token.span.begin >= earliest && token.position > words && token.span.begin >= covered &&
        is_seam(text, token.span.begin)) {
      seams.push_back({token.span.begin, token.position});
      earliest = token.span.begin + bytes_apart;
      words = token.position;
    }
    covered = std::max(covered, token.span.end);
  }
  return seams;
}

}  // namespace pressmark
