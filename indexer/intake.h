// Intake: what the sources give in one run, source by source: publications into the spool and the collection,
// entries into the ledger, counts and remarks into the summary. What a source gave in an earlier run and has
// not changed, or cannot be read now, is kept. Reads no document and writes no index. One thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "indexer/collection/collection.h"
#include "indexer/ledger.h"
#include "indexer/reader/reader.h"
#include "indexer/report.h"
#include "indexer/spool.h"

namespace pressmark {

class Intake {
 public:
  /// `earlier` is the ledger of the generation before, `settings` those of this run.
  Intake(Ledger earlier, std::string settings, Collection collection, Spool& spool);

  /// Paths of files that this run will come to: what names one of them as its canonical address is a copy.
  void expect(const std::string& path) { expected_.insert(path); }

  /// What an earlier run made of a source; nothing if it is new.
  const LedgerEntry* earlier(const std::string& path) const;
  /// The same, if it holds as long as the source has not changed.
  const LedgerEntry* reusable(const std::string& path) const;

  /// The source has not changed.
  void keep(const std::string& path, LedgerEntry entry);
  /// A piece of what a reader made of a source; `entry` grows.
  void take(const std::string& path, const ReadResult& result, LedgerEntry& entry);
  /// No further piece follows: what `entry` says is counted.
  void close(const std::string& path, LedgerEntry entry);
  /// A folder that cannot be listed or a file that cannot be looked at: what it gave before stays, since
  /// nobody has seen that it is gone.
  void fail_place(const Error& error);
  /// A remark about a source that is closed.
  void warn(const std::string& path, const std::string& text);

  /// Ids of the generation before that nothing has given. Call when all sources are closed.
  const std::set<std::string>& gone() const { return gone_; }
  /// Whether the ledger says anything new: a file's time alone does not.
  bool changed() const;

  const Ledger& ledger() const { return ledger_; }
  Collection& collection() { return collection_; }
  RunSummary& summary() { return summary_; }

 private:
  void take(const std::string& path, const Publication& publication, LedgerEntry& entry);
  void note(const std::string& path, const LedgerEntry& entry, uint64_t unchanged);

  Ledger earlier_, ledger_;
  Collection collection_;
  Spool& spool_;
  std::set<std::string> expected_;
  std::set<std::string> given_;  // ids that a source has given in this run
  std::set<std::string> gone_;   // ids of the earlier generation that none has given yet
  RunSummary summary_;
};

}  // namespace pressmark
