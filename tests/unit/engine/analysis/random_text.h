// Texts made at random from what words, signs and encodings have trouble with.
#pragma once

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "engine/analysis/folding.h"

namespace pressmark {

// clang-format off
inline constexpr auto kPieces = std::to_array<std::string_view>({
    " ", " ", " ", " ", "\n", "-", "-\n", "\u00ad", "\u00ad\n", "\u2010", "\u2013", ".", ",", ":", ";", "'",
    "\u2019", "'s", "\"", "/", "://", "(", ")", "@", "#", "&", "+", "++", "%", "$", "\u00a3", "_", "\u00a0",
    "\u202f", "\u200b", "\u200d", "\u200f", "\u0301", "\u2082", "a", "B", "word", "Words", "l'",
    "dell\u2019", "1", "22", "2021", "000", "\u00e9", "\u00df", "\u0130", "I", "\u00fc", "\u00e5", "\ufb03",
    "\uff21", "\u0416", "\u05d0", "\u0627", "\u0e2a\u0e27", "\u6771\u4eac", "\u30ab", "\ud55c",
    "\U0001F600", "\U0001F1EC", "\U0001D54F", "\u2167", "\ufdfa", "\u115f", "\xff", "\xc3", "\xed\xa0\x80",
    "\u0308", "\u0327", "\u20dd", "\u0e31", "\u093f", "\u064b", "\u0f71\u0f72", "\u200c", "\u2060",
    "\ufeff", "\u200e", "\u202a", "\u202e", "\u202c", "\u2067", "\u2069", "\u061c", "\u180e", "\ufe0f",
    "\u034f", "\U0001F469\u200d\U0001F4BB", "\U0001F3FD", "\U0001F1E7", "\u20e3", "\U000E0067", "\u2028",
    "\u0085", "FY", "2018", "Q3", "\uff11\uff19", "\u0e01\u0e32\u0e23", "\u1000\u103c",
    "\u304d\u3087\u3046", "\u1112\u1161\u11ab", "\u00c5", "A\u030a", "\u1e9e", "\u03a3", "\u0149", "\u01c6",
    "\u00bd", "\u00b2", "\u2116", "\u33a5", "\ufb01", "\xed\xbf\xbf", "\xf8\x88", "\xe2\x80", "\xf0\x9f",
    "\xc0\xaf",
});
// clang-format on

/// Up to 30 of the pieces.
inline std::string random_pieces(std::mt19937& random) {
  std::string text;
  for (size_t pieces = random() % 30; pieces > 0; --pieces) text += kPieces[random() % kPieces.size()];
  return text;
}

/// Up to 20 code points from a few neighbourhoods of all of Unicode, with blanks and ASCII between them.
inline std::string random_unicode(std::mt19937& random) {
  std::string text;
  const auto plane = static_cast<char32_t>(random() % 4 == 0 ? random() % 0x110000 : random() % 0x3100);
  for (size_t points = random() % 20; points > 0; --points) {
    const size_t kind = random() % 8;
    if (kind == 0) {
      text += ' ';
    } else if (kind == 1) {
      text += static_cast<char>('!' + random() % 94);
    } else if (const auto c = static_cast<char32_t>((plane + random() % 0x80) % 0x110000);
               c >= 0xd800 && c < 0xe000) {
      text += kPieces[random() % kPieces.size()];
    } else {
      append_code_point(c == 0 ? 'a' : c, text);
    }
  }
  return text;
}

/// One or the other.
inline std::string random_text(std::mt19937& random) {
  return random() % 2 == 0 ? random_pieces(random) : random_unicode(random);
}

}  // namespace pressmark
