// Searcher: runs plans over one Index. Holds what is Xapian's, so each thread has its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/match/index.h"
#include "engine/query/house_rules.h"
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
  bool related = true;        // where few are found by relevance
  Fold fold = Fold::kSeries;  // editions are folded by relevance only, and not where the query names a year
  RankingParts parts;
};

struct RankedHit {
  uint32_t docid = 0;
  double score = 0;
  std::vector<uint32_t> forms;  // what matches too and is folded under it, as ranked
  bool operator==(const RankedHit&) const = default;
};

/// A part (a page, a section) of a publication among the results of a search for passages.
struct RankedPart {
  uint32_t docid = 0;
  PositionRange range;
  double score = 0;  // from 0 to 1
};

struct RankedParts {
  std::vector<RankedPart> parts;
  uint64_t total = 0;    // parts with words of the query in the publications looked at
  bool partial = false;  // as RankedHits
};

/// How many are shown, by value. Each facet is counted under all conditions but its own, so that the other
/// choices of a facet keep their counts when one is chosen.
struct FacetCounts {
  std::map<Kind, uint64_t> kinds;
  std::map<int, uint64_t> years;
  std::map<std::string, uint64_t> languages;
};

/// A publication that has none of the words and is like those that do.
struct RelatedHit {
  uint32_t docid = 0;
  double score = 0;           // below that of every hit
  std::vector<TermId> terms;  // keywords that it shares with them, at most kRelatedTermsMax, strongest first
};
inline constexpr size_t kRelatedTermsMax = 4;

struct RankedHits {
  std::vector<RankedHit> hits;
  std::vector<RelatedHit> related;  // after the last hit, where a search by relevance finds only a few
  uint64_t total = 0;               // after folding
  bool total_exact = false;
  bool partial = false;  // the time limit came first; hits are the best of what was seen
  FacetCounts facets;
};

class Searcher {
 public:
  /// Throws Xapian::Error's message as std::runtime_error when the postings cannot be opened.
  /// `house`, if any, was made for this index.
  explicit Searcher(std::shared_ptr<const Index> index, std::shared_ptr<const HouseRules> house = nullptr);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  const Index& index() const { return *index_; }
  /// What the editors say; nullptr for nothing.
  const HouseRules* house() const { return house_.get(); }
  Analyzer& analyzer() { return analyzer_; }

  /// A request begins. What it asks, up to the next, is done in so much time, by the shares of time_limit.h;
  /// without this there is no limit.
  void begin(std::chrono::milliseconds time_limit);
  /// What is counted next may take until this share of the time is over. search() sets it for itself.
  void allow(double share);

  /// For searches of this searcher.
  Plan plan(const Query& query, const Filters& request, const RankingParts& parts = {});
  RankedHits search(const Plan& plan, const MatchOptions& options);
  /// The best parts of the publications that match, ranked against each other, whatever options.order says.
  RankedParts search_parts(const Plan& plan, const MatchOptions& options);
  /// How many works match: exact while fewer than `limit` publications do, else about how many; 0 when that
  /// is not known in time.
  uint64_t count(const Plan& plan, uint64_t limit);
  /// The publications that rank best by some of `terms`, best first, at most `count`.
  std::vector<uint32_t> best_with_any(std::span<const std::string> terms, uint32_t count);
  /// Whether the plan finds this publication, at whatever rank; false when that is not known in time.
  bool matches(const Plan& plan, uint32_t docid);
  /// The publication with this id; 0 when there is none.
  uint32_t find_id(const std::string& id);
  /// The publication with this id, or else this address; 0 when there is none. An address is looked for in
  /// the fields of all publications.
  uint32_t find(const std::string& id_or_url);
  /// The fields of a hit; nothing when the stored bytes are damaged.
  std::optional<StoredFields> fields(uint32_t docid);
  /// What makes the snippets of a query out of this index; the searcher must outlive it.
  SnippetMaker snippets(Wanted wanted);
  Passages passages(uint32_t docid, const std::string& language, SnippetMaker& snippets,
                    const SnippetOptions& options);
  /// What to show of a part; nothing when its text is damaged.
  std::optional<Passage> passage(const RankedPart& part, const std::string& language, SnippetMaker& snippets,
                                 size_t bytes_max);
  /// For each hit the stretches of its best parts, to take its passages from.
  std::vector<std::vector<WeightedRange>> best_parts(const Plan& plan, std::span<const RankedHit> hits);

 private:
  struct Postings;
  std::shared_ptr<const Index> index_;
  std::shared_ptr<const HouseRules> house_;
  Analyzer analyzer_;
  std::unique_ptr<Postings> postings_;
};

/// What a plan makes worth showing in a text.
Wanted wanted_of(const Plan& plan);

}  // namespace pressmark
