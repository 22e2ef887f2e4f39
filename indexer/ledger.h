// Ledger: what every source file gave when it was last read, so that the next run reads only what changed.
// One JSON object a line in `sources.jsonl` of the generation, the settings first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/reader/reader.h"

namespace pressmark {

struct LedgerEntry {
  uint64_t bytes = 0;
  int64_t modified_ns = 0;
  std::string hash;                   // content_hash of the file
  std::vector<std::string> ids;       // of the publications it gave
  std::vector<std::string> warnings;  // of the health report
  std::vector<std::string> of_file;   // of the file as a whole, while it is read; not kept apart
  std::vector<Error> problems;        // why it, or items in it, could not be read
  Validators validators;              // of a fetched document
  std::string listed_as;              // how the sitemap that names it says when it was changed
  std::vector<Link> links;            // what it names to be read as well
  bool failed = false;                // nothing of it is in the index
  bool skipped = false;               // not a kind of file that is read
  bool operator==(const LedgerEntry& other) const;
};

struct Ledger {
  /// What the entries were made with: readers of another version, or with other options, would give
  /// something else, and then everything is read again.
  std::string settings;
  std::map<std::string, LedgerEntry> entries;  // by path under the source root, or by address
};

/// An absent file is an empty ledger. Error kCorrupt names the line.
Result<Ledger> read_ledger(const std::filesystem::path& generation);
/// Throws std::runtime_error when the disk refuses.
void write_ledger(const Ledger& ledger, const std::filesystem::path& generation);

}  // namespace pressmark
