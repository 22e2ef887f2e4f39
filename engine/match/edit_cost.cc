#include "engine/match/edit_cost.h"

#include <algorithm>
#include <bit>

#include "engine/analysis/utf8.h"
#include "engine/result.h"

namespace pressmark {
namespace {

constexpr std::u32string_view kVowels = U"aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœаеёиоуыэюяіїєαεηιουω";
// Pairs of consonants that one sound is written with, or that differ in voice only.
constexpr std::array<std::u32string_view, 12> kAlike = {U"ck", U"cs", U"sz", U"kq", U"gj", U"fv",
                                                        U"dt", U"bp", U"mn", U"vw", U"gk", U"xs"};
constexpr std::array<std::u32string_view, 3> kRows = {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};

// Letters that one sound is written with, either for the other; silent letters with what they stand beside.
struct Sound {
  std::u32string_view first, second;
};
constexpr std::array<Sound, 44> kSounds = {{
    {U"ph", U"f"},   {U"gh", U"f"},  {U"ck", U"k"},  {U"ck", U"c"},  {U"ch", U"k"},  {U"ch", U"c"},
    {U"tch", U"ch"}, {U"qu", U"kw"}, {U"qu", U"k"},  {U"x", U"cs"},  {U"x", U"ks"},  {U"x", U"cks"},
    {U"sc", U"s"},   {U"ps", U"s"},  {U"st", U"s"},  {U"kn", U"n"},  {U"gn", U"n"},  {U"wr", U"r"},
    {U"rh", U"r"},   {U"wh", U"w"},  {U"mb", U"m"},  {U"mn", U"m"},  {U"bt", U"t"},  {U"ght", U"t"},
    {U"dg", U"j"},   {U"dg", U"g"},  {U"ti", U"sh"}, {U"ti", U"si"}, {U"ti", U"ci"}, {U"ti", U"ssi"},
    {U"ee", U"ea"},  {U"ee", U"ie"}, {U"ee", U"i"},  {U"ea", U"e"},  {U"ie", U"y"},  {U"ey", U"y"},
    {U"ai", U"ei"},  {U"ay", U"ai"}, {U"oa", U"o"},  {U"ow", U"ou"}, {U"oo", U"u"},  {U"aw", U"au"},
    {U"er", U"or"},  {U"er", U"ar"},
}};
static_assert(kSounds.size() <= 64);

bool is_vowel(char32_t c) {
  return kVowels.find(c) != std::u32string_view::npos;
}

bool sound_alike(char32_t a, char32_t b) {
  return std::any_of(kAlike.begin(), kAlike.end(), [&](std::u32string_view pair) {
    return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
  });
}

bool are_neighbours(char32_t a, char32_t b) {
  return std::any_of(kRows.begin(), kRows.end(), [&](std::u32string_view row) {
    const size_t at = row.find(a);
    if (at == std::u32string_view::npos) return false;
    return (at > 0 && row[at - 1] == b) || (at + 1 < row.size() && row[at + 1] == b);
  });
}

/// The sounds whose first or second letters end with a letter from a to z.
using SoundsByLetter = std::array<uint64_t, 26>;
constexpr SoundsByLetter sounds_that_end(std::u32string_view Sound::*side) {
  SoundsByLetter sounds{};
  for (size_t i = 0; i < kSounds.size(); ++i) sounds[(kSounds[i].*side).back() - U'a'] |= uint64_t{1} << i;
  return sounds;
}
constexpr SoundsByLetter kFirsts = sounds_that_end(&Sound::first), kSeconds = sounds_that_end(&Sound::second);

/// Which sounds have the letters of `side` at the end of `text`.
uint64_t sounds_at_end(std::u32string_view text, const SoundsByLetter& by_letter,
                       std::u32string_view Sound::*side) {
  if (text.back() < U'a' || text.back() > U'z') return 0;
  uint64_t found = 0;
  for (uint64_t left = by_letter[text.back() - U'a']; left != 0; left &= left - 1) {
    const auto sound = static_cast<size_t>(std::countr_zero(left));
    if (text.ends_with(kSounds[sound].*side)) found |= uint64_t{1} << sound;
  }
  return found;
}

}  // namespace

void EditCost::Word::assign(std::u32string_view word) {
  ENGINE_CHECK(word.size() <= kCharactersMax);
  text = word;
  for (size_t i = 0; i < word.size(); ++i) {
    vowels[i] = is_vowel(word[i]);
    firsts[i] = sounds_at_end(word.substr(0, i + 1), kFirsts, &Sound::first);
    seconds[i] = sounds_at_end(word.substr(0, i + 1), kSeconds, &Sound::second);
  }
}

EditCost::EditCost(std::u32string_view typed, const EditCosts& costs) : costs_(costs), text_(typed) {
  typed_.assign(text_);
}

/// Of the letter at `at` of `word`, which the other word has not.
double EditCost::left_over(const Word& word, size_t at, double twice, double vowel, double consonant) const {
  if (at > 0 && word.text[at] == word.text[at - 1]) return twice;
  const double first = at == 0 ? costs_.first : 0;
  if (word.vowels[at]) return first + vowel;
  return first + consonant + (at + 1 == word.text.size() ? costs_.ending : 0);
}

double EditCost::replaced(size_t i, size_t j) const {
  const char32_t typed = typed_.text[i], meant = meant_.text[j];
  if (typed == meant) return 0;
  const double first = i == 0 && j == 0 ? costs_.first : 0;
  if (typed_.vowels[i] && meant_.vowels[j]) return first + costs_.vowel;
  if (sound_alike(typed, meant)) return first + costs_.alike;
  return first + (are_neighbours(typed, meant) ? costs_.neighbour : costs_.other);
}

/// The cheapest way to the cell behind the characters by letters that sound alike and end there.
double EditCost::sound(size_t i, size_t j) const {
  double least = HUGE_VAL;
  const uint64_t as_first = typed_.firsts[i] & meant_.seconds[j];
  for (uint64_t left = as_first | (typed_.seconds[i] & meant_.firsts[j]); left != 0; left &= left - 1) {
    const auto at = static_cast<size_t>(std::countr_zero(left));
    size_t typed = kSounds[at].first.size(), meant = kSounds[at].second.size();
    if ((as_first >> at & 1) == 0) std::swap(typed, meant);
    least = std::min(least, cells_[i + 1 - typed][j + 1 - meant] + costs_.sound);
  }
  return least;
}

double EditCost::cell(size_t i, size_t j) const {
  double least = cells_[i - 1][j - 1] + replaced(i - 1, j - 1);
  least = std::min(least, cells_[i - 1][j] + left_over(typed_, i - 1, costs_.doubled, costs_.extra_vowel,
                                                       costs_.extra_consonant));
  least = std::min(least, cells_[i][j - 1] + left_over(meant_, j - 1, costs_.halved, costs_.missing_vowel,
                                                       costs_.missing_consonant));
  if (i > 1 && j > 1) {
    const char32_t t = typed_.text[i - 1], m = meant_.text[j - 1];
    if (t != m && t == meant_.text[j - 2] && typed_.text[i - 2] == m) {
      least = std::min(least, cells_[i - 2][j - 2] + costs_.swapped + (i == 2 && j == 2 ? costs_.first : 0));
    }
  }
  return std::min(least, sound(i - 1, j - 1));
}

double EditCost::of(std::u32string_view meant, double most) {
  meant_.assign(meant);
  cells_[0][0] = 0;
  for (size_t j = 1; j <= meant.size(); ++j) {
    cells_[0][j] = cells_[0][j - 1] +
                   left_over(meant_, j - 1, costs_.halved, costs_.missing_vowel, costs_.missing_consonant);
  }
  // A cell hangs on those of three rows before, as many letters as a sound has.
  std::array<double, 3> row_least{};
  for (size_t i = 1; i <= text_.size(); ++i) {
    cells_[i][0] = cells_[i - 1][0] +
                   left_over(typed_, i - 1, costs_.doubled, costs_.extra_vowel, costs_.extra_consonant);
    double least = cells_[i][0];
    for (size_t j = 1; j <= meant.size(); ++j) least = std::min(least, cells_[i][j] = cell(i, j));
    row_least[i % row_least.size()] = least;
    if (*std::min_element(row_least.begin(), row_least.end()) > most) return HUGE_VAL;
  }
  return cells_[text_.size()][meant.size()];
}

std::u32string code_points_of(std::string_view text) {
  std::u32string points;
  for (size_t at = 0; at < text.size();) {
    const utf8::CodePoint point = utf8::decode(text, at);
    points.push_back(point.value == utf8::kIllFormed ? U'\ufffd' : point.value);
    at += point.size;
  }
  return points;
}

}  // namespace pressmark
