#include "engine/match/neighbours.h"

#include <algorithm>
#include <cmath>

#include "engine/schema/id_table.h"

namespace pressmark {
namespace {

/// A keyword of a candidate, its weights scaled to a vector of length one.
struct Holding {
  uint32_t candidate = 0;
  float weight = 0;
};

/// For each keyword who has it.
class Holders {
 public:
  std::vector<Holding>& of(TermId term) {
    const uint32_t hash = term * 0x9e3779b1U;  // Fibonacci hashing: neighbouring ids far apart
    const auto known = table_.find(hash, [&](uint32_t index) { return terms_[index] == term; });
    if (known) return lists_[*known];
    table_.insert(hash, static_cast<uint32_t>(terms_.size()));
    terms_.push_back(term);
    return lists_.emplace_back();
  }
  const std::vector<std::vector<Holding>>& lists() const { return lists_; }

 private:
  IdTable table_;
  std::vector<TermId> terms_;
  std::vector<std::vector<Holding>> lists_;
};

float length_of(const Keywords& keywords) {
  float sum = 0;
  for (const Keyword& keyword : keywords) sum += static_cast<float>(keyword.weight) * keyword.weight;
  return std::sqrt(sum);
}

}  // namespace

std::vector<std::vector<Neighbour>> find_neighbours(const std::vector<Keywords>& candidates) {
  const size_t count = candidates.size();
  Holders holders;
  for (uint32_t i = 0; i < count; ++i) {
    const float length = length_of(candidates[i]);
    for (const Keyword& keyword : candidates[i])
      holders.of(keyword.term).push_back({i, keyword.weight / length});
  }
  std::vector<float> similarities(count * count);
  for (const std::vector<Holding>& holding : holders.lists()) {
    for (const Holding& a : holding) {
      float* row = similarities.data() + a.candidate * count;
      for (const Holding& b : holding) row[b.candidate] += a.weight * b.weight;
    }
  }
  std::vector<std::vector<Neighbour>> all(count);
  for (uint32_t i = 0; i < count; ++i) {
    std::vector<Neighbour>& nearest = all[i];
    for (uint32_t j = 0; j < count; ++j) {
      const float similarity = similarities[i * count + j];
      if (j == i || similarity <= 0) continue;
      if (nearest.size() == kNeighboursMax && similarity <= nearest.back().similarity) continue;
      if (nearest.size() == kNeighboursMax) nearest.pop_back();
      const auto at = std::find_if(nearest.begin(), nearest.end(),
                                   [&](const Neighbour& other) { return other.similarity < similarity; });
      nearest.insert(at, {j, similarity});
    }
  }
  return all;
}

}  // namespace pressmark
