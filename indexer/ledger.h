// Ledger: what every source file gave when it was last read, so that the next run reads only what changed.
// One JSON object a line in `sources.jsonl` of the generation, the settings first. In memory an entry is
// packed: its strings and some 60 bytes. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "indexer/collection/name_table.h"
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

class Ledger {
 public:
  using Visit = std::function<void(const std::string& path, const LedgerEntry& entry)>;

  /// What the entries were made with: readers of another version, or with other options, would give
  /// something else, and then everything is read again.
  std::string settings;

  /// A path that an entry will follow for.
  void expect(std::string_view path);
  bool expects(std::string_view path) const;

  /// Sets the entry of a path; one that it had stays only in the order of what came.
  void put(const std::string& path, const LedgerEntry& entry);
  /// Sets it in the place that it has in the order of what came.
  void amend(const std::string& path, const LedgerEntry& entry);
  std::optional<LedgerEntry> find(std::string_view path) const;

  /// Paths that have an entry.
  size_t size() const { return size_; }
  /// Each path once with its entry, by path.
  void for_each(const Visit& visit) const;
  /// Every entry in the order in which they were put.
  void for_each_put(const Visit& visit) const;
  /// Whether each path has the same entry, but for the file's time.
  bool says_the_same(const Ledger& other) const;

 private:
  struct Packed {
    uint32_t path = 0, chunk = 0, at = 0, bytes = 0;
  };
  static constexpr uint32_t kNone = UINT32_MAX;

  Packed pack(uint32_t path, const LedgerEntry& entry);
  LedgerEntry unpack(const Packed& packed) const;
  uint32_t last_of(uint32_t path) const { return path < last_.size() ? last_[path] : kNone; }

  NameTable paths_;
  std::deque<Packed> packed_;       // in the order in which they came
  std::vector<uint32_t> last_;      // by path: index into packed_
  std::vector<bool> expected_;      // by path
  std::deque<std::string> chunks_;  // of packed entries, end to end
  size_t size_ = 0;
};

/// An absent file is an empty ledger. Error kCorrupt names the line.
Result<Ledger> read_ledger(const std::filesystem::path& generation);
/// Throws std::runtime_error when the disk refuses.
void write_ledger(const Ledger& ledger, const std::filesystem::path& generation);

}  // namespace pressmark
