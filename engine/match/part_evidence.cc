#include "engine/match/part_evidence.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "engine/match/form_table.h"
#include "engine/schema/impact.h"

namespace pressmark {
namespace {

// The constants were chosen on judged pages and paragraphs (docs/measurements.md); each is flat around its
// value.

// A publication's own share of parts with a word is held against that of all, which counts as so many parts.
constexpr double kPriorParts = 30;
// The share of an ordered pair in the score, and of finding a word as typed.
constexpr double kPairShare = 0.4;
constexpr double kExactShare = 0.1;
// What the words of a heading add, if it has no others; it adds less the more it has.
constexpr double kHeadingShare = 1;
// What a whole phrase adds, as a share of all words.
constexpr double kPhraseShare = 1;
// Parts that show next to nothing whatever words they have.
constexpr double kContentsFactor = 0.1;
constexpr double kFewWordsFactor = 0.3;
constexpr double kFewWords = 12;

// Places read per publication: those of a query of ten frequent words in a thousand pages.
constexpr size_t kOccurrencesMax = 100'000;
constexpr size_t kPhrasePlacesMax = 1'000;

/// Bit w for word w; words beyond the last bit have none.
using WordBits = uint64_t;
WordBits bit_of(size_t word) {
  return word < 64 ? WordBits{1} << word : 0;
}

/// What an occurrence, and a word of length, counts in a part. Tables count in full, since a page may be one;
/// a title says what all pages are about.
double weight_in_part(Role role) {
  if (role == Role::kTitle) return 0;
  return role == Role::kBoilerplate ? role_weight(role) : 1;
}

struct HeadingCounts {
  WordBits words = 0;
  uint32_t length = 0;  // in words
  TermPosition end = 0;
};

/// What was counted in one part.
struct PartCounts {
  PartEvidence part;
  double length = 0;
  WordBits exact = 0;  // words that stand in it as typed
  bool phrase = false;
  std::vector<HeadingCounts> headings;
};

struct PublicationCounts {
  std::vector<PartCounts> parts;   // those with evidence
  std::vector<float> features;     // for each of them, the weighted occurrences of each word, then each pair
  double parts_count = 0;          // of all parts, with evidence or not
  double length = 0;               // of all
  std::vector<double> parts_with;  // each word, each pair
};

/// Counts the words and pairs of a plan in the parts of records.
class Counter {
 public:
  Counter(const Plan& plan, const Index& index)
      : plan_(plan), index_(index), forms_(plan), pairs_(plan), row_(plan.words.size() + plan.pairs.size()) {}

  PublicationCounts count(uint32_t docid) {
    counts_ = {};
    counts_.parts_with.assign(row_, 0);
    const Result<RecordView> opened = index_.records().record(docid);
    if (!opened.ok()) return std::move(counts_);
    const RecordView& record = opened.value();
    runs_ = record.runs();
    parts_ = record.parts();
    if (parts_.empty() && record.length() > 0) parts_.push_back({0, record.length(), PartKind::kText});
    measure_parts();
    count_words(record);
    mark_phrases(record);
    for (size_t i = 0; i < counts_.features.size(); ++i)
      counts_.parts_with[i % row_] += counts_.features[i] > 0;
    return std::move(counts_);
  }

 private:
  void measure_parts() {
    lengths_.assign(parts_.size(), 0);
    size_t first = 0;
    for (const RoleRun& run : runs_) {
      while (first < parts_.size() && parts_[first].end <= run.begin) ++first;
      for (size_t p = first; p < parts_.size() && parts_[p].begin < run.end; ++p) {
        const TermPosition begin = std::max(run.begin, parts_[p].begin);
        const TermPosition end = std::min(run.end, parts_[p].end);
        lengths_[p] += weight_in_part(run.role) * (end - begin);
      }
    }
    for (const double length : lengths_) {
      counts_.parts_count += length > 0 ? 1 : 0;
      counts_.length += length;
    }
  }

  void count_words(const RecordView& record) {
    part_ = 0;
    auto run = runs_.begin();
    for (const Occurrence& occurrence : record.occurrences(forms_.forms(), kOccurrencesMax)) {
      while (run != runs_.end() && run->end <= occurrence.position) ++run;
      if (run == runs_.end()) break;
      const auto weight = static_cast<float>(weight_in_part(run->role));
      if (weight == 0 || !enter_part(occurrence.position)) continue;
      PartCounts& part = counts_.parts.back();
      float* const features = counts_.features.data() + (counts_.features.size() - row_);
      ++part.part.places;
      if (run->role == Role::kHeading && (part.headings.empty() || part.headings.back().end != run->end)) {
        part.headings.push_back({0, run->end - run->begin, run->end});
      }
      forms_.for_each_word(occurrence.form, [&](size_t word, bool exact) {
        features[word] += weight;
        if (exact) part.exact |= bit_of(word);
        if (run->role == Role::kHeading) part.headings.back().words |= bit_of(word);
        pairs_.word_at(occurrence.position, word,
                       [&](size_t pair) { features[plan_.words.size() + pair] += weight; });
      });
    }
  }

  /// Makes the part that holds `position` the last that is counted; the positions rise from call to call.
  /// False if there is no such part.
  bool enter_part(TermPosition position) {
    while (part_ < parts_.size() && parts_[part_].end <= position) ++part_;
    if (part_ == parts_.size() || position < parts_[part_].begin) return false;
    const PartRun& run = parts_[part_];
    if (!counts_.parts.empty() && counts_.parts.back().part.begin == run.begin) return true;
    counts_.parts.emplace_back();
    counts_.parts.back().part = {run.begin, run.end, run.kind, 0, 0};
    counts_.parts.back().length = lengths_[part_];
    counts_.features.resize(counts_.features.size() + row_);
    pairs_.restart();
    return true;
  }

  void mark_phrases(const RecordView& record) {
    for (const PhraseMatcher& phrase : plan_.phrases) {
      auto part = counts_.parts.begin();
      for (const TermPosition position : phrase.find(record, kPhrasePlacesMax)) {
        while (part != counts_.parts.end() && part->part.end <= position) ++part;
        if (part == counts_.parts.end()) break;
        if (position >= part->part.begin) part->phrase = true;
      }
    }
  }

  const Plan& plan_;
  const Index& index_;
  FormTable forms_;
  PairFinder pairs_;
  const size_t row_;  // features of a part
  PublicationCounts counts_;
  std::vector<RoleRun> runs_;
  std::vector<PartRun> parts_;
  std::vector<double> lengths_;
  size_t part_ = 0;
};

/// What all publications have together.
struct Pool {
  double average_length = 1;           // of a part
  std::vector<double> share_of_parts;  // with each word, with each pair
};

Pool pool_of(const std::vector<PublicationCounts>& publications, size_t features) {
  Pool pool;
  pool.share_of_parts.assign(features, 0.5);
  double length = 0, parts_count = 0;
  for (const PublicationCounts& publication : publications) {
    length += publication.length;
    parts_count += publication.parts_count;
    for (size_t i = 0; i < features; ++i) pool.share_of_parts[i] += publication.parts_with[i];
  }
  for (double& share : pool.share_of_parts) share /= parts_count + 1;
  pool.average_length = std::max(1.0, length / std::max(1.0, parts_count));
  return pool;
}

/// Scores the parts of one publication.
class Scorer {
 public:
  /// `factors`: what each word counts for beside its rarity.
  Scorer(const Pool& pool, const PublicationCounts& counts, const std::vector<double>& factors)
      : pool_(pool), words_(factors.size()) {
    for (size_t i = 0; i < pool.share_of_parts.size(); ++i) {
      // The less of its publication's parts have it, by what is seen and by what is expected, the more it
      // says of a part.
      const double expected = counts.parts_with[i] + kPriorParts * pool.share_of_parts[i];
      const double information = std::max(0.0, std::log((counts.parts_count + kPriorParts) / expected));
      weights_.push_back((i < words_ ? factors[i] : kPairShare) * information);
      if (i < words_) whole_ += weights_.back();
    }
  }

  double score(const PartCounts& part, const float* features) const {
    double score = part.phrase ? kPhraseShare * whole_ : 0;
    for (size_t i = 0; i < weights_.size(); ++i) {
      if (features[i] > 0) score += weights_[i] * saturation(features[i], part.length, pool_.average_length);
    }
    score += kExactShare * weight_of(part.exact) + kHeadingShare * best_heading(part);
    if (part.part.kind == PartKind::kContents) score *= kContentsFactor;
    if (part.length < kFewWords) score *= kFewWordsFactor;
    return score;
  }

 private:
  double weight_of(WordBits words) const {
    double weight = 0;
    for (size_t w = 0; w < words_; ++w) weight += (words & bit_of(w)) != 0 ? weights_[w] : 0;
    return weight;
  }

  double best_heading(const PartCounts& part) const {
    double best = 0;
    for (const HeadingCounts& heading : part.headings) {
      const double covered = static_cast<double>(std::popcount(heading.words)) / heading.length;
      best = std::max(best, weight_of(heading.words) * std::sqrt(std::min(1.0, covered)));
    }
    return best;
  }

  const Pool& pool_;
  const size_t words_;
  std::vector<double> weights_;  // of each word, of each pair
  double whole_ = 0;             // of all words
};

std::vector<double> factors_of(const Plan& plan, double documents) {
  std::vector<double> factors;
  for (const PlanWord& word : plan.words) {
    const double frequency = word.document_frequency;
    const double idf = inverse_document_frequency(documents, frequency);
    factors.push_back(idf > 0 ? std::max(0.0, word.weight) / idf : 0);
  }
  return factors;
}

}  // namespace

std::vector<std::vector<PartEvidence>> part_evidence(const Plan& plan, const Index& index,
                                                     std::span<const uint32_t> docids) {
  Counter counter(plan, index);
  std::vector<PublicationCounts> publications;
  publications.reserve(docids.size());
  for (const uint32_t docid : docids) publications.push_back(counter.count(docid));
  const size_t row = plan.words.size() + plan.pairs.size();
  const Pool pool = pool_of(publications, row);
  const std::vector<double> factors = factors_of(plan, static_cast<double>(index.manifest().publications));

  std::vector<std::vector<PartEvidence>> all;
  for (const PublicationCounts& publication : publications) {
    const Scorer scorer(pool, publication, factors);
    std::vector<PartEvidence>& parts = all.emplace_back();
    for (size_t i = 0; i < publication.parts.size(); ++i) {
      parts.push_back(publication.parts[i].part);
      parts.back().score = scorer.score(publication.parts[i], publication.features.data() + i * row);
    }
  }
  return all;
}

}  // namespace pressmark
