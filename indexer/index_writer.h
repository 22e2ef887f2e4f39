// IndexWriter: publications -> the files of one generation. The only code that writes Xapian. Works in a
// directory that nobody reads yet; when anything throws, the directory is to be thrown away. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"
#include "engine/schema/manifest.h"

namespace pressmark {

/// What a finished generation holds; goes into its manifest.
struct IndexTotals {
  uint64_t publications = 0;
  uint64_t text_bytes = 0;
  double average_length = 0;
  std::map<std::string, uint64_t> languages;
};

/// What putting a publication came to.
struct PutOutcome {
  bool replaced = false;   // there was one of its id
  bool truncated = false;  // its text was over limits::kTextBytesMax or kTokensMax; the rest is not found
};

struct StoredPublication {
  Publication publication;
  std::string source;
};

class IndexWriter {
 public:
  /// Goes on with the generation in `directory` (a copy of a published one), or starts one if it is empty.
  /// Throws std::runtime_error when what is there cannot be read; the message says what to do.
  explicit IndexWriter(const std::filesystem::path& directory);
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  /// Adds a publication, or puts it in place of the one of the earlier generation with its id; no id is put
  /// twice. `source` is the file it came from.
  PutOutcome put(const Publication& publication, const std::string& source);
  /// A publication of the generation that is gone on with, as far as it is kept, and its source; nothing if
  /// there is none of that id or it has been put or removed since.
  std::optional<StoredPublication> stored(const std::string& id) const;
  /// Takes a publication out; false if there is none of that id.
  bool remove(const std::string& id);
  /// Which publications are one work, by their ids; without this call as in the generation that is gone on
  /// with.
  void set_works(const std::vector<std::vector<std::string>>& works);
  /// Writes what is pending, works out the impacts, compacts where it pays. Call once.
  IndexTotals finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// What Xapian's own check finds wrong with the postings of a generation; empty when they are whole.
std::string check_postings(const std::filesystem::path& generation);
/// The manifest of a finished generation, but for what publishing fills in: name, time, hashes.
Manifest manifest_of(const IndexTotals& totals);

}  // namespace pressmark
