#include "engine/match/explain.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/limits.h"
#include "engine/match/form_table.h"
#include "engine/match/house.h"
#include "engine/match/recency.h"
#include "engine/match/searcher.h"

namespace pressmark {
namespace {

constexpr size_t kOccurrencesMax = 2'000;  // of one word

/// The parts of the ranking in the order in which each adds to what those before it came to.
struct PartStep {
  std::string_view name;
  bool RankingParts::*part;
};
constexpr std::array<PartStep, 6> kParts = {{{"burstiness", &RankingParts::burstiness},
                                             {"title", &RankingParts::title},
                                             {"pairs", &RankingParts::pairs},
                                             {"recency", &RankingParts::recency},
                                             {"smoothing", &RankingParts::smoothing},
                                             {"expansion", &RankingParts::expansion}}};

/// Where `docid` stands among the first limits::kHitsDepthMax, by itself or under another form of the work,
/// from 1; 0 if it does not.
uint32_t rank_in(const RankedHits& ranked, uint32_t docid) {
  const auto same = [&](const RankedHit& hit) {
    return hit.docid == docid || std::find(hit.forms.begin(), hit.forms.end(), docid) != hit.forms.end();
  };
  const auto found = std::find_if(ranked.hits.begin(), ranked.hits.end(), same);
  return found == ranked.hits.end() ? 0 : static_cast<uint32_t>(found - ranked.hits.begin()) + 1;
}

class Explainer {
 public:
  Explainer(Searcher& searcher, const Query& query, const Filters& request, Explanation& explanation)
      : searcher_(searcher), query_(query), request_(request), explanation_(explanation) {}

  void run(uint32_t docid) {
    docid_ = docid;
    const Plan plan = searcher_.plan(query_, request_);
    read_record(plan);
    read_factors(plan);
    if (!searcher_.matches(plan, docid_)) {
      explanation_.outcome = why_not(plan);
      return;
    }
    MatchOptions options;
    options.count = limits::kHitsDepthMax;
    const RankedHits ranked = searcher_.search(plan, options);
    explanation_.total = ranked.total;
    explanation_.total_exact = ranked.total_exact;
    explanation_.rank = rank_in(ranked, docid_);
    explanation_.outcome =
        explanation_.rank > 0 ? Explanation::Outcome::kFound : Explanation::Outcome::kBeyondDepth;
    if (explanation_.rank > 0) {
      const RankedHit& hit = ranked.hits[explanation_.rank - 1];
      explanation_.score = hit.score;
      if (hit.docid != docid_)
        explanation_.shown_under = searcher_.fields(hit.docid).value_or(StoredFields{}).id;
    }
    if (plan.ranked) add_steps();
    explanation_.exact_title = has_exact_title(plan);
  }

 private:
  using Outcome = Explanation::Outcome;

  bool passes(const Query& query, const Filters& filters) {
    return searcher_.matches(searcher_.plan(query, filters), docid_);
  }

  bool has_clause(Clause clause) {
    clause.occur = Occur::kMust;
    Query query;
    query.clauses.push_back(std::move(clause));
    return passes(query, {});
  }

  static std::string written(Clause clause) {
    clause.occur = Occur::kShould;
    Query query;
    query.clauses.push_back(std::move(clause));
    return to_text(query);
  }

  /// Searches with ever more parts of the ranking, from the words alone to all of them.
  void add_steps() {
    RankingParts parts;
    for (const PartStep& step : kParts) parts.*step.part = false;
    add_step("words", parts);
    for (const PartStep& step : kParts) {
      parts.*step.part = true;
      const uint32_t rank = add_step(step.name, parts);
      if (step.part == &RankingParts::recency) explanation_.rank_by_words = rank;
    }
  }

  uint32_t add_step(std::string_view name, const RankingParts& parts) {
    MatchOptions options;
    options.count = limits::kHitsDepthMax;
    options.parts = parts;
    const RankedHits ranked = searcher_.search(searcher_.plan(query_, request_, parts), options);
    const uint32_t rank = rank_in(ranked, docid_);
    if (rank > 0) explanation_.steps.push_back({std::string(name), ranked.hits[rank - 1].score, rank});
    return rank;
  }

  Outcome why_not(const Plan& plan) {
    if (searcher_.house() != nullptr) {
      const auto hidden = searcher_.house()->for_query(query_, searcher_.analyzer()).hidden;
      if (std::binary_search(hidden.begin(), hidden.end(), docid_)) return Outcome::kHidden;
    }
    std::vector<std::string>& obstacles = explanation_.obstacles;
    add_filters(plan.text_filters);
    add_filters(plan.request_filters);
    if (!obstacles.empty()) return Outcome::kFiltered;
    for (const Clause& clause : query_.clauses) {
      if (clause.occur == Occur::kMustNot && has_clause(clause)) obstacles.push_back(written(clause));
    }
    if (!obstacles.empty()) return Outcome::kExcluded;
    for (const Clause& clause : query_.clauses) {
      const bool demanded = clause.occur == Occur::kMust ||
                            (clause.type == Clause::Type::kPhrase && clause.occur == Occur::kShould);
      if (demanded && !has_clause(clause)) obstacles.push_back(written(clause));
    }
    return obstacles.empty() ? Outcome::kNoMatch : Outcome::kMissing;
  }

  /// Each condition by itself, so that all that stand in the way are named.
  void add_filters(const Filters& filters) {
    const auto add = [&](auto Filters::*member) {
      Query query;
      query.filters.*member = filters.*member;
      if (query.filters == Filters{}) return;
      if (!passes(query, {})) explanation_.obstacles.push_back(to_text(query));
    };
    add(&Filters::kinds);
    add(&Filters::languages);
    add(&Filters::filetypes);
    add(&Filters::sites);
    add(&Filters::authors);
    add(&Filters::publishers);
    add(&Filters::topics);
    add(&Filters::published);
  }

  void read_record(const Plan& plan) {
    const Result<RecordView> record = searcher_.index().records().record(docid_);
    if (!record.ok()) return;
    const std::vector<RoleRun> runs = record.value().runs();
    for (const PlanWord& word : plan.words) {
      WordEvidence evidence;
      evidence.word = word.text;
      evidence.publications = static_cast<uint64_t>(word.document_frequency);
      evidence.counts = word.weight > 0 || word.terms.empty();
      evidence.weight = word.weight;
      auto run = runs.begin();
      for (const Occurrence& occurrence : record.value().occurrences(word.forms, kOccurrencesMax)) {
        while (run != runs.end() && run->end <= occurrence.position) ++run;
        if (run == runs.end()) break;
        ++evidence.places[run->role];
        evidence.exact = evidence.exact || std::binary_search(word.exact_forms.begin(),
                                                              word.exact_forms.end(), occurrence.form);
      }
      explanation_.words.push_back(std::move(evidence));
    }
    read_pairs(plan, record.value());
  }

  /// As the second stage counts them.
  void read_pairs(const Plan& plan, const RecordView& record) {
    for (const PlanPair& pair : plan.pairs)
      explanation_.pairs.push_back({plan.words[pair.first].text, plan.words[pair.second].text, 0});
    const FormTable forms(plan);
    PairFinder pairs(plan);
    for (const Occurrence& occurrence :
         record.occurrences(forms.forms(), kOccurrencesMax * plan.words.size())) {
      forms.for_each_word(occurrence.form, [&](size_t word, bool /*exact*/) {
        pairs.word_at(occurrence.position, word, [&](size_t pair) { ++explanation_.pairs[pair].count; });
      });
    }
  }

  void read_factors(const Plan& plan) {
    explanation_.pinned = std::find(plan.pinned.begin(), plan.pinned.end(), docid_) != plan.pinned.end();
    if (searcher_.house() != nullptr) explanation_.boost = searcher_.house()->boost(docid_);
    if (!names_time(plan)) explanation_.recency = recency_factor(searcher_.index().columns(), docid_);
    explanation_.synonyms = synonyms_in(plan, searcher_.index(), docid_);
  }

  bool has_exact_title(const Plan& plan) {
    if (plan.exact_title_terms.empty()) return false;
    const auto fields = searcher_.fields(docid_);
    if (!fields) return false;
    Query title = words_query(fields->title);
    const Plan of_title = searcher_.plan(title, {});
    return std::any_of(of_title.exact_title_terms.begin(), of_title.exact_title_terms.end(),
                       [&](const std::string& term) {
                         const auto& terms = plan.exact_title_terms;
                         return std::find(terms.begin(), terms.end(), term) != terms.end();
                       });
  }

  Searcher& searcher_;
  const Query& query_;
  const Filters& request_;
  Explanation& explanation_;
  uint32_t docid_ = 0;
};

}  // namespace

Explanation explain(Searcher& searcher, const Query& query, const Filters& request, const std::string& id) {
  Explanation explanation;
  explanation.id = id;
  const uint32_t docid = searcher.find(id);
  if (docid == 0) return explanation;
  if (const auto fields = searcher.fields(docid)) {
    explanation.id = fields->id;
    explanation.title = fields->title;
  }
  Explainer(searcher, query, request, explanation).run(docid);
  return explanation;
}

}  // namespace pressmark
