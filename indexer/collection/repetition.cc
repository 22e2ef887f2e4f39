#include "indexer/collection/repetition.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace pressmark {
namespace {

// A publication of which less would remain is what is repeated elsewhere: nothing in it is boilerplate.
constexpr double kRemainderMin = 0.1;
constexpr uint32_t kRemainderWordsMin = 8;

struct Standing {
  uint32_t fingerprint = 0;
  uint32_t work = 0;
  bool opening = false;  // the work begins with it
};

// An index page may open with the paragraph that opens its newest post.
constexpr uint32_t kOpeningsMax = 2;

struct Repeated {
  bool opens_few = false;  // hardly any work begins with it
};

/// The first paragraph; a publication without any has none.
size_t opening_of(const Trace& trace) {
  size_t i = 0;
  while (i < trace.blocks.size() &&
         (trace.blocks[i].fingerprint == 0 || trace.blocks[i].role == Role::kHeading))
    ++i;
  return i;
}

/// The fingerprints that stand in enough works.
std::unordered_map<uint32_t, Repeated> find_repeated(const std::vector<Trace*>& traces,
                                                     const std::vector<uint32_t>& works) {
  std::vector<Standing> all;
  for (size_t i = 0; i < traces.size(); ++i) {
    const std::vector<TracedBlock>& blocks = traces[i]->blocks;
    const size_t opening = opening_of(*traces[i]);
    for (size_t j = 0; j < blocks.size(); ++j) {
      if (blocks[j].fingerprint != 0) all.push_back({blocks[j].fingerprint, works[i], j == opening});
    }
  }
  // Of one work's standings the one that opens it comes first.
  std::sort(all.begin(), all.end(), [](const Standing& a, const Standing& b) {
    return std::tuple(a.fingerprint, a.work, !a.opening) < std::tuple(b.fingerprint, b.work, !b.opening);
  });
  std::unordered_map<uint32_t, Repeated> repeated;
  for (size_t begin = 0; begin < all.size();) {
    uint32_t works_count = 0, openings = 0;
    size_t end = begin;
    for (; end < all.size() && all[end].fingerprint == all[begin].fingerprint; ++end) {
      if (end > begin && all[end].work == all[end - 1].work) continue;
      ++works_count;
      openings += all[end].opening ? 1 : 0;
    }
    if (works_count >= kRepeatedWorksMin) repeated[all[begin].fingerprint] = {openings <= kOpeningsMax};
    begin = end;
  }
  return repeated;
}

void mark_paragraphs(Trace& trace, const std::unordered_map<uint32_t, Repeated>& repeated) {
  const size_t opening = opening_of(trace);
  uint32_t words_count = 0, repeated_count = 0;
  for (size_t i = 0; i < trace.blocks.size(); ++i) {
    TracedBlock& block = trace.blocks[i];
    block.repeated = false;
    if (block.role == Role::kBoilerplate || block.role == Role::kTitle) continue;
    words_count += block.words_count;
    const auto found = repeated.find(block.fingerprint);
    if (block.fingerprint == 0 || block.role == Role::kHeading || found == repeated.end()) continue;
    if (i == opening && found->second.opens_few) continue;
    block.repeated = true;
    repeated_count += block.words_count;
  }
  const uint32_t remainder = words_count - repeated_count;
  if (remainder >= kRemainderWordsMin && remainder >= kRemainderMin * words_count) return;
  for (TracedBlock& block : trace.blocks) block.repeated = false;
}

void mark_headings(Trace& trace, const std::unordered_map<uint32_t, Repeated>& repeated) {
  bool all_below = false;  // whether all that stands below the heading at hand is boilerplate
  for (size_t i = trace.blocks.size(); i-- > 0;) {
    TracedBlock& block = trace.blocks[i];
    if (block.role == Role::kHeading) {
      block.repeated = all_below && repeated.count(block.fingerprint) > 0;
      all_below = false;
    } else {
      const bool boilerplate = block.repeated || block.role == Role::kBoilerplate;
      const bool last = i + 1 == trace.blocks.size() || trace.blocks[i + 1].role == Role::kHeading;
      all_below = boilerplate && (last || all_below);
    }
  }
}

}  // namespace

void mark_repeated(const std::vector<Trace*>& traces, const std::vector<uint32_t>& works) {
  const std::unordered_map<uint32_t, Repeated> repeated = find_repeated(traces, works);
  for (Trace* trace : traces) {
    mark_paragraphs(*trace, repeated);
    mark_headings(*trace, repeated);
  }
}

}  // namespace pressmark
