// RankingParts: what a ranking is made of beside the impacts. A value.
#pragma once

namespace pressmark {

/// All are worth their cost on judged collections (docs/measurements.md); one is left out to measure it.
struct RankingParts {
  bool burstiness = true;  // terms that recur where they occur weigh more
  bool title = true;       // the title's words count once more
  bool pairs = true;       // neighbours in the query that are neighbours in the text; words in the form typed
  bool smoothing = true;   // candidates like other good ones rise
  bool expansion = true;   // and those that share keywords with the best
  bool recency = true;     // of posts that answer alike the newer is before the older

  /// Whether more than the postings is looked at.
  bool second_stage() const { return pairs || smoothing || expansion; }
};

}  // namespace pressmark
