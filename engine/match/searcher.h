// Searcher: runs plans over one Index. Holds what is Xapian's, so each thread has its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/match/index.h"
#include "engine/query/plan.h"
#include "engine/schema/stored_fields.h"
#include "engine/snippet/snippet.h"

namespace pressmark {

enum class Order : uint8_t { kRelevance, kNewest, kOldest };

struct MatchOptions {
  uint32_t first = 0;  // hits to pass over
  uint32_t count = 10;
  Order order = Order::kRelevance;
  bool facets = false;        // also makes the total exact
  Fold fold = Fold::kSeries;  // editions are folded by relevance only, and not where the query names a year
  std::chrono::milliseconds time_limit{500};
  RankingParts parts;
};

struct RankedHit {
  uint32_t docid = 0;
  double score = 0;
  std::vector<uint32_t> forms;  // what matches too and is folded under it, as ranked
  bool operator==(const RankedHit&) const = default;
};

/// How many are shown, by value. Each facet is counted under all conditions but its own, so that the other
/// choices of a facet keep their counts when one is chosen.
struct FacetCounts {
  std::map<Kind, uint64_t> kinds;
  std::map<int, uint64_t> years;
  std::map<std::string, uint64_t> languages;
};

struct RankedHits {
  std::vector<RankedHit> hits;
  uint64_t total = 0;  // after folding
  bool total_exact = false;
  bool partial = false;  // the time limit came first; hits are the best of what was seen
  FacetCounts facets;
};

class Searcher {
 public:
  /// Throws Xapian::Error's message as std::runtime_error when the postings cannot be opened.
  explicit Searcher(std::shared_ptr<const Index> index);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  const Index& index() const { return *index_; }
  Analyzer& analyzer() { return analyzer_; }

  Plan plan(const Query& query, const Filters& request, const RankingParts& parts = {});
  RankedHits search(const Plan& plan, const MatchOptions& options);
  /// How many works match: exact while no more than `limit` publications do.
  uint64_t count(const Plan& plan, uint64_t limit);
  /// The fields of a hit; nothing when the stored bytes are damaged.
  std::optional<StoredFields> fields(uint32_t docid);
  Passages passages(uint32_t docid, const std::string& language, const Wanted& wanted,
                    const SnippetOptions& options);
  std::vector<ByteSpan> mark(const std::string& text, const std::string& language, const Wanted& wanted);

 private:
  struct Postings;
  std::shared_ptr<const Index> index_;
  Analyzer analyzer_;
  std::unique_ptr<Postings> postings_;
};

/// What a plan makes worth showing in a text.
Wanted wanted_of(const Plan& plan);

}  // namespace pressmark
