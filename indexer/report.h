// The health report: what a run did, what it could not do, and what it noticed about the documents. Values
// and their two forms, text for a terminal and JSON for programs. What is said of each document is in the
// ledger and is written from there, one by one.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

#include "engine/result.h"
#include "indexer/collection/collection_report.h"
#include "indexer/ledger.h"

namespace pressmark {

/// What a run did, counted in documents: a file, or each item of a file with several. seen is the sum of the
/// others but removed.
struct RunSummary {
  uint64_t seen = 0, added = 0, updated = 0, unchanged = 0, removed = 0, skipped = 0, failed = 0;
  Ledger ledger;  // what the run found in each source
  CollectionReport collection;
  std::string generation;  // the one that is served now; empty when there is none
  bool published = false;
  double seconds = 0;
  uint64_t bytes = 0;       // of the sources read
  std::string confinement;  // what held the readers: "landlock 7, seccomp"
};

/// Whether what was passed over because it is no kind of file that is read is named, as a warning.
enum class Skipped : uint8_t { kNamed, kLeftOut };

/// A source that could not be read, or an item in it ("line 12").
void for_each_failure(const Ledger& ledger,
                      const std::function<void(const std::string& path, const Error& error)>& visit);
/// "title_repaired", "pages_without_text: 3-9": a stable name, then what is to be said.
void for_each_warning(const Ledger& ledger, Skipped skipped,
                      const std::function<void(const std::string& path, const std::string& warning)>& visit);

/// One JSON object, as the design has it, and a line feed.
void write_json(std::ostream& out, const RunSummary& summary);
/// Lines for a person: failures one by one, warnings by kind, the collection.
void write_text(std::ostream& out, const RunSummary& summary);

/// The same of a published generation.
void write_json(std::ostream& out, const Ledger& ledger, const CollectionReport& collection);
void write_text(std::ostream& out, const Ledger& ledger, const CollectionReport& collection);

}  // namespace pressmark
