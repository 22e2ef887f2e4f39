// FacetSpy: counts kinds, years and languages of everything that matches, from columns in memory.
#pragma once

#include <xapian.h>

#include <array>
#include <vector>

#include "engine/match/searcher.h"

namespace pressmark {

class FacetSpy : public Xapian::MatchSpy {
 public:
  /// Both must outlive it.
  FacetSpy(const Columns& columns, const Plan& plan);

  void operator()(const Xapian::Document& document, double weight) override;

  FacetCounts counts() const;
  /// Documents that meet every condition.
  uint64_t total() const { return total_; }

 private:
  const Columns& columns_;
  // What each condition lets through; an empty list lets everything through.
  std::array<bool, 4> kinds_allowed_{};
  std::vector<bool> languages_allowed_;
  int32_t first_day_ = -1;
  int32_t last_day_ = 0;
  bool days_open_ = true;

  uint64_t total_ = 0;
  std::array<uint64_t, 4> kinds_{};
  std::vector<uint64_t> languages_;
  std::vector<uint64_t> by_year_;
};

}  // namespace pressmark
