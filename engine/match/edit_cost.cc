#include "engine/match/edit_cost.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/analysis/utf8.h"

namespace pressmark {
namespace {

constexpr std::u32string_view kVowels = U"aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœаеёиоуыэюяіїєαεηιουω";
// Pairs of consonants that one sound is written with, or that differ in voice only.
constexpr std::array<std::u32string_view, 12> kAlike = {U"ck", U"cs", U"sz", U"kq", U"gj", U"fv",
                                                        U"dt", U"bp", U"mn", U"vw", U"gk", U"xs"};
constexpr std::array<std::u32string_view, 3> kRows = {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};

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

double replaced(char32_t typed, char32_t meant, const EditCosts& costs) {
  if (typed == meant) return 0;
  if (is_vowel(typed) && is_vowel(meant)) return costs.vowel;
  if (sound_alike(typed, meant)) return costs.alike;
  return are_neighbours(typed, meant) ? costs.neighbour : costs.other;
}

/// Of the letter at `at` of `word`, which the other word has not.
double left_over(std::u32string_view word, size_t at, double twice, double vowel, double consonant,
                 const EditCosts& costs) {
  if (at > 0 && word[at] == word[at - 1]) return twice;
  const double first = at == 0 ? costs.first : 0;
  if (is_vowel(word[at])) return first + vowel;
  return first + consonant + (at + 1 == word.size() ? costs.ending : 0);
}

}  // namespace

double edit_cost(std::u32string_view typed, std::u32string_view meant, const EditCosts& costs) {
  const size_t width = meant.size() + 1;
  std::vector<double> cells((typed.size() + 1) * width, 0);
  const auto cell = [&](size_t i, size_t j) -> double& { return cells[i * width + j]; };
  const auto extra = [&](size_t i) {
    return left_over(typed, i, costs.doubled, costs.extra_vowel, costs.extra_consonant, costs);
  };
  const auto missing = [&](size_t j) {
    return left_over(meant, j, costs.halved, costs.missing_vowel, costs.missing_consonant, costs);
  };
  for (size_t i = 1; i <= typed.size(); ++i) cell(i, 0) = cell(i - 1, 0) + extra(i - 1);
  for (size_t j = 1; j <= meant.size(); ++j) cell(0, j) = cell(0, j - 1) + missing(j - 1);
  for (size_t i = 1; i <= typed.size(); ++i) {
    for (size_t j = 1; j <= meant.size(); ++j) {
      const char32_t t = typed[i - 1], m = meant[j - 1];
      const double at_start = i == 1 && j == 1 && t != m ? costs.first : 0;
      double least = cell(i - 1, j - 1) + replaced(t, m, costs) + at_start;
      least = std::min({least, cell(i - 1, j) + extra(i - 1), cell(i, j - 1) + missing(j - 1)});
      if (i > 1 && j > 1 && t == meant[j - 2] && typed[i - 2] == m && t != m) {
        least = std::min(least, cell(i - 2, j - 2) + costs.swapped + (i == 2 && j == 2 ? costs.first : 0));
      }
      cell(i, j) = least;
    }
  }
  return cells.back();
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
