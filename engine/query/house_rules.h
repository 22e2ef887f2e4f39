// HouseRules: what an Editorial comes to in one generation, its publications found and its words analysed.
// Immutable; share freely.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/query/editorial.h"
#include "engine/query/query.h"
#include "engine/query/synonyms.h"
#include "engine/result.h"

namespace Xapian {
class Database;
}

namespace pressmark {

/// What the editors say about one query, as document ids.
struct QueryRules {
  std::vector<uint32_t> pinned;  // in the order to show; none of them hidden
  std::vector<uint32_t> hidden;  // sorted
};

class HouseRules {
 public:
  /// Reads the fields of every publication once if an address or a boost asks for it. Xapian's exceptions
  /// pass.
  HouseRules(const Editorial& editorial, const Xapian::Database& postings,
             const std::vector<std::string>& languages, Analyzer& analyzer);

  const SynonymTable& synonyms() const { return synonyms_; }
  /// Pins hold for a query of plain words with the same stems as the editors', whatever its filters; hides
  /// for one with quoted words as well.
  QueryRules for_query(const Query& query, Analyzer& analyzer) const;
  /// Whether a publication is never shown, whatever is asked.
  bool hides(uint32_t docid) const { return std::binary_search(hidden_.begin(), hidden_.end(), docid); }
  /// What the score of a publication is multiplied by.
  double boost(uint32_t docid) const { return docid < boosts_.size() ? boosts_[docid] : 1; }
  bool has_boosts() const { return !boosts_.empty(); }
  /// Words that are never suggested, folded.
  const std::set<std::string, std::less<>>& denied() const { return denied_; }
  /// What names no publication of this generation, with the line of the file.
  const std::vector<Error>& faults() const { return faults_; }

 private:
  class Builder;

  std::vector<std::string> languages_;
  SynonymTable synonyms_;
  std::unordered_map<std::string, QueryRules> by_query_;  // by language and joined word keys
  std::vector<uint32_t> hidden_;                          // for every query; sorted
  std::vector<float> boosts_;                             // by document id; empty when all are 1
  std::set<std::string, std::less<>> denied_;
  std::vector<Error> faults_;
};

}  // namespace pressmark
