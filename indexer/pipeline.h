// The one loop of the batch program: list, read, analyse, write, count, publish. Everything it reports is in
// the summary; it prints nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/result.h"
#include "indexer/ledger.h"

namespace pressmark {

struct RunOptions {
  std::filesystem::path index;
  std::vector<std::string> sources;
  std::string base_url = "/documents/";
  bool from_nothing = false;  // rebuild: read everything again into an empty generation
  bool allow_shrink = false;  // publish even if much of the collection has gone
};

/// Of one file, or of one item in a file ("line 12").
struct Problem {
  std::string path;
  Error error;
};

struct Warning {
  std::string path;
  std::string text;
};

/// What a run did, counted in documents: a file, or each item of a file with several. seen is the sum of the
/// others but removed.
struct RunSummary {
  uint64_t seen = 0, added = 0, updated = 0, unchanged = 0, removed = 0, skipped = 0, failed = 0;
  std::vector<Problem> failures;
  std::vector<Warning> warnings;
  std::string generation;  // the one that is served now; empty when there is none
  bool published = false;
  double seconds = 0;
  uint64_t bytes = 0;  // of the sources read
};

/// The new generation was not fit to be published; the old one is served on.
struct GateRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Called between documents with the number done and the number in all; returning false interrupts the run.
using Progress = std::function<bool(size_t done, size_t total)>;

/// The run was interrupted; nothing is published.
struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Brings the index up to date with the sources and publishes a generation if anything changed. A document
/// that cannot be read costs itself and is reported. Throws LockHeld, GateRefused, Interrupted,
/// std::invalid_argument (a source that is not there), std::exception for a broken environment; then the old
/// generation is served on.
RunSummary run(const RunOptions& options, const Progress& progress);

/// One JSON object, as the design has it.
std::string to_json(const RunSummary& summary);

}  // namespace pressmark
