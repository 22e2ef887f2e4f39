// How unlike a typed word is to a word that may have been meant: the error model of a noisy channel
// (Kernighan, Church & Gale 1990). Pure functions, any thread.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/limits.h"

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
  double sound = 1.5;              // letters for others that a sound is written with too: fotograph, nife
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

/// Costs of words that one typed word may have been meant as. One thread; allocates nothing but the typed
/// word.
class EditCost {
 public:
  /// `typed` has at most limits::kFormBytesMax characters.
  explicit EditCost(std::u32string_view typed, const EditCosts& costs = kEditCosts);

  /// The cost of the cheapest slips that make the typed word of `meant`; 0 if they are equal. Where it is
  /// above `most`, only that it is. `meant` has at most limits::kFormBytesMax characters.
  double of(std::u32string_view meant, double most = HUGE_VAL);

 private:
  static constexpr size_t kCharactersMax = limits::kFormBytesMax;
  /// A word with what is asked of its characters again and again.
  struct Word {
    void assign(std::u32string_view text);
    std::u32string_view text;
    std::array<bool, kCharactersMax> vowels;
    // Which of the pairs of letter groups have their first, or their second, end at a character.
    std::array<uint64_t, kCharactersMax> firsts, seconds;
  };

  double left_over(const Word& word, size_t at, double twice, double vowel, double consonant) const;
  double replaced(size_t i, size_t j) const;
  double sound(size_t i, size_t j) const;
  double cell(size_t i, size_t j) const;

  const EditCosts costs_;
  std::u32string text_;
  Word typed_, meant_;
  std::array<std::array<double, kCharactersMax + 1>, kCharactersMax + 1> cells_;
};

/// The characters of UTF-8 text; an ill-formed byte is U+FFFD.
std::u32string code_points_of(std::string_view text);

}  // namespace pressmark
