// FacetCounter: counts kinds, years and languages of everything that matches, from columns in memory. What is
// folded counts once, and once for each value that any of its forms has. Belongs to one search.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "engine/match/folding.h"
#include "engine/match/searcher.h"

namespace pressmark {

class FacetCounter {
 public:
  /// All must outlive it.
  FacetCounter(const Index& index, const Plan& plan, Folding& folding);

  /// Each document once.
  void add(uint32_t docid) {
    if (index_.folds().group(docid, Fold::kSeries) != 0) return add_folded(docid);
    Shown& shown = by_profile_[index_.columns().profile(docid)];
    ++shown.all;
    shown.in_days += days_open_ || in_days(docid) ? 1 : 0;
  }

  struct Counted {
    FacetCounts facets;
    uint64_t total = 0;  // how many are shown of those that meet every condition
  };
  Counted counts() const;

 private:
  static constexpr size_t kKinds = 4;
  /// Those shown alone that have one profile, on whatever day and on the days asked for.
  struct Shown {
    uint64_t all = 0, in_days = 0;
  };
  struct Counts {
    uint64_t total = 0;
    std::array<uint64_t, kKinds> kinds{};
    std::vector<uint64_t> languages, by_year;
  };

  /// Which conditions a profile meets.
  struct Passing {
    size_t kind;
    bool kind_ok, language_ok;
  };

  Passing passing(const Columns::Profile& profile) const;
  bool in_days(uint32_t docid) const {
    const int32_t day = index_.columns().day(docid);
    return day >= 0 && first_day_ <= day && day <= last_day_;
  }
  void add_folded(uint32_t docid);
  void count(const Columns::Profile& profile, const Shown& shown, Counts& counts) const;
  /// Whether `counted` has not had this of `group` yet; always for what is shown alone.
  static bool is_new(std::unordered_set<uint64_t>& counted, uint32_t group, size_t value);

  const Index& index_;
  Folding& folding_;
  // What each condition lets through; an empty list lets everything through.
  std::array<bool, kKinds> kinds_allowed_{};
  std::vector<bool> languages_allowed_;
  int32_t first_day_, last_day_;
  bool days_open_ = true;

  std::vector<Shown> by_profile_;
  Counts folded_;
  // Groups, and groups by value, that were counted.
  std::unordered_set<uint64_t> totals_counted_, kinds_counted_, languages_counted_, years_counted_;
};

}  // namespace pressmark
