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
  /// All must live as long as the Speller. `languages` are those of the collection, most frequent first.
  Speller(const Lexicon& lexicon, Analyzer& analyzer, const std::vector<std::string>& languages,
          const DeniedWords& denied)
      : lexicon_(lexicon), analyzer_(analyzer), languages_(languages), denied_(denied) {}

  /// What `form` (case-folded) was meant as, likeliest first, at most `limit`. None for a word that is right
  /// as it is: one of the collection, unless it is rare there and very like one far more frequent; an
  /// inflection of one; a short word, and what has a digit in it.
  std::vector<Spelling> better(const std::string& form, size_t limit);

  /// In how many publications a form is, over all languages.
  uint32_t frequency(std::string_view form) const;

 private:
  uint32_t frequency_of_inflections(const std::string& form);
  bool only_inflected(const std::string& form, const std::string& other);

  const Lexicon& lexicon_;
  Analyzer& analyzer_;
  const std::vector<std::string>& languages_;
  const DeniedWords& denied_;
};

}  // namespace pressmark
