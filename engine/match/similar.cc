#include "engine/match/similar.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/schema/keywords.h"

namespace pressmark {
namespace {

// Found by their keywords before they are compared: several times what is wanted, for forms and editions.
constexpr uint32_t kCandidates = 200;
// The strongest keywords find as many as all of them, in half the time.
constexpr size_t kSeekingMax = 12;
constexpr size_t kSharedMin = 3;  // two may be a name
constexpr size_t kSharedShown = 4;

std::vector<Keyword> by_weight(const Keywords& keywords) {
  std::vector<Keyword> sorted(keywords.begin(), keywords.end());
  std::sort(sorted.begin(), sorted.end(), [](const Keyword& a, const Keyword& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
  });
  return sorted;
}

std::string text_of(const Index& index, TermId term) {
  return std::string(index.lexicon().form(index.lexicon().usual_form(term)));
}

struct Alike {
  uint32_t docid = 0;
  double similarity = 0;
  std::vector<Keyword> shared;  // weight: the product's root
};

Alike compare(uint32_t docid, const Keywords& a, const Keywords& b) {
  Alike alike;
  alike.docid = docid;
  double product = 0;
  const Keyword* other = b.begin();
  for (const Keyword& keyword : a) {
    while (other != b.end() && other->term < keyword.term) ++other;
    if (other == b.end()) break;
    if (other->term != keyword.term) continue;
    product += static_cast<double>(keyword.weight * other->weight);
    alike.shared.push_back({keyword.term, static_cast<uint8_t>(std::sqrt(keyword.weight * other->weight))});
  }
  const double lengths = std::sqrt(static_cast<double>(a.sum_of_squares()) * b.sum_of_squares());
  alike.similarity = lengths > 0 ? product / lengths : 0;
  return alike;
}

}  // namespace

std::vector<std::string> keyword_texts(const Index& index, uint32_t docid, size_t limit) {
  std::vector<std::string> texts;
  for (const Keyword& keyword : by_weight(index.keywords().keywords(docid)))
    if (texts.size() < limit) texts.push_back(text_of(index, keyword.term));
  return texts;
}

std::vector<SimilarPublication> similar_publications(Searcher& searcher, uint32_t docid, size_t limit) {
  const Index& index = searcher.index();
  const Keywords own = index.keywords().keywords(docid);
  std::vector<std::string> seeking;
  for (const Keyword& keyword : by_weight(own))
    if (seeking.size() < kSeekingMax) seeking.emplace_back(index.lexicon().term(keyword.term));
  if (seeking.empty() || limit == 0) return {};

  std::vector<Alike> found;
  const uint32_t own_group = index.folds().group(docid, Fold::kSeries);
  for (const uint32_t candidate : searcher.best_with_any(seeking, kCandidates)) {
    const uint32_t group = index.folds().group(candidate, Fold::kSeries);
    if (candidate == docid || (group != 0 && group == own_group)) continue;
    if (searcher.house() != nullptr && searcher.house()->hides(candidate)) continue;
    Alike alike = compare(candidate, own, index.keywords().keywords(candidate));
    if (alike.similarity >= kSimilarityMin && alike.shared.size() >= kSharedMin)
      found.push_back(std::move(alike));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Alike& a, const Alike& b) { return a.similarity > b.similarity; });
  std::vector<SimilarPublication> best;
  std::set<uint32_t> groups;
  for (Alike& alike : found) {
    const uint32_t group = index.folds().group(alike.docid, Fold::kSeries);
    if (best.size() == limit) break;
    if (group != 0 && !groups.insert(group).second) continue;
    std::sort(alike.shared.begin(), alike.shared.end(), [](const Keyword& a, const Keyword& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    });
    SimilarPublication similar{alike.docid, alike.similarity, {}};
    for (const Keyword& keyword : alike.shared)
      if (similar.shared.size() < kSharedShown) similar.shared.push_back(text_of(index, keyword.term));
    best.push_back(std::move(similar));
  }
  return best;
}

}  // namespace pressmark
