// Feedback: what the best candidates of a search say about each other, from their keywords alone. Two parts:
// smoothing, where a candidate that is like other good ones rises (F. Diaz, "Regularizing ad hoc retrieval
// scores", CIKM 2005), and expansion, where one rises that shares keywords with the very best (the relevance
// model RM3; N. Abdul-Jaleel et al., TREC 2004), here without a second pass over the postings.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/match/index.h"
#include "engine/match/searcher.h"
#include "engine/schema/keywords.h"

namespace pressmark {

/// The best candidates, by rank, that the second stage looked at.
struct Rescored {
  size_t count = 0;
  bool all = false;  // nothing else matches
};

/// A keyword that good answers have and the query has not, and how strongly.
struct LentKeyword {
  TermId term = 0;
  double strength = 0;
};

/// What answers lend: `lenders` are their keywords and how good each is. The strongest first, at most
/// kLentMax.
inline constexpr size_t kLentMax = 40;
std::vector<LentKeyword> lend(const Plan& plan, std::span<const std::pair<Keywords, double>> lenders);

/// Gives `rescored` of `candidates` their new scores and puts them in order. The first two stay where they
/// are, and nothing changes unless there are more.
void apply_feedback(const Plan& plan, const Index& index, const RankingParts& parts, Rescored rescored,
                    std::vector<RankedHit>& candidates);

}  // namespace pressmark
