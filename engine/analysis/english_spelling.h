// One spelling for the British and the American one of an English word, so that it is found however it is
// written. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pressmark {

/// A word (case-folded ASCII) with endings that the English stemmer treats as it should: organisation for
/// organization, of which it would leave "organ"; center for centre; program for programme.
std::string one_spelling_of_word(std::string_view word);

/// A stem of that stemmer: color for colour, catalog for catalogu(e), defens for defenc(e), anemi for
/// anaemi(a). Stems that have no other spelling may change too (contour), alike wherever they stand.
std::string one_spelling_of_stem(std::string stem);

}  // namespace pressmark
