#include "engine/match/feedback.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/match/neighbours.h"
#include "engine/match/second_stage.h"

namespace pressmark {
namespace {

// Below this there is nothing to learn from the others.
constexpr size_t kCandidatesMin = 3;
// The share of a score that comes from the neighbours'; flat between .25 and .5 on judged collections.
constexpr double kNeighboursShare = 0.4;
// Neighbours that together are less like a candidate count for what is lacking as the last candidate does.
constexpr double kSimilaritySumMin = 1;
// The best candidates that lend their keywords, and what the strongest of these adds.
constexpr size_t kLendersMax = 5;
constexpr double kLentShare = 0.3;

// The first candidates stay the first: whoever seeks one known publication has found it.
constexpr size_t kPinnedCount = 2;

// Further apart than rounding can bring two scores together again.
constexpr double kJustAbove = 1 + 1e-9;

class Feedback {
 public:
  Feedback(const Plan& plan, const Index& index, Rescored rescored, std::vector<RankedHit>& candidates)
      : plan_(plan), candidates_(candidates), count_(rescored.count), all_(rescored.all) {
    keywords_.reserve(count_);
    for (size_t i = 0; i < count_; ++i) keywords_.push_back(index.keywords().keywords(candidates[i].docid));
    for (size_t i = 0; i < count_; ++i) scores_.push_back(candidates[i].score / candidates.front().score);
  }

  void run(const RankingParts& parts) {
    if (parts.smoothing) neighbours_ = find_neighbours(keywords_);
    if (parts.expansion) add_expansion(parts.smoothing ? smoothed() : scores_);
    if (parts.smoothing) scores_ = smoothed();
    const double scale = candidates_.front().score;
    for (size_t i = kPinnedCount; i-- > 0;)
      scores_[i] = *std::max_element(scores_.begin(), scores_.end()) * kJustAbove;
    for (size_t i = 0; i < count_; ++i) candidates_[i].score = scores_[i] * scale;
    const double last = *std::min_element(scores_.begin(), scores_.end()) * scale;
    for (size_t i = count_; i < candidates_.size(); ++i)
      candidates_[i].score = std::min(candidates_[i].score, last);
  }

 private:
  std::vector<double> smoothed() const {
    const double last = all_ ? 0 : *std::min_element(scores_.begin(), scores_.end());
    std::vector<double> all;
    all.reserve(count_);
    for (size_t i = 0; i < count_; ++i) {
      double sum = 0, weights = 0;
      for (const Neighbour& neighbour : neighbours_[i]) {
        sum += neighbour.similarity * scores_[neighbour.candidate];
        weights += neighbour.similarity;
      }
      if (weights < kSimilaritySumMin) {
        sum += (kSimilaritySumMin - weights) * last;
        weights = kSimilaritySumMin;
      }
      all.push_back((1 - kNeighboursShare) * scores_[i] + kNeighboursShare * sum / weights);
    }
    return all;
  }

  /// Adds to each score what its keywords share with those of the best by `ranking`.
  void add_expansion(const std::vector<double>& ranking) {
    std::unordered_map<TermId, double> lent = lent_keywords(ranking);
    if (lent.empty()) return;
    const double unit = candidates_.front().score * kKeywordScale;
    for (size_t i = 0; i < count_; ++i) {
      for (const Keyword& keyword : keywords_[i]) {
        const auto found = lent.find(keyword.term);
        if (found != lent.end()) scores_[i] += found->second * keyword.weight / unit;
      }
    }
  }

  /// What each keyword lent by the best of `ranking` adds. The root keeps the few that all of the best share
  /// from drowning the others.
  std::unordered_map<TermId, double> lent_keywords(const std::vector<double>& ranking) const {
    std::vector<uint32_t> best(count_);
    for (uint32_t i = 0; i < count_; ++i) best[i] = i;
    const size_t lenders_count = std::min(kLendersMax, count_);
    std::partial_sort(
        best.begin(), best.begin() + static_cast<std::ptrdiff_t>(lenders_count), best.end(),
        [&](uint32_t a, uint32_t b) { return ranking[a] != ranking[b] ? ranking[a] > ranking[b] : a < b; });
    std::vector<std::pair<Keywords, double>> lenders;
    for (size_t i = 0; i < lenders_count; ++i)
      lenders.emplace_back(keywords_[best[i]], ranking[best[i]] * ranking[best[i]]);
    const std::vector<LentKeyword> strongest = lend(plan_, lenders);
    std::unordered_map<TermId, double> lent;
    for (const LentKeyword& keyword : strongest)
      lent[keyword.term] = kLentShare * std::sqrt(keyword.strength / strongest.front().strength);
    return lent;
  }

  const Plan& plan_;
  std::vector<RankedHit>& candidates_;
  const size_t count_;
  const bool all_;
  std::vector<Keywords> keywords_;
  std::vector<double> scores_;  // the first candidate's was 1
  std::vector<std::vector<Neighbour>> neighbours_;
};

bool in_query(const Plan& plan, TermId term) {
  return std::any_of(plan.words.begin(), plan.words.end(), [&](const PlanWord& word) {
    return std::binary_search(word.term_ids.begin(), word.term_ids.end(), term);
  });
}

}  // namespace

std::vector<LentKeyword> lend(const Plan& plan, std::span<const std::pair<Keywords, double>> lenders) {
  std::unordered_map<TermId, double> strengths;
  for (const auto& [keywords, goodness] : lenders) {
    const double length = std::sqrt(static_cast<double>(keywords.sum_of_squares()));
    for (const Keyword& keyword : keywords) {
      if (!in_query(plan, keyword.term)) strengths[keyword.term] += goodness * keyword.weight / length;
    }
  }
  std::vector<LentKeyword> strongest;
  for (const auto& [term, strength] : strengths) strongest.push_back({term, strength});
  std::sort(strongest.begin(), strongest.end(), [](const LentKeyword& a, const LentKeyword& b) {
    return a.strength != b.strength ? a.strength > b.strength : a.term < b.term;
  });
  if (strongest.size() > kLentMax) strongest.resize(kLentMax);
  return strongest;
}

void apply_feedback(const Plan& plan, const Index& index, const RankingParts& parts, Rescored rescored,
                    std::vector<RankedHit>& candidates) {
  if (rescored.count < kCandidatesMin || candidates.front().score <= 0) return;
  if (!parts.smoothing && !parts.expansion) return;
  Feedback(plan, index, rescored, candidates).run(parts);
  put_in_order(index, rescored.count, candidates);
}

}  // namespace pressmark
