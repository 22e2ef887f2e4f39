// Phrases of the collection: two to four words that stand together in several publications, as what is
// offered while somebody types. No I/O; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "engine/schema/id_table.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"

namespace pressmark {

inline constexpr size_t kPhraseWordsMax = 4;

struct FoundPhrase {
  std::array<FormId, kPhraseWordsMax> forms{};  // kFieldBreak behind the last
  uint32_t documents = 0;                       // publications that it is a matter of
  uint32_t documents_all = 0;                   // publications that have it; counted by PhraseCounter
  size_t size() const;
};

class PhraseFinder {
 public:
  /// What a word is to a phrase.
  enum class WordKind : uint8_t {
    kWord,   // may stand anywhere in it
    kInner,  // within it only: "of", "2024"
    kNever,
  };
  using Kinds = std::function<WordKind(FormId)>;
  /// `kinds` is asked once a form. Of `candidates_max` candidates those of the fewest publications go.
  PhraseFinder(Kinds kinds, size_t candidates_max);

  /// A phrase is a matter of a publication that has it more than once, or in its title or in a heading.
  void add(const RecordContent& record);
  /// Those of at least `documents_min` publications; none that nearly always is part of a longer one.
  std::vector<FoundPhrase> take(uint32_t documents_min);

 private:
  using Forms = std::array<FormId, kPhraseWordsMax>;
  struct Local {
    uint32_t count = 0;
    bool prominent = false;  // in a title or heading
    bool counted = false;
  };
  WordKind kind(FormId form);
  std::optional<uint32_t> find(const Forms& forms) const;
  void count(const Forms& forms);
  void forget_rare();

  Kinds kinds_;
  const size_t candidates_max_;
  std::vector<uint8_t> known_kinds_;  // by form; 0 for one not asked yet
  IdTable table_;
  std::vector<FoundPhrase> candidates_;
  uint32_t forgotten_ = 0;  // candidates of no more publications than this have been dropped
};

/// Counts in how many publications each of some phrases stands, boilerplate left out. They must outlive it.
class PhraseCounter {
 public:
  explicit PhraseCounter(std::vector<FoundPhrase>& phrases);
  void add(const RecordContent& record);

 private:
  std::vector<FoundPhrase>& phrases_;
  IdTable first_;                // by the first two words: the first such phrase
  std::vector<uint32_t> next_;   // the next with the same two words; none for itself
  std::vector<uint32_t> stamp_;  // the last record that had it
  uint32_t records_ = 0;
};

}  // namespace pressmark
