#include "engine/analysis/english_spelling.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pressmark {
namespace {

struct Replacement {
  std::string_view british, american;
};

// Greek and Latin diphthongs, within words of medicine and learning.
constexpr auto kDiphthongs = std::to_array<Replacement>({{"aemi", "emi"},
                                                         {"anaesth", "anesth"},
                                                         {"archaeo", "archeo"},
                                                         {"foet", "fet"},
                                                         {"gynaec", "gynec"},
                                                         {"haem", "hem"},
                                                         {"oedem", "edem"},
                                                         {"oesoph", "esoph"},
                                                         {"oestr", "estr"},
                                                         {"paed", "ped"},
                                                         {"rrhoe", "rrhe"}});

// What is left of -our before an ending that the stemmer keeps.
constexpr auto kAfterOur = std::to_array<std::string_view>({"", "it", "hood"});

// -ence for -ense, in the few words that have it.
constexpr auto kEnse = std::to_array<std::string_view>({"defenc", "licenc", "offenc", "pretenc"});

// What follows -iz- and -yz- in a verb and what is made of it.
constexpr auto kAfterIz = std::to_array<std::string_view>(
    {"able", "ation", "ational", "ations", "e", "ed", "er", "ers", "es", "ing", "ings"});

// Shorter words in -ize, -our, -tre and -ogu have one spelling: size, hour, acre, vogue.
constexpr size_t kLettersMin = 5;
constexpr size_t kLettersBeforeIz = 3;

template <class List>
bool contains(const List& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

std::string one_spelling_of_word(std::string_view word) {
  std::string one(word);
  if (const size_t at = word.rfind('z'); at != word.npos && at > kLettersBeforeIz) {
    const bool verb = word[at - 1] == 'i' || word[at - 1] == 'y';
    if (verb && contains(kAfterIz, word.substr(at + 1))) one[at] = 's';
    return one;
  }
  const std::string_view singular = word.substr(0, word.size() - (word.ends_with('s') ? 1 : 0));
  const size_t at = singular.size();
  if (singular == "programme") return one.erase(at - 2, 2);
  if (at >= kLettersMin && (singular.ends_with("tre") || singular.ends_with("bre")))
    std::swap(one[at - 2], one[at - 1]);
  return one;
}

std::string one_spelling_of_stem(std::string stem) {
  for (const Replacement& diphthong : kDiphthongs) {
    const size_t at = stem.find(diphthong.british);
    if (at != std::string::npos) stem.replace(at, diphthong.british.size(), diphthong.american);
  }
  if (stem.size() < kLettersMin) return stem;
  if (stem.ends_with("ogu")) {
    stem.pop_back();
  } else if (contains(kEnse, stem)) {
    stem.back() = 's';
  } else if (const size_t at = stem.rfind("our"); at != std::string::npos && at >= 2) {
    if (contains(kAfterOur, std::string_view(stem).substr(at + 3))) stem.erase(at + 1, 1);
  }
  return stem;
}

}  // namespace pressmark
