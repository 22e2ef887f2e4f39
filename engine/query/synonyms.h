// SynonymTable: which words of a query stand for other words as well. Immutable; share freely.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/query/editorial.h"
#include "engine/query/query.h"

namespace pressmark {

/// Neighbouring clauses that together are the left side of some synonyms.
struct SynonymMatch {
  size_t first = 0, count = 0;     // of the clauses
  std::vector<std::string> words;  // what they also stand for, as the editors wrote it
  bool operator==(const SynonymMatch&) const = default;
};

class SynonymTable {
 public:
  SynonymTable() = default;
  /// Words are compared by their stems in each of `languages`. A single stop word ("IT") counts only when it
  /// is typed in the same letters.
  SynonymTable(const std::vector<SynonymEntry>& entries, const std::vector<std::string>& languages,
               Analyzer& analyzer);

  bool empty() const { return sides_.empty(); }

  /// The longest matches from left to right, apart from each other. Only plain words that are not excluded
  /// are looked at; those of one match are all optional or all wanted.
  std::vector<SynonymMatch> find(const std::vector<Clause>& clauses, Analyzer& analyzer) const;

  /// Whether a word (case-folded) belongs to a left side: the editors know it, so it is no misspelling.
  bool knows(std::string_view form, Analyzer& analyzer) const;

 private:
  struct Side {
    std::string only_as;                // the letters it must be typed in; empty for any
    std::vector<std::string> standing;  // for these
  };
  void add(const std::string& from, const std::vector<std::string>& to, Analyzer& analyzer);

  std::vector<std::string> languages_;
  std::unordered_map<std::string, Side> sides_;  // by language and joined keys
  std::set<std::string, std::less<>> known_;     // folded
  size_t words_max_ = 0;                         // of a left side
};

}  // namespace pressmark
