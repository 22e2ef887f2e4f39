#include "indexer/collection/repetition.h"

#include <algorithm>
#include <bit>

namespace pressmark {
namespace {

// A publication of which less would remain is what is repeated elsewhere: nothing in it is boilerplate.
constexpr double kRemainderMin = 0.1;
constexpr uint32_t kRemainderWordsMin = 8;

// Places to count in, a quarter of a byte each: four times the blocks, so that few share one.
constexpr uint64_t kPlacesMin = 1u << 12;
constexpr uint64_t kPlacesMax = 1u << 26;
constexpr uint32_t kMetMax = 3;
static_assert(kMetMax == kRepeatedWorksMin, "a count of two bits decides");

/// The first paragraph; a publication without any has none.
size_t opening_of(std::span<const TracedBlock> blocks) {
  size_t i = 0;
  while (i < blocks.size() && (blocks[i].fingerprint == 0 || blocks[i].role == Role::kHeading)) ++i;
  return i;
}

void mark_paragraphs(std::span<TracedBlock> blocks, RepeatedParagraphs& repeated) {
  const size_t opening = opening_of(blocks);
  uint32_t words_count = 0, repeated_count = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    TracedBlock& block = blocks[i];
    block.repeated = false;
    if (block.role == Role::kBoilerplate || block.role == Role::kTitle) continue;
    words_count += block.words_count;
    if (block.fingerprint == 0 || block.role == Role::kHeading) continue;
    const Repeated* found = repeated.find(block.fingerprint);
    if (found == nullptr || (i == opening && found->opens_few)) continue;
    block.repeated = true;
    repeated_count += block.words_count;
  }
  const uint32_t remainder = words_count - repeated_count;
  if (remainder >= kRemainderWordsMin && remainder >= kRemainderMin * words_count) return;
  for (TracedBlock& block : blocks) block.repeated = false;
}

void mark_headings(std::span<TracedBlock> blocks, RepeatedParagraphs& repeated) {
  bool all_below = false;  // whether all that stands below the heading at hand is boilerplate
  for (size_t i = blocks.size(); i-- > 0;) {
    TracedBlock& block = blocks[i];
    if (block.role == Role::kHeading) {
      block.repeated = all_below && repeated.find(block.fingerprint) != nullptr;
      all_below = false;
    } else {
      const bool boilerplate = block.repeated || block.role == Role::kBoilerplate;
      const bool last = i + 1 == blocks.size() || blocks[i + 1].role == Role::kHeading;
      all_below = boilerplate && (last || all_below);
    }
  }
}

}  // namespace

void RepeatedParagraphs::add(const Repeated& paragraph) {
  numbers_.insert(paragraph.fingerprint, static_cast<uint32_t>(all_.size()));
  all_.push_back(paragraph);
}

Repeated* RepeatedParagraphs::find(uint32_t fingerprint) {
  const auto number = numbers_.find(fingerprint, [](uint32_t) { return true; });
  return number ? &all_[*number] : nullptr;
}

RepetitionFinder::RepetitionFinder(uint64_t blocks_count)
    : met_(std::bit_ceil(std::clamp(4 * blocks_count, kPlacesMin, kPlacesMax)) / 4) {}

void RepetitionFinder::look(std::span<const TracedBlock> blocks) {
  for (const TracedBlock& block : blocks) {
    if (block.fingerprint == 0) continue;
    uint8_t& four = met_[block.fingerprint / 4 & (met_.size() - 1)];
    const unsigned shift = block.fingerprint % 4 * 2;
    if ((four >> shift & kMetMax) < kMetMax) four = static_cast<uint8_t>(four + (1u << shift));
  }
}

template <uint32_t kEnough>
void RepetitionFinder::FirstWorks<kEnough>::add(uint32_t work) {
  if (count == kEnough || std::find(works, works + count, work) != works + count) return;
  if (count < kEnough - 1) works[count] = work;
  ++count;
}

void RepetitionFinder::count(std::span<const TracedBlock> blocks, uint32_t work) {
  const size_t opening = opening_of(blocks);
  for (size_t i = 0; i < blocks.size(); ++i) {
    const uint32_t fingerprint = blocks[i].fingerprint;
    const uint8_t four = met_[fingerprint / 4 & (met_.size() - 1)];
    if (fingerprint == 0 || (four >> fingerprint % 4 * 2 & kMetMax) < kMetMax) continue;
    auto number = numbers_.find(fingerprint, [](uint32_t) { return true; });
    if (!number) {
      number = static_cast<uint32_t>(candidates_.size());
      numbers_.insert(fingerprint, *number);
      candidates_.push_back({fingerprint, {}, {}});
    }
    candidates_[*number].standing.add(work);
    if (i == opening) candidates_[*number].opening.add(work);
  }
}

RepeatedParagraphs RepetitionFinder::found() const {
  RepeatedParagraphs found;
  for (const Candidate& candidate : candidates_) {
    if (candidate.standing.count == kRepeatedWorksMin)
      found.add({candidate.fingerprint, 0, 0, 0, candidate.opening.count <= kOpeningsMax});
  }
  return found;
}

void mark_repeated(std::span<TracedBlock> blocks, RepeatedParagraphs& repeated) {
  mark_paragraphs(blocks, repeated);
  mark_headings(blocks, repeated);
}

}  // namespace pressmark
