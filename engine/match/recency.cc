#include "engine/match/recency.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/edition.h"
#include "engine/match/second_stage.h"

namespace pressmark {
namespace {

// Enough to decide between posts that answer alike, not between one that answers and one that does not.
constexpr double kRecencyShare = 0.05;
constexpr double kHalfLifeDays = 365;

bool is_dated(const Filters& filters) {
  return filters.published != DateRange{};
}

}  // namespace

bool names_time(const Plan& plan) {
  return is_dated(plan.text_filters) || is_dated(plan.request_filters) ||
         std::any_of(plan.words.begin(), plan.words.end(),
                     [](const PlanWord& word) { return is_year(word.text); });
}

double recency_factor(const Columns& columns, uint32_t docid) {
  const int32_t day = columns.day(docid);
  if (columns.kind(docid) != Kind::kPost || day < 0) return 1;
  return 1 + kRecencyShare * std::exp2((day - columns.latest_day()) / kHalfLifeDays);
}

void apply_recency(const Index& index, std::vector<RankedHit>& hits) {
  const size_t count = std::min(hits.size(), kSecondStageMax);
  for (size_t i = 0; i < count; ++i) hits[i].score *= recency_factor(index.columns(), hits[i].docid);
  put_in_order(index, count, hits);
}

}  // namespace pressmark
