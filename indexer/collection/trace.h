// Trace: what is kept of a publication to compare it with all others: fingerprints of its paragraphs, a
// sketch of its text, the words of its title, the documents it offers. A value; no I/O.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"

namespace pressmark {

/// One block, as the reader had it.
struct TracedBlock {
  uint32_t fingerprint = 0;  // of its words; 0: too short, or too long, to be known again
  uint32_t words_count = 0;
  Role role = Role::kBody;
  bool repeated = false;  // taken for boilerplate since it stands in so many works

  bool operator==(const TracedBlock&) const = default;
};

inline constexpr size_t kSketchSize = 32;
/// A minhash of the shingles of a text: the share of equal places estimates the share of equal shingles.
using Sketch = std::array<uint16_t, kSketchSize>;

struct Trace {
  std::vector<TracedBlock> blocks;
  Sketch sketch{};
  uint32_t words_count = 0;             // of what is not boilerplate by the reader's word
  uint64_t address = 0;                 // hash of the url
  std::vector<uint64_t> documents;      // hashes of the addresses of the documents it offers
  std::vector<uint32_t> title;          // hashes of the words of the title; sorted, unique
  std::vector<uint32_t> title_numbers;  // of those with a digit; "2021" and "2022" keep two editions apart

  bool operator==(const Trace&) const = default;
};

/// A paragraph of fewer words has no fingerprint; a heading always has one.
inline constexpr uint32_t kParagraphWordsMin = 4;

Trace trace_of(const Publication& publication);

/// The same for texts that differ only in case, punctuation and white space; never 0.
uint32_t fingerprint_of(std::string_view text);

/// Estimated share of the shingles of two texts that they have in common, from 0 to 1.
double resemblance(const Sketch& a, const Sketch& b);

}  // namespace pressmark
