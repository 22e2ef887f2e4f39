// How unlike a typed word is to a word that may have been meant: the error model of a noisy channel
// (Kernighan, Church & Gale 1990). Pure functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark {

/// What each slip costs, in natural logarithms of how much rarer it makes a reading. Kinds of slips and no
/// single words: fitted by coordinate search to samples of public lists of English misspellings, then
/// rounded.
struct EditCosts {
  double halved = 0.5;             // a doubled letter typed once: acess
  double doubled = 1.5;            // a letter typed twice: allways
  double swapped = 1.0;            // neighbours exchanged: freind
  double vowel = 2.2;              // a vowel for a vowel: seperate
  double alike = 2.0;              // a consonant for one that sounds like it: consept
  double neighbour = 4.0;          // a key for the one beside it
  double other = 5.5;              // any other letter for a letter
  double missing_vowel = 1.5;      // diffrent
  double missing_consonant = 2.0;  // goverment
  double extra_vowel = 3.0;        // arguement
  double extra_consonant = 4.0;
  double first = 2.0;      // on top, for a slip in the first letter, which people seldom get wrong
  double ending = 0.5;     // on top, for a consonant more or less at the end: another inflection, rather
  double frequency = 0.7;  // the worth of one logarithm of the frequency of what is meant
};
inline constexpr EditCosts kEditCosts;

/// The cost of the cheapest slips that make `typed` of `meant`; 0 if they are equal.
double edit_cost(std::u32string_view typed, std::u32string_view meant, const EditCosts& costs = kEditCosts);

/// The characters of UTF-8 text; an ill-formed byte is U+FFFD.
std::u32string code_points_of(std::string_view text);

}  // namespace pressmark
