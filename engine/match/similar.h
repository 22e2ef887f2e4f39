// Publications like one of them, by the keywords that they share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/match/searcher.h"

namespace pressmark {

struct SimilarPublication {
  uint32_t docid = 0;
  double similarity = 0;            // cosine of the keywords' weights, at least kSimilarityMin
  std::vector<std::string> shared;  // the words that make them alike, the strongest first
};

/// Less alike are two publications that happen to share a few words. See docs/measurements.md.
inline constexpr double kSimilarityMin = 0.1;

/// The publications most like `docid`, at most `limit`; none for one that shares too little with any. None of
/// its own work or series, of another work the form and of another series the edition most like it, nothing
/// that the editors hide.
std::vector<SimilarPublication> similar_publications(Searcher& searcher, uint32_t docid, size_t limit);

/// The words that tell a publication from the others, strongest first, at most `limit`, each in its most
/// frequent form.
std::vector<std::string> keyword_texts(const Index& index, uint32_t docid, size_t limit);

}  // namespace pressmark
