#include "indexer/collection/works.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace pressmark {
namespace {

// Near copies: the estimate's standard error at this resemblance is 0.07.
constexpr double kResemblanceMin = 0.8;
// Texts of fewer words are copies only if they are equal in everything that is kept of them.
constexpr uint32_t kNearCopyWordsMin = 40;
// Places of the sketch that two near copies must share to be compared at all: ten chances of three places
// find 99.9 % of the pairs of resemblance 0.8.
constexpr size_t kBandPlaces = 3;
constexpr size_t kBandsCount = 10;
// Texts of one band that are compared with a further one: bounds the work where thousands share a template.
constexpr size_t kComparedMax = 16;
// A page announces a document when their titles share this part of the words of the shorter.
constexpr double kTitleShareMin = 0.6;
// A page that offers more documents is a list of them.
constexpr size_t kAnnouncedMax = 8;

class Groups {
 public:
  explicit Groups(size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }

  uint32_t first_of(uint32_t member) {
    while (parent_[member] != member) {
      parent_[member] = parent_[parent_[member]];
      member = parent_[member];
    }
    return member;
  }

  void unite(uint32_t a, uint32_t b) {
    a = first_of(a);
    b = first_of(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

  std::vector<uint32_t> firsts() {
    std::vector<uint32_t> all(parent_.size());
    for (uint32_t i = 0; i < all.size(); ++i) all[i] = first_of(i);
    return all;
  }

 private:
  std::vector<uint32_t> parent_;
};

bool are_copies(const Outline& a, const Outline& b) {
  if (a.title_numbers != b.title_numbers) return false;
  if (a.words_count < kNearCopyWordsMin || b.words_count < kNearCopyWordsMin)
    return a.words_count == b.words_count && a.sketch == b.sketch && a.title == b.title;
  return resemblance(a.sketch, b.sketch) >= kResemblanceMin;
}

void unite_copies(const std::vector<const Outline*>& outlines, Groups& groups) {
  std::vector<std::pair<uint64_t, uint32_t>> entries;
  for (size_t band = 0; band < kBandsCount; ++band) {
    entries.clear();
    for (uint32_t i = 0; i < outlines.size(); ++i) {
      if (outlines[i]->words_count == 0) continue;
      uint64_t key = 0;
      for (size_t place = 0; place < kBandPlaces; ++place)
        key = key << 16 | outlines[i]->sketch.at(band * kBandPlaces + place);
      entries.emplace_back(key, i);
    }
    std::sort(entries.begin(), entries.end());
    for (size_t begin = 0; begin < entries.size();) {
      size_t end = begin;
      while (end < entries.size() && entries[end].first == entries[begin].first) ++end;
      for (size_t i = begin; i < end; ++i) {
        const size_t from = i - begin > kComparedMax ? i - kComparedMax : begin;
        for (size_t j = from; j < i; ++j) {
          const uint32_t a = entries[i].second, b = entries[j].second;
          if (groups.first_of(a) != groups.first_of(b) && are_copies(*outlines[a], *outlines[b]))
            groups.unite(a, b);
        }
      }
      begin = end;
    }
  }
}

/// The part of the words of the shorter title that the other has too.
double title_share(const Outline& a, const Outline& b) {
  size_t common = 0;
  for (size_t i = 0, j = 0; i < a.title.size() && j < b.title.size();) {
    const uint32_t left = a.title[i], right = b.title[j];
    common += left == right ? 1 : 0;
    i += left <= right ? 1 : 0;
    j += right <= left ? 1 : 0;
  }
  const size_t shorter = std::min(a.title.size(), b.title.size());
  return shorter == 0 ? 0 : static_cast<double>(common) / static_cast<double>(shorter);
}

/// Each document goes to the page whose title is most like its own.
void unite_announced(const std::vector<const Outline*>& outlines, Groups& groups) {
  const auto is_page = [](const Outline& outline) {
    return outline.documents.size() > 0 && outline.documents.size() <= kAnnouncedMax;
  };
  // Who lies at an announced address: the first of several.
  constexpr uint32_t kNobody = UINT32_MAX;
  std::unordered_map<uint64_t, uint32_t> at_address;
  for (const Outline* page : outlines) {
    if (!is_page(*page)) continue;
    for (size_t i = 0; i < page->documents.size(); ++i) at_address.emplace(page->documents[i], kNobody);
  }
  for (uint32_t i = 0; i < outlines.size() && !at_address.empty(); ++i) {
    const auto announced = at_address.find(outlines[i]->address);
    if (announced != at_address.end() && announced->second == kNobody) announced->second = i;
  }
  struct Best {
    double share = 0;
    uint32_t page = 0;
  };
  std::unordered_map<uint32_t, Best> best_of;
  for (uint32_t page = 0; page < outlines.size(); ++page) {
    const Outline& of_page = *outlines[page];
    if (!is_page(of_page)) continue;
    for (size_t i = 0; i < of_page.documents.size(); ++i) {
      const uint32_t document = at_address.at(of_page.documents[i]);
      if (document == kNobody || document == page) continue;
      const double share = title_share(of_page, *outlines[document]);
      Best& best = best_of[document];
      if (share >= kTitleShareMin && share > best.share) best = {share, page};
    }
  }
  for (const auto& [document, best] : best_of) {
    if (best.share > 0) groups.unite(document, best.page);
  }
}

}  // namespace

std::vector<uint32_t> group_works(const std::vector<const Outline*>& outlines) {
  Groups groups(outlines.size());
  unite_copies(outlines, groups);
  unite_announced(outlines, groups);
  return groups.firsts();
}

}  // namespace pressmark
