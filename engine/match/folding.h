// Folding: a ranking of publications -> a ranking of works; and of series, where the query asks for a series
// and not for one of its editions or for a matter that some of them treat. Belongs to one search.
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/match/index.h"
#include "engine/match/searcher.h"

namespace Xapian {
class Database;
}

namespace pressmark {

class Folding {
 public:
  /// All must outlive it.
  Folding(const Index& index, const Xapian::Database& postings, const Plan& plan,
          const MatchOptions& options);

  /// What is shown as one has the same group, from 1; 0 for what is shown alone.
  uint32_t group(uint32_t docid);

  /// Puts what is shown as one in the place of the best of it; RankedHit::forms are the others, as ranked. In
  /// front is the fullest form of a work, the newest edition of a series, unless it ranks far behind; the
  /// score is the best one's. Returns to how many the first `count` have come.
  size_t fold(size_t count, std::vector<RankedHit>& hits);

  /// Puts `hit` in front of `hits`, with a score no less than theirs; what is one with it comes along under
  /// it.
  void lift(RankedHit hit, std::vector<RankedHit>& hits);

 private:
  bool asks_for_series(uint32_t docid) const;
  void put_first(std::vector<RankedHit>& forms) const;

  const Index& index_;
  const Xapian::Database& postings_;
  const Plan& plan_;
  const bool works_, series_;
  std::unordered_map<uint32_t, bool> asked_for_;  // by group of a series
};

}  // namespace pressmark
