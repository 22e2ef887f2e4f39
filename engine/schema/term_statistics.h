// What is counted of each term over the whole collection: in how many publications it stands and how often,
// boilerplate left out. `terms.dat` of a generation: by term id, each count a little-endian u32.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/result.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/mapped_file.h"

namespace pressmark {

struct TermCounts {
  uint32_t publications = 0;
  uint32_t occurrences = 0;  // stays at its largest value
  bool operator==(const TermCounts&) const = default;
};

/// Counts while an index is written. One thread.
class TermCounter {
 public:
  TermCounter() = default;
  /// Goes on from what the generation in `directory` counted. Error kCorrupt.
  static Result<TermCounter> load(const std::filesystem::path& directory);

  void add(TermId term, uint32_t occurrences);
  /// Takes back what add() was given; never below 0.
  void subtract(TermId term, uint32_t occurrences);
  TermCounts counts(TermId term) const { return term < counts_.size() ? counts_[term] : TermCounts{}; }
  /// Throws std::system_error.
  void save(const std::filesystem::path& directory) const;

 private:
  std::vector<TermCounts> counts_;
};

/// The mapped file. Immutable; share freely.
class TermStatistics {
 public:
  TermStatistics() = default;
  /// Error kUnreadable or kCorrupt.
  static Result<TermStatistics> open(const std::filesystem::path& directory);
  /// Zeros for a term that nothing was counted of.
  TermCounts counts(TermId term) const;

 private:
  MappedFile file_;
};

}  // namespace pressmark
