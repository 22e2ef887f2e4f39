#include "engine/match/passage_ranking.h"

#include <algorithm>

namespace pressmark {
namespace {

// The share of its publication's score in that of a part; flat between .3 and .7 on judged paragraphs.
constexpr double kPublicationShare = 0.4;
// The parts that a hit's passages are taken from.
constexpr size_t kSnippetPartsMax = 8;

/// Whether a publication has parts to choose from.
bool has_parts(const Index& index, uint32_t docid) {
  const Result<RecordView> record = index.records().record(docid);
  return record.ok() && record.value().parts().size() > 1;
}

}  // namespace

std::vector<RankedPart> rank_parts(const Plan& plan, const Index& index,
                                   std::span<const RankedHit> publications) {
  std::vector<uint32_t> docids;
  double best_publication = 0;
  for (const RankedHit& hit : publications) {
    docids.push_back(hit.docid);
    best_publication = std::max(best_publication, hit.score);
  }
  const auto evidence = part_evidence(plan, index, docids);
  double best_part = 0;
  for (const auto& parts : evidence) {
    for (const PartEvidence& part : parts) {
      if (part.kind != PartKind::kDetails) best_part = std::max(best_part, part.score);
    }
  }
  std::vector<RankedPart> ranked;
  for (size_t i = 0; i < evidence.size(); ++i) {
    const double publication = best_publication > 0 ? publications[i].score / best_publication : 0;
    for (const PartEvidence& part : evidence[i]) {
      if (part.kind == PartKind::kDetails) continue;
      const double own = best_part > 0 ? part.score / best_part : 0;
      const double score = kPublicationShare * publication + (1 - kPublicationShare) * own;
      ranked.push_back({docids[i], {part.begin, part.end}, score});
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const RankedPart& a, const RankedPart& b) { return a.score > b.score; });
  return ranked;
}

std::vector<std::vector<WeightedRange>> passage_ranges(const Plan& plan, const Index& index,
                                                       std::span<const RankedHit> hits) {
  std::vector<uint32_t> docids;
  for (const RankedHit& hit : hits) docids.push_back(hit.docid);
  std::vector<std::vector<WeightedRange>> all;
  // Of one part there is nothing to weigh.
  if (std::none_of(docids.begin(), docids.end(), [&](uint32_t docid) { return has_parts(index, docid); })) {
    all.assign(docids.size(), {{}});
    return all;
  }
  for (std::vector<PartEvidence>& parts : part_evidence(plan, index, docids)) {
    std::stable_sort(parts.begin(), parts.end(),
                     [](const PartEvidence& a, const PartEvidence& b) { return a.score > b.score; });
    if (parts.size() > kSnippetPartsMax) parts.resize(kSnippetPartsMax);
    std::vector<WeightedRange> ranges;
    for (const PartEvidence& part : parts) {
      const double share = parts.front().score > 0 ? part.score / parts.front().score : 1;
      ranges.push_back({{part.begin, part.end}, share});
    }
    std::sort(ranges.begin(), ranges.end(),
              [](const WeightedRange& a, const WeightedRange& b) { return a.range.begin < b.range.begin; });
    if (ranges.empty()) ranges.push_back({});
    all.push_back(std::move(ranges));
  }
  return all;
}

}  // namespace pressmark
