// The blocks of a positional record as they are read (the encoding is described in record.cc). Internal to
// the record files of engine/schema. Everything here is a view into the record's bytes: it owns nothing,
// trusts nothing, and may be used by any thread. Each read is held against the end of its section.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/schema/bytes.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"
#include "engine/schema/record_register.h"

namespace pressmark::record_layout {

inline constexpr uint32_t kBlockTokensMax = 2048;
inline constexpr uint32_t kLocalFormsMax = 191;  // forms of a block that are not common
inline constexpr uint32_t kOverlapTokens = 7;    // repeated from the block before
inline constexpr uint32_t kSampleInterval = 16;  // forms of the directory between two samples
inline constexpr uint32_t kSampleBytes = 5;      // 3 of form id, 2 of offset, little-endian
inline constexpr uint8_t kBreakCode = 255;
inline constexpr FormId kFormIdMax = (1u << 24) - 1;
static_assert(kCommonForms + kLocalFormsMax == kBreakCode);

/// The sorted forms of one block that are not common; the n-th has the code kCommonForms + n.
class FormDirectory {
 public:
  FormDirectory() = default;
  /// False if the head of the directory is not what it should be.
  bool open(std::span<const uint8_t> bytes);

  uint32_t size() const { return size_; }
  /// All forms in order; false if the directory is damaged.
  bool list(std::vector<FormId>& forms) const;

 private:
  friend class FormFinder;
  FormId sample_form(uint32_t sample) const;

  uint32_t size_ = 0;
  uint32_t samples_count_ = 0;
  std::span<const uint8_t> samples_, deltas_;
};

/// Finds forms of one directory, each at or after the one before.
class FormFinder {
 public:
  explicit FormFinder(const FormDirectory& directory)
      : directory_(directory), next_(directory.deltas_.data()) {}

  /// The code of a form in this block; false if it is not there. A common form has its code in every block,
  /// whether it stands there or not.
  bool find(FormId form, uint8_t& code);

 private:
  const FormDirectory& directory_;
  const uint8_t* next_;               // the delta after that of `at_`
  FormId at_ = kCommonForms - 1;      // forms count up from the last sample, or from the last common form
  uint32_t index_ = 0, samples_ = 0;  // of the form after `at_`; samples passed
};

/// One block. `codes[overlap]` is the first that the block before does not have.
struct RecordBlock {
  FormDirectory directory;
  std::span<const uint8_t> codes;
  TermPosition position = 0;  // of codes[0]
  uint32_t overlap = 0;
};

/// The sections of a record that its blocks need.
struct BlockSections {
  uint32_t length = 0;
  uint32_t blocks_count = 0;
  std::span<const uint8_t> directory;  // of the blocks; empty when there is one block
  std::span<const uint8_t> blocks;
  RegisterSamples samples = {};  // of the blocks, where there is a register
};

/// Goes through the blocks in order.
class BlockReader {
 public:
  explicit BlockReader(const BlockSections& sections)
      : sections_(sections), directory_(sections.directory), blocks_(sections.blocks) {}

  /// Makes block `index`, which is not before the next one, the next one. A damaged directory ends the
  /// blocks.
  void skip_to(uint32_t index);
  /// False after the last block, and at a damaged one.
  bool next(RecordBlock& block);
  /// Whether all blocks were read, they hold exactly the record's positions, and nothing is left over.
  bool complete() const;

 private:
  BlockSections sections_;
  ByteReader directory_, blocks_;
  uint32_t next_ = 0;      // index of the next block
  uint32_t position_ = 0;  // the first one not read yet
  bool damaged_ = false;
};

/// The bit of the pair filter for a word of term `first` directly before one of `second`.
inline uint32_t pair_bit(TermId first, TermId second, uint8_t bits_log2) {
  constexpr uint64_t kOddMultiplier = 0x9e3779b97f4a7c15;
  const uint64_t mixed = (uint64_t{first} << 32 | second) * kOddMultiplier;
  return static_cast<uint32_t>((mixed ^ mixed >> 31) * kOddMultiplier >> (64 - bits_log2));
}

}  // namespace pressmark::record_layout
