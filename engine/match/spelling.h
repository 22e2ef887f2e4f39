// Speller: words of the collection that a word may have been meant as. Belongs to one thread, with the
// Analyzer it is given.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/schema/lexicon.h"

namespace pressmark {

struct Spelling {
  std::string form;
  uint32_t documents = 0;  // in how many publications, over all languages
  double cost = 0;         // of the slips that lead from it to the word asked about (edit_cost.h)
  double score = 0;        // natural logarithm, up to a constant of the word asked about
};

/// Words that are never suggested, case-folded and without accents (Analyzer::fold).
using DeniedWords = std::set<std::string, std::less<>>;

class Speller {
 public:
  /// All must live as long as the Speller. `languages` are those of the collection, most frequent first;
  /// `publications` is how many it has.
  Speller(const Lexicon& lexicon, Analyzer& analyzer, const std::vector<std::string>& languages,
          uint64_t publications, const DeniedWords& denied)
      : lexicon_(lexicon),
        analyzer_(analyzer),
        languages_(languages),
        publications_(publications),
        denied_(denied) {}

  /// What `form` (case-folded) was meant as, likeliest first, at most `limit`. None for a word that is right
  /// as it is: one of the collection, unless it is rare there and very like one far more frequent; an
  /// inflection of one; a short word, and what has a digit in it. Nor is a form offered that is very rare, or
  /// so unlike that another word was meant, rather, which the collection does not have.
  std::vector<Spelling> better(const std::string& form, size_t limit);

  /// In how many publications a form is, over all languages.
  uint32_t frequency(std::string_view form) const;
  /// In how many publications the most frequent word is that a search for `form` finds for its stem.
  uint32_t frequency_of_inflections(const std::string& form);

 private:
  /// A form's terms in each language, made once.
  using Terms = std::vector<std::vector<std::string>>;
  Terms terms_of(const std::string& form);
  uint32_t frequency_of_inflections(const Terms& terms) const;
  std::vector<Spelling> nearest(const std::string& form, uint32_t own);

  const Lexicon& lexicon_;
  Analyzer& analyzer_;
  const std::vector<std::string>& languages_;
  const uint64_t publications_;
  const DeniedWords& denied_;
};

}  // namespace pressmark
