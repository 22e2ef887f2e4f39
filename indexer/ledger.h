// Ledger: what every source file gave when it was last read, so that the next run reads only what changed.
// One JSON object a line in `sources.jsonl` of the generation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"

namespace pressmark {

struct LedgerEntry {
  uint64_t bytes = 0;
  int64_t modified_ns = 0;
  std::string hash;                   // content_hash of the file
  std::vector<std::string> ids;       // of the publications it gave
  std::vector<std::string> warnings;  // of the health report
  std::vector<Error> problems;        // why it, or items in it, could not be read
  bool failed = false;                // nothing of it is in the index
  bool skipped = false;               // not a kind of file that is read
  bool operator==(const LedgerEntry& other) const;
};

/// By path under the source root.
using Ledger = std::map<std::string, LedgerEntry>;

/// An absent file is an empty ledger. Error kCorrupt names the line.
Result<Ledger> read_ledger(const std::filesystem::path& generation);
/// Throws std::runtime_error when the disk refuses.
void write_ledger(const Ledger& ledger, const std::filesystem::path& generation);

}  // namespace pressmark
