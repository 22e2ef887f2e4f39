#include "engine/match/related.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "engine/match/feedback.h"
#include "engine/match/impact_weight.h"
#include "engine/query/plan_terms.h"

namespace pressmark {
namespace {

using Op = Xapian::Query::op;

constexpr size_t kLendersMax = 5;
constexpr size_t kTermsSearchedMax = 15;
constexpr Xapian::doccount kCandidatesMax = 50;
// What is less like the hits than this, as the cosine of keywords, has only some word in common with them.
constexpr double kLikenessMin = 0.1;
constexpr size_t kSharedTermsMin = 2;

std::vector<LentKeyword> keywords_of(const Plan& plan, const Index& index, std::span<const RankedHit> hits) {
  std::vector<std::pair<Keywords, double>> lenders;
  for (const RankedHit& hit : hits.first(std::min(hits.size(), kLendersMax))) {
    const double goodness = hits.front().score > 0 ? hit.score / hits.front().score : 1;
    lenders.emplace_back(index.keywords().keywords(hit.docid), goodness * goodness);
  }
  return lend(plan, lenders);
}

/// How a publication is like what was lent.
RelatedHit compare(uint32_t docid, const Keywords& keywords, std::span<const LentKeyword> lent) {
  RelatedHit related{docid, 0, {}};
  double lent_squares = 0;
  for (const LentKeyword& each : lent) {
    lent_squares += each.strength * each.strength;
    const auto* const found = std::find_if(keywords.begin(), keywords.end(),
                                           [&](const Keyword& keyword) { return keyword.term == each.term; });
    if (found == keywords.end()) continue;
    related.score += each.strength * found->weight;
    if (related.terms.size() < kRelatedTermsMax) related.terms.push_back(each.term);
  }
  const double lengths = std::sqrt(lent_squares * keywords.sum_of_squares());
  if (lengths > 0) related.score /= lengths;
  return related;
}

std::vector<RelatedHit> candidates(const Plan& plan, const Index& index, const Xapian::Database& postings,
                                   std::span<const LentKeyword> lent) {
  std::vector<Xapian::Query> terms;
  for (const LentKeyword& keyword : lent.first(std::min(lent.size(), kTermsSearchedMax))) {
    const std::string term(index.lexicon().term(keyword.term));
    if (!term.empty())
      terms.push_back(Xapian::Query(Op::OP_SCALE_WEIGHT, Xapian::Query(term), keyword.strength));
  }
  Xapian::Query query(Op::OP_OR, terms.begin(), terms.end());
  query = Xapian::Query(Op::OP_AND_NOT, query, plan.terms->text);
  if (!plan.terms->excluded.empty()) query = Xapian::Query(Op::OP_AND_NOT, query, plan.terms->excluded);
  Xapian::Enquire enquire(postings);
  enquire.set_query(under_conditions(*plan.terms, query));
  enquire.set_weighting_scheme(ImpactWeight());
  std::vector<RelatedHit> found;
  const Xapian::MSet matches = enquire.get_mset(0, kCandidatesMax);
  for (auto it = matches.begin(); it != matches.end(); ++it) {
    RelatedHit related = compare(*it, index.keywords().keywords(*it), lent);
    if (related.terms.size() >= kSharedTermsMin && related.score >= kLikenessMin)
      found.push_back(std::move(related));
  }
  return found;
}

}  // namespace

std::vector<RelatedHit> find_related(const Plan& plan, const Index& index, const Xapian::Database& postings,
                                     Folding& folding, std::span<const RankedHit> hits) {
  if (hits.empty() || hits.size() >= kFewHits) return {};
  const std::vector<LentKeyword> lent = keywords_of(plan, index, hits);
  if (lent.size() < kSharedTermsMin) return {};
  std::vector<RelatedHit> all = candidates(plan, index, postings, lent);
  std::stable_sort(all.begin(), all.end(),
                   [](const RelatedHit& a, const RelatedHit& b) { return a.score > b.score; });
  std::unordered_set<uint32_t> shown;
  for (const RankedHit& hit : hits) shown.insert(folding.group(hit.docid));
  std::vector<RelatedHit> related;
  for (RelatedHit& each : all) {
    if (hits.size() + related.size() == kFewHits) break;
    const uint32_t group = folding.group(each.docid);
    if (group != 0 && !shown.insert(group).second) continue;
    each.score *= hits.back().score;
    related.push_back(std::move(each));
  }
  return related;
}

}  // namespace pressmark
