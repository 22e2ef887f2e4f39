// Neighbours: which candidates of a search are about the same, by the keywords that they share. Worked out
// anew for each search, among its best candidates only. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/schema/keywords.h"

namespace pressmark {

struct Neighbour {
  uint32_t candidate = 0;  // its rank
  float similarity = 0;  // cosine of the keywords' weights, but for those that most have: above 0, at most 1
};

/// For each candidate the kNeighboursMax most similar others, most similar first; by rank where equal.
std::vector<std::vector<Neighbour>> find_neighbours(const std::vector<Keywords>& candidates);

/// Flat between 4 and 8 on judged collections.
inline constexpr size_t kNeighboursMax = 5;

}  // namespace pressmark
