#include "engine/match/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <stdexcept>

#include "engine/limits.h"
#include "engine/match/facet_counter.h"
#include "engine/match/feedback.h"
#include "engine/match/folding.h"
#include "engine/match/house.h"
#include "engine/match/impact_weight.h"
#include "engine/match/matching.h"
#include "engine/match/passage_ranking.h"
#include "engine/match/phrase_decider.h"
#include "engine/match/recency.h"
#include "engine/match/related.h"
#include "engine/match/second_stage.h"
#include "engine/query/docid_source.h"
#include "engine/query/plan_terms.h"
#include "engine/schema/schema.h"

namespace pressmark {
namespace {

using Op = Xapian::Query::op;

// Publications with exactly the title that was typed come first; more than this many are a series of one
// name.
constexpr Xapian::doccount kExactTitlesMax = 10;

/// Sorts by day, those without one last whichever way it goes.
class DayKey : public Xapian::KeyMaker {
 public:
  std::string operator()(const Xapian::Document& document) const override {
    const std::string day = document.get_value(schema::kDateSlot);
    return day.empty() ? std::string(4, '\xff') : day;
  }
};

bool ranks_by_relevance(const Plan& plan, const MatchOptions& options) {
  return options.order == Order::kRelevance && plan.ranked;
}

std::vector<RankedHit> hits_of(const Xapian::MSet& matches) {
  std::vector<RankedHit> hits;
  hits.reserve(matches.size());
  for (auto it = matches.begin(); it != matches.end(); ++it) hits.push_back({*it, it.get_weight(), {}});
  return hits;
}

}  // namespace

/// One thread's handles on the postings, and what a search does with them.
struct Searcher::Postings {
  Postings(const Index& of, const HouseRules* rules)
      : index(of), house(rules), database(Index::postings(of.directory()).string()) {}

  /// The best `count` by what `enquire` is set to; false when the time was over before, and where the match
  /// had to be stopped `result` is as it was.
  bool match(Xapian::Enquire& enquire, const PhraseDecider& decider, Xapian::doccount count,
             RankedHits& result) {
    try {
      const Xapian::MSet matches = enquire.get_mset(0, count, 0, nullptr, &decider);
      result.hits = hits_of(matches);
      result.total = matches.get_matches_estimated();
      result.total_exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
    } catch (const MatchStopped&) {
    }
    return !time.expired();
  }

  void ranked(const Plan& plan, const MatchOptions& options, RankedHits& result) {
    Xapian::Enquire enquire(database);
    enquire.set_query(under_conditions(*plan.terms, plan.terms->text));
    const bool by_relevance = ranks_by_relevance(plan, options);
    const bool second_stage = by_relevance && options.parts.second_stage();
    DayKey key;
    if (by_relevance) {
      enquire.set_weighting_scheme(ImpactWeight());
    } else {
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      if (options.order == Order::kOldest) {
        enquire.set_sort_by_key(&key, false);
      } else {
        enquire.set_sort_by_value(schema::kDateSlot, true);
      }
    }
    time.allow(kMatchedBy);
    const PhraseDecider decider(plan.phrases, index.records(), time);
    const uint32_t wanted = options.first + options.count;
    // Folding leaves fewer than were matched: then more are fetched.
    for (uint32_t fetched = std::max<uint32_t>(wanted, second_stage ? kSecondStageMax : 1);; fetched *= 2) {
      result.partial = !match(enquire, decider, fetched, result);
      const bool more = result.hits.size() == fetched;
      arrange(plan, options, more, result);
      if (result.hits.size() >= wanted || !more || result.partial) break;
    }
    const bool ends_here = options.first < result.hits.size() && result.hits.size() <= wanted;
    if (options.related && ends_here && ranks_by_relevance(plan, options) && options.parts.expansion &&
        !result.partial && plan.phrases.empty()) {
      Folding folding(index, database, plan, options);
      result.related = find_related(plan, index, database, folding, result.hits);
    }
    result.hits.erase(result.hits.begin(),
                      result.hits.begin() + std::min<size_t>(options.first, result.hits.size()));
    if (result.hits.size() > options.count) result.hits.resize(options.count);
  }

  /// From the publications of the first stage to the order in which they are shown.
  void arrange(const Plan& plan, const MatchOptions& options, bool more, RankedHits& result) {
    Folding folding(index, database, plan, options);
    const size_t matched = result.hits.size();
    const bool by_relevance = ranks_by_relevance(plan, options);
    const bool second_stage = by_relevance && options.parts.second_stage();
    if (second_stage) rescore(plan, index, options.parts, result.hits);
    if (by_relevance && options.parts.recency && !names_time(plan)) apply_recency(index, result.hits);
    Rescored rescored;
    rescored.count = folding.fold(std::min(matched, kSecondStageMax), result.hits);
    rescored.all = matched < kSecondStageMax;
    const size_t folded = matched - result.hits.size();
    result.total -= std::min<uint64_t>(result.total, folded);
    result.total_exact = result.total_exact && (!more || index.folds().groups_count() == 1);
    if (second_stage) apply_feedback(plan, index, options.parts, rescored, result.hits);
    if (by_relevance && house != nullptr) apply_boosts(*house, index, rescored.count, result.hits);
    if (by_relevance) lift_exact_titles(plan, folding, result.hits);
    if (options.order == Order::kRelevance) lift_pinned(plan, folding, result.hits);
  }

  /// Puts the publications whose whole title was typed in front, in the order they have among themselves.
  void lift_exact_titles(const Plan& plan, Folding& folding, std::vector<RankedHit>& hits) {
    if (plan.exact_title_terms.empty() || hits.empty() || time.expired()) return;
    Xapian::Enquire enquire(database);
    const Xapian::Query titles(Op::OP_OR, plan.exact_title_terms.begin(), plan.exact_title_terms.end());
    const Xapian::Query text = Xapian::Query(Op::OP_FILTER, plan.terms->text, titles);
    enquire.set_query(under_conditions(*plan.terms, text));
    enquire.set_weighting_scheme(ImpactWeight());
    const PhraseDecider decider(plan.phrases, index.records(), time);
    RankedHits exact;
    if (!match(enquire, decider, kExactTitlesMax, exact)) return;
    folding.fold(exact.hits.size(), exact.hits);
    for (auto it = exact.hits.rbegin(); it != exact.hits.rend(); ++it) folding.lift(*it, hits);
  }

  /// Puts what the editors pinned in front, as far as the conditions let it through, in their order.
  void lift_pinned(const Plan& plan, Folding& folding, std::vector<RankedHit>& hits) {
    if (plan.pinned.empty()) return;
    Xapian::Enquire enquire(database);
    enquire.set_query(under_conditions(*plan.terms, plan.terms->pinned));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const std::vector<RankedHit> passing =
        hits_of(enquire.get_mset(0, static_cast<Xapian::doccount>(plan.pinned.size())));
    for (auto it = plan.pinned.rbegin(); it != plan.pinned.rend(); ++it) {
      const auto same = [&](const RankedHit& hit) { return hit.docid == *it; };
      if (std::any_of(passing.begin(), passing.end(), same)) folding.lift({*it, 0, {}}, hits);
    }
  }

  void facets(const Plan& plan, const MatchOptions& options, RankedHits& result) {
    Folding folding(index, database, plan, options);
    FacetCounter counter(index, plan, folding);
    time.allow(kCountedBy);
    const PhraseDecider decider(plan.phrases, index.records(), time);
    const bool whole =
        for_each_match(database, under_conditions(*plan.terms, plan.terms->text, false),
                       index.frequent_terms(), decider, [&](Xapian::docid docid) { counter.add(docid); });
    FacetCounter::Counted counted = counter.counts();
    result.facets = std::move(counted.facets);
    result.total = counted.total;
    result.total_exact = whole;
    result.partial = result.partial || !whole;
  }

  const Index& index;
  const HouseRules* house;
  Xapian::Database database;
  TimeLimit time;
};

Searcher::Searcher(std::shared_ptr<const Index> index, std::shared_ptr<const HouseRules> house)
    : index_(std::move(index)), house_(std::move(house)) {
  try {
    postings_ = std::make_unique<Postings>(*index_, house_.get());
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("cannot open the postings of " + index_->directory().string() + ": " +
                             error.get_description());
  }
}

Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

void Searcher::begin(std::chrono::milliseconds time_limit) {
  postings_->time.begin(time_limit);
}

void Searcher::allow(double share) {
  postings_->time.allow(share);
}

Plan Searcher::plan(const Query& query, const Filters& request, const RankingParts& parts) {
  return make_plan(
      query, request,
      PlanContext{postings_->database, index_->lexicon(), index_->records(), analyzer_, index_->languages(),
                  index_->term_statistics(), postings_->time, parts, house_.get()});
}

RankedHits Searcher::search(const Plan& plan, const MatchOptions& options) {
  RankedHits result;
  result.total_exact = true;
  if (plan.empty) return result;
  postings_->ranked(plan, options, result);
  if (options.facets) postings_->facets(plan, options, result);
  return result;
}

RankedParts Searcher::search_parts(const Plan& plan, const MatchOptions& options) {
  MatchOptions of_publications = options;
  of_publications.first = 0;
  of_publications.count = kPassagePublicationsMax;
  of_publications.order = Order::kRelevance;
  of_publications.facets = false;
  of_publications.related = false;
  const RankedHits publications = search(plan, of_publications);
  RankedParts result;
  result.partial = publications.partial;
  result.parts = rank_parts(plan, *index_, publications.hits);
  result.total = result.parts.size();
  const size_t first = std::min<size_t>(options.first, result.parts.size());
  result.parts.erase(result.parts.begin(), result.parts.begin() + static_cast<std::ptrdiff_t>(first));
  if (result.parts.size() > options.count) result.parts.resize(options.count);
  return result;
}

std::vector<std::vector<WeightedRange>> Searcher::best_parts(const Plan& plan,
                                                             std::span<const RankedHit> hits) {
  return passage_ranges(plan, *index_, hits);
}

uint64_t Searcher::count(const Plan& plan, uint64_t limit) {
  if (plan.empty) return 0;
  Xapian::Enquire enquire(postings_->database);
  enquire.set_query(under_conditions(*plan.terms, plan.terms->text));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const PhraseDecider decider(plan.phrases, index_->records(), postings_->time);
  try {
    const auto documents =
        static_cast<Xapian::doccount>(std::min<uint64_t>(limit, postings_->database.get_doccount()));
    const Xapian::MSet matches = enquire.get_mset(0, documents, documents, nullptr, &decider);
    if (postings_->time.expired()) return 0;
    std::vector<RankedHit> hits = hits_of(matches);
    const size_t counted = Folding(*index_, postings_->database, plan, {}).fold(hits.size(), hits);
    if (matches.size() < documents) return counted;
    // The others are folded as often as these.
    return uint64_t{matches.get_matches_estimated()} * counted / std::max<uint64_t>(matches.size(), 1);
  } catch (const MatchStopped&) {
    return 0;
  }
}

std::vector<uint32_t> Searcher::best_with_any(std::span<const std::string> terms, uint32_t count) {
  Xapian::Enquire enquire(postings_->database);
  enquire.set_query(Xapian::Query(Op::OP_OR, terms.begin(), terms.end()));
  enquire.set_weighting_scheme(ImpactWeight());
  std::vector<uint32_t> docids;
  for (const RankedHit& hit : hits_of(enquire.get_mset(0, count))) docids.push_back(hit.docid);
  return docids;
}

bool Searcher::matches(const Plan& plan, uint32_t docid) {
  if (plan.empty) return false;
  Xapian::Enquire enquire(postings_->database);
  const Xapian::Query one(Op::OP_FILTER, documents_query({docid}), plan.terms->text);
  enquire.set_query(under_conditions(*plan.terms, one));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const PhraseDecider decider(plan.phrases, index_->records(), postings_->time);
  try {
    return !enquire.get_mset(0, 1, 1, nullptr, &decider).empty();
  } catch (const MatchStopped&) {
    return false;
  }
}

uint32_t Searcher::find_id(const std::string& id) {
  const std::string term = schema::id_term(id);
  const auto it = postings_->database.postlist_begin(term);
  return it == postings_->database.postlist_end(term) ? 0 : *it;
}

uint32_t Searcher::find(const std::string& id_or_url) {
  if (const uint32_t docid = find_id(id_or_url); docid != 0) return docid;
  const Xapian::Database& database = postings_->database;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    if (const auto stored = fields(*it); stored && stored->url == id_or_url) return *it;
  }
  return 0;
}

std::optional<StoredFields> Searcher::fields(uint32_t docid) {
  try {
    // A document that is gone shows when its data are read; to look before takes as long again.
    const Xapian::Document document = postings_->database.get_document(docid, Xapian::DOC_ASSUME_VALID);
    Result<StoredFields> fields = decode_stored_fields(document.get_data());
    if (fields.ok()) return std::move(fields).value();
  } catch (const Xapian::Error&) {
    // Damage that the manifest did not show: the hit is left out, the answer goes on.
  }
  return std::nullopt;
}

SnippetMaker Searcher::snippets(Wanted wanted) {
  return {index_->lexicon(), index_->text(), analyzer_, std::move(wanted)};
}

Passages Searcher::passages(uint32_t docid, const std::string& language, SnippetMaker& snippets,
                            const SnippetOptions& options) {
  const Result<RecordView> record = index_->records().record(docid);
  if (!record.ok()) return {};
  Passages passages = snippets.make(docid, record.value(), language, options);
  return passages.passages.empty() ? snippets.opening(docid, options) : passages;
}

std::optional<Passage> Searcher::passage(const RankedPart& part, const std::string& language,
                                         SnippetMaker& snippets, size_t bytes_max) {
  const Result<RecordView> record = index_->records().record(part.docid);
  if (!record.ok()) return std::nullopt;
  SnippetOptions options;
  options.passages_max = 1;
  options.bytes_max = bytes_max;
  options.ranges = {{part.range, 1}};
  Passages found = snippets.make(part.docid, record.value(), language, options);
  if (found.passages.empty()) return std::nullopt;
  return std::move(found.passages.front());
}

Wanted wanted_of(const Plan& plan) {
  Wanted wanted;
  for (const PlanWord& word : plan.words) {
    if (word.forms.empty() || wanted.words.size() == limits::kQueryTermsMax) continue;
    wanted.words.push_back({word.forms, word.exact_forms, std::max(word.weight, 0.01)});
  }
  wanted.phrases = plan.phrases;
  return wanted;
}

}  // namespace pressmark
