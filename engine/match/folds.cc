#include "engine/match/folds.h"

#include <algorithm>
#include <tuple>

namespace pressmark {

Folds::Folds(Works works, std::vector<EditionOfDocument> editions, uint32_t last_docid)
    : works_(std::move(works)), work_of_(size_t{last_docid} + 1), groups_count_(works_.size() + 1) {
  for (uint32_t work = 0; work < works_.size(); ++work) {
    std::erase_if(works_[work], [&](uint32_t docid) { return docid > last_docid; });
    for (const uint32_t docid : works_[work]) work_of_[docid] = work + 1;
  }
  std::erase_if(editions, [&](const EditionOfDocument& of) { return of.docid > last_docid; });
  series_of_ = work_of_;
  join_series(editions);
}

void Folds::join_series(const std::vector<EditionOfDocument>& editions) {
  struct Member {
    uint64_t series;
    uint32_t edition, work, docid;
  };
  // A document that stands alone is a work by itself; numbers from here on are nobody's work.
  const auto alone = static_cast<uint32_t>(works_.size()) + 1;
  std::vector<Member> members;
  members.reserve(editions.size());
  for (const EditionOfDocument& of : editions) {
    const uint32_t work = work_of_[of.docid] > 0 ? work_of_[of.docid] : alone + of.docid;
    members.push_back({of.edition.series, of.edition.edition, work, of.docid});
  }
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    return std::tie(a.series, a.edition, a.work, a.docid) < std::tie(b.series, b.edition, b.work, b.docid);
  });
  for (size_t begin = 0, end = 0; begin < members.size(); begin = end) {
    bool one_work = true, told_apart = true;
    for (end = begin + 1; end < members.size() && members[end].series == members[begin].series; ++end) {
      const bool same_work = members[end].work == members[end - 1].work;
      one_work = one_work && same_work;
      told_apart = told_apart && (same_work || members[end].edition != members[end - 1].edition);
    }
    if (one_work || !told_apart) continue;
    const auto group = static_cast<uint32_t>(groups_count_++);
    for (size_t i = begin; i < end; ++i) {
      series_of_[members[i].docid] = group;
      for (const uint32_t form : forms(members[i].docid)) series_of_[form] = group;
    }
  }
}

uint32_t Folds::group(uint32_t docid, Fold fold) const {
  if (fold == Fold::kNothing || docid >= work_of_.size()) return 0;
  return fold == Fold::kWorks ? work_of_[docid] : series_of_[docid];
}

std::vector<uint32_t> Folds::members(uint32_t series_group) const {
  std::vector<uint32_t> docids;
  for (uint32_t docid = 0; docid < series_of_.size() && series_group != 0; ++docid)
    if (series_of_[docid] == series_group) docids.push_back(docid);
  return docids;
}

std::span<const uint32_t> Folds::forms(uint32_t docid) const {
  const uint32_t work = docid < work_of_.size() ? work_of_[docid] : 0;
  if (work == 0) return {};
  return works_[work - 1];
}

}  // namespace pressmark
