#include "engine/match/neighbours.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "engine/schema/id_table.h"

namespace pressmark {
namespace {

// What more than a quarter of the candidates have does not tell who is like whom, and costs the most to
// count; between a handful of candidates everything counts.
constexpr size_t kHoldersMin = 10;

/// A keyword of a candidate, its weights scaled to a vector of length one.
struct Holding {
  uint32_t candidate = 0;
  float weight = 0;
};

/// For each keyword who has it, by rank.
class Holders {
 public:
  explicit Holders(const std::vector<Keywords>& candidates) {
    std::vector<uint32_t> list_of;  // of each keyword of each candidate
    list_of.reserve(candidates.size() * kKeywordsMax);
    for (const Keywords& keywords : candidates)
      for (const Keyword& keyword : keywords) list_of.push_back(count(keyword.term));
    ends_.resize(counts_.size());
    std::exclusive_scan(counts_.begin(), counts_.end(), ends_.begin(), 0U);
    holdings_.resize(list_of.size());
    size_t entry = 0;
    for (uint32_t i = 0; i < candidates.size(); ++i) {
      const float length = std::sqrt(static_cast<float>(candidates[i].sum_of_squares()));
      for (const Keyword& keyword : candidates[i])
        holdings_[ends_[list_of[entry++]]++] = {i, keyword.weight / length};
    }
  }

  size_t size() const { return counts_.size(); }
  std::span<const Holding> operator[](size_t list) const {
    return {holdings_.data() + ends_[list] - counts_[list], counts_[list]};
  }

 private:
  /// The list of a term, one longer now.
  uint32_t count(TermId term) {
    const uint32_t hash = term * 0x9e3779b1U;  // Fibonacci hashing: neighbouring ids far apart
    const auto known = table_.find(hash, [&](uint32_t index) { return terms_[index] == term; });
    if (known) {
      ++counts_[*known];
      return *known;
    }
    const auto list = static_cast<uint32_t>(terms_.size());
    table_.insert(hash, list);
    terms_.push_back(term);
    counts_.push_back(1);
    return list;
  }

  IdTable table_;
  std::vector<TermId> terms_;
  std::vector<uint32_t> counts_, ends_;  // by list
  std::vector<Holding> holdings_;        // list after list
};

void insert_nearest(std::vector<Neighbour>& nearest, Neighbour neighbour) {
  if (nearest.size() == kNeighboursMax) {
    if (neighbour.similarity <= nearest.back().similarity) return;
    nearest.pop_back();
  }
  const auto at = std::find_if(nearest.begin(), nearest.end(), [&](const Neighbour& other) {
    return other.similarity < neighbour.similarity;
  });
  nearest.insert(at, neighbour);
}

}  // namespace

std::vector<std::vector<Neighbour>> find_neighbours(const std::vector<Keywords>& candidates) {
  const size_t count = candidates.size();
  const Holders holders(candidates);
  std::vector<float> similarities(count * count);  // of a candidate to those after it
  for (size_t list = 0; list < holders.size(); ++list) {
    const std::span<const Holding> holding = holders[list];
    if (holding.size() > std::max(kHoldersMin, count / 4)) continue;
    for (size_t a = 0; a < holding.size(); ++a) {
      float* row = similarities.data() + holding[a].candidate * count;
      for (size_t b = a + 1; b < holding.size(); ++b)
        row[holding[b].candidate] += holding[a].weight * holding[b].weight;
    }
  }
  std::vector<std::vector<Neighbour>> all(count);
  for (std::vector<Neighbour>& nearest : all) nearest.reserve(kNeighboursMax);
  for (uint32_t i = 0; i < count; ++i) {
    for (uint32_t j = i + 1; j < count; ++j) {
      const float similarity = similarities[i * count + j];
      if (similarity <= 0) continue;
      insert_nearest(all[i], {j, similarity});
      insert_nearest(all[j], {i, similarity});
    }
  }
  return all;
}

}  // namespace pressmark
