// FacetSpy: counts kinds, years and languages of everything that matches, from columns in memory. What is
// folded counts once, and once for each value that any of its forms has.
#pragma once

#include <xapian.h>

#include <array>
#include <unordered_set>
#include <vector>

#include "engine/match/folding.h"
#include "engine/match/searcher.h"

namespace pressmark {

class FacetSpy : public Xapian::MatchSpy {
 public:
  /// All must outlive it.
  FacetSpy(const Columns& columns, const Plan& plan, Folding& folding);

  void operator()(const Xapian::Document& document, double weight) override;

  FacetCounts counts() const;
  /// How many are shown of those that meet every condition.
  uint64_t total() const { return total_; }

 private:
  /// Whether `counted` has not had this of `group` yet; always for what is shown alone.
  static bool is_new(std::unordered_set<uint64_t>& counted, uint32_t group, size_t value);

  const Columns& columns_;
  Folding& folding_;
  // What each condition lets through; an empty list lets everything through.
  std::array<bool, 4> kinds_allowed_{};
  std::vector<bool> languages_allowed_;
  int32_t first_day_ = -1;
  int32_t last_day_ = 0;
  bool days_open_ = true;

  // Groups, and groups by value, that were counted.
  std::unordered_set<uint64_t> totals_counted_, kinds_counted_, languages_counted_, years_counted_;
  uint64_t total_ = 0;
  std::array<uint64_t, 4> kinds_{};
  std::vector<uint64_t> languages_;
  std::vector<uint64_t> by_year_;
};

}  // namespace pressmark
