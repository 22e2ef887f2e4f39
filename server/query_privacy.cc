#include "server/query_privacy.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kDigitsMax = 6;          // of a number that tells of nobody
constexpr size_t kMixedDigitsMax = 5;     // of one with letters in it, such as a passport's
constexpr size_t kMixedBytesMin = 8;      // of a code in which letters and digits take turns
constexpr size_t kLinkingLettersMax = 2;  // a longer word ends a number; "qq 12 34 56 c" is one

/// Letters and digits without anything between; letters beyond ASCII are never together with digits, since
/// they are words there ("2022年12月").
struct Piece {
  std::string_view text;
  size_t begin = 0, letters = 0, digits = 0, turns = 0;  // turns: from letters to digits and back
  size_t end() const { return begin + text.size(); }
};

enum class Class : uint8_t { kOther, kDigit, kLetter, kForeignLetter };

Class class_of(char32_t point) {
  if (point >= '0' && point <= '9') return Class::kDigit;
  if (point >= 'a' && point <= 'z') return Class::kLetter;
  const bool mark = point < 0xc0 || (point >= 0x2000 && point < 0x2070) || point == 0x2212 ||
                    (point >= 0x3000 && point < 0x3040);
  return mark ? Class::kOther : Class::kForeignLetter;
}

std::vector<Piece> pieces_of(std::string_view line) {
  std::vector<Piece> pieces;
  Class before = Class::kOther;
  for (size_t at = 0; at < line.size();) {
    const utf8::CodePoint point = utf8::decode(line, at);
    const Class now = class_of(point.value);
    const bool foreign = now == Class::kForeignLetter;
    if (now != Class::kOther) {
      if (before == Class::kOther || foreign != (before == Class::kForeignLetter))
        pieces.push_back({line.substr(at, 0), at});
      Piece& piece = pieces.back();
      piece.text = line.substr(piece.begin, at + point.size - piece.begin);
      if (before != now && piece.letters + piece.digits > 0) ++piece.turns;
      ++(now == Class::kDigit ? piece.digits : piece.letters);
    }
    before = now;
    at += point.size;
  }
  return pieces;
}

bool is_number(const Piece& piece) {
  return piece.digits > 0 && piece.letters == 0;
}

bool is_year(const Piece& piece) {
  return is_number(piece) && piece.digits == 4 && piece.text >= "1800" && piece.text <= "2099";
}

/// A code such as "c01x00t47" or "ab123456".
bool is_identity(const Piece& piece) {
  if (piece.letters == 0) return false;
  const bool taking_turns = piece.text.size() >= kMixedBytesMin && piece.turns >= 2 && piece.digits >= 3;
  return taking_turns || piece.digits > kMixedDigitsMax;
}

/// Whether two pieces that follow each other number an act: "2016/679", "1025/2012", "(2021) 118".
bool is_act(std::string_view line, const Piece& first, const Piece& second) {
  if (!is_number(first) || !is_number(second)) return false;
  if (is_year(first) && second.digits <= 3) return true;
  const bool joined = second.begin == first.end() + 1 && line[first.end()] == '/';
  return joined && first.digits <= 4 && second.digits <= 4 && (is_year(first) || is_year(second));
}

/// Two letters, six digits and a letter: the United Kingdom's national insurance number, however spaced.
bool is_insurance_number(std::span<const Piece> chain) {
  std::string joined;
  for (const Piece& piece : chain) joined += piece.text;
  const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  return joined.size() == 9 && !digit(joined[0]) && !digit(joined[1]) && joined[8] >= 'a' &&
         joined[8] <= 'd' && std::all_of(joined.begin() + 2, joined.begin() + 8, digit);
}

/// Day, month and year in figures, the year at either end.
bool has_day(std::span<const Piece> chain) {
  std::vector<Piece> numbers;
  std::copy_if(chain.begin(), chain.end(), std::back_inserter(numbers), is_number);
  const auto small = [](const Piece& piece) { return piece.digits <= 2; };
  for (size_t i = 0; i + 2 < numbers.size(); ++i) {
    const Piece &first = numbers[i], &second = numbers[i + 1], &third = numbers[i + 2];
    if (small(second) && ((small(first) && is_year(third)) || (is_year(first) && small(third)))) return true;
  }
  return false;
}

/// Whether pieces that stand together are a long number, or another thing of one person's.
bool is_personal(std::string_view line, std::span<const Piece> chain) {
  size_t digits = 0, beside_years = 0;
  bool only_years = true;  // of those with three digits and more
  for (size_t i = 0; i < chain.size(); ++i) {
    const Piece& piece = chain[i];
    const bool act = (i > 0 && is_act(line, chain[i - 1], piece)) ||
                     (i + 1 < chain.size() && is_act(line, piece, chain[i + 1]));
    digits += piece.digits;
    if (act || is_year(piece)) continue;
    beside_years += piece.digits;
    if (piece.digits > 2) only_years = false;
  }
  // Among other long numbers four digits are a part of them, whatever year they would be.
  return (only_years ? beside_years : digits) > kDigitsMax || has_day(chain) || is_insurance_number(chain);
}

bool has_address(std::string_view line) {
  static constexpr std::string_view kSigns[] = {"@", "://", "(at)", "[at]", "{at}"};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&](std::string_view sign) { return line.find(sign) != std::string_view::npos; });
}

}  // namespace

bool looks_personal(std::string_view line) {
  if (has_address(line)) return true;
  const std::vector<Piece> pieces = pieces_of(line);
  if (std::any_of(pieces.begin(), pieces.end(), is_identity)) return true;
  for (size_t begin = 0; begin < pieces.size(); ++begin) {
    size_t end = begin;
    while (end < pieces.size() && (pieces[end].digits > 0 || pieces[end].letters <= kLinkingLettersMax))
      ++end;
    if (end > begin && is_personal(line, std::span(pieces).subspan(begin, end - begin))) return true;
    begin = end;
  }
  return false;
}

}  // namespace pressmark
