// Intake: what the sources give in one run, source by source: publications into the spool and the collection,
// entries into the ledger, counts and remarks into the summary. What a source gave in an earlier run and has
// not changed, or cannot be read now, is kept. Reads no document and writes no index. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "indexer/collection/collection.h"
#include "indexer/collection/name_table.h"
#include "indexer/ledger.h"
#include "indexer/reader/reader.h"
#include "indexer/report.h"
#include "indexer/spool.h"

namespace pressmark {

class Intake {
 public:
  /// `earlier` is the ledger of the generation before, `settings` those of this run.
  Intake(Ledger earlier, std::string settings, Collection& collection, Spool& spool);

  /// Paths of files that this run will come to: what names one of them as its canonical address is a copy.
  void expect(const std::string& path) { summary_.ledger.expect(path); }

  /// What an earlier run made of a source; nothing if it is new.
  std::optional<LedgerEntry> earlier(const std::string& path) const { return earlier_.find(path); }
  /// The same, if it holds as long as the source has not changed.
  std::optional<LedgerEntry> reusable(const std::string& path) const;

  /// The source has not changed.
  void keep(const std::string& path, LedgerEntry entry);
  /// A piece of what a reader made of a source; `entry` grows.
  void take(const std::string& path, ReadResult result, LedgerEntry& entry);
  /// No further piece follows: what `entry` says is counted.
  void close(const std::string& path, LedgerEntry entry);
  /// A folder that cannot be listed or a file that cannot be looked at: what it gave before stays, since
  /// nobody has seen that it is gone.
  void fail_place(const Error& error);
  /// A remark about a source that is closed.
  void warn(const std::string& path, const std::string& text);

  /// Ids of the generation before that nothing has given, in order. Call when all sources are closed.
  std::vector<std::string> gone() const;
  /// Whether the ledger says anything new: a file's time alone does not.
  bool changed() const { return !ledger().says_the_same(earlier_); }

  const Ledger& ledger() const { return summary_.ledger; }
  /// What the run did so far; the ledger is its part.
  RunSummary& summary() { return summary_; }

 private:
  /// What is known of an id.
  struct Given {
    bool earlier = false;  // the generation before has it
    bool now = false;      // a source has given it in this run
  };

  Given& state_of(const std::string& id);
  bool give(const std::string& id);
  void take(const std::string& path, Publication publication, LedgerEntry& entry);
  void note(const std::string& path, const LedgerEntry& entry, uint64_t unchanged);

  Ledger earlier_;
  Collection& collection_;
  Spool& spool_;
  NameTable ids_;
  std::vector<Given> given_;  // by the number of the id
  RunSummary summary_;
};

}  // namespace pressmark
