#include "engine/match/second_stage.h"

#include <algorithm>

#include "engine/match/form_table.h"
#include "engine/schema/impact.h"

namespace pressmark {
namespace {

// The share of an ordered pair in the score; flat between .1 and .3 on judged collections.
constexpr double kPairShare = 0.2;
// What finding a word as typed, not just another inflection, adds to its weight. Enough to break near-ties.
constexpr double kExactShare = 0.02;
// Places read per document; a document with more has shown what it is about.
constexpr size_t kOccurrencesMax = 2000;

/// What the record of one candidate says.
struct Evidence {
  std::vector<uint32_t> pair_counts;
  std::vector<bool> has_word, has_exact;
  double length = 0;
};

class Reader {
 public:
  Reader(const Plan& plan, const Index& index) : plan_(plan), index_(index), forms_(plan), pairs_(plan) {}

  Evidence read(uint32_t docid) {
    Evidence evidence;
    evidence.pair_counts.assign(plan_.pairs.size(), 0);
    evidence.has_word.assign(plan_.words.size(), false);
    evidence.has_exact.assign(plan_.words.size(), false);
    const Result<RecordView> record = index_.records().record(docid);
    if (!record.ok()) return evidence;
    evidence.length = record.value().length();
    pairs_.restart();
    for (const Occurrence& occurrence : record.value().occurrences(forms_.forms(), kOccurrencesMax)) {
      forms_.for_each_word(occurrence.form, [&](size_t word, bool exact) {
        evidence.has_word[word] = true;
        if (exact) evidence.has_exact[word] = true;
        pairs_.word_at(occurrence.position, word, [&](size_t pair) { ++evidence.pair_counts[pair]; });
      });
    }
    return evidence;
  }

 private:
  const Plan& plan_;
  const Index& index_;
  FormTable forms_;
  PairFinder pairs_;
};

/// The idf of each pair, its document frequency estimated from the candidates: the share of those with both
/// words that have the pair, carried over to the rarer word's documents.
std::vector<double> pair_weights(const Plan& plan, const std::vector<Evidence>& evidence, double documents) {
  std::vector<double> weights;
  for (size_t p = 0; p < plan.pairs.size(); ++p) {
    const auto [first, second] = plan.pairs[p];
    double both = 0;
    double with_pair = 0;
    for (const Evidence& e : evidence) {
      both += e.has_word[first] && e.has_word[second] ? 1 : 0;
      with_pair += e.pair_counts[p] > 0 ? 1 : 0;
    }
    if (with_pair == 0) {
      weights.push_back(0);
      continue;
    }
    const double rarer =
        std::min(plan.words[first].document_frequency, plan.words[second].document_frequency);
    const double frequency = std::min(documents, with_pair / both * std::max(both, rarer));
    weights.push_back(inverse_document_frequency(documents, frequency));
  }
  return weights;
}

}  // namespace

void rescore(const Plan& plan, const Index& index, const RankingParts& parts,
             std::vector<RankedHit>& candidates) {
  const size_t looked_at = std::min(candidates.size(), kSecondStageMax);
  Reader reader(plan, index);
  std::vector<Evidence> evidence;
  evidence.reserve(looked_at);
  for (size_t i = 0; i < looked_at; ++i) evidence.push_back(reader.read(candidates[i].docid));
  const auto documents = static_cast<double>(index.manifest().publications);
  const double average_length = std::max(1.0, index.manifest().average_length);
  const std::vector<double> weights = pair_weights(plan, evidence, documents);
  for (size_t i = 0; i < looked_at; ++i) {
    const Evidence& e = evidence[i];
    double extra = 0;
    for (size_t p = 0; parts.pairs && p < plan.pairs.size(); ++p) {
      extra += kPairShare * weights[p] * saturation(e.pair_counts[p], e.length, average_length);
    }
    for (size_t w = 0; w < plan.words.size(); ++w) {
      if (e.has_exact[w]) extra += kExactShare * plan.words[w].weight;
    }
    candidates[i].score += extra;
  }
  put_in_order(index, looked_at, candidates);
}

void put_in_order(const Index& index, size_t count, std::vector<RankedHit>& candidates) {
  const Columns& columns = index.columns();
  std::sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count),
            [&](const RankedHit& a, const RankedHit& b) {
              if (a.score != b.score) return a.score > b.score;
              const int32_t day_a = columns.day(a.docid);
              const int32_t day_b = columns.day(b.docid);
              return day_a != day_b ? day_a > day_b : a.docid < b.docid;
            });
}

}  // namespace pressmark
