// The commands of the program `indexer`. Each prints its data to stdout and its messages to stderr and
// returns the exit code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/pipeline.h"

namespace pressmark {

/// After sysexits.h, as far as it has a code.
enum ExitCode : int {
  kExitDone = 0,
  kExitSomeFailed = 1,  // done; some documents could not be read, each is listed
  kExitUsage = 64,
  kExitNoInput = 66,
  kExitLocked = 73,
  kExitInputOutput = 74,
  kExitNotPublished = 75,  // temporary: the old generation is served on
  kExitInterrupted = 130,
};

/// `indexer update` and `indexer rebuild`.
int update(const RunOptions& options, bool json);
int status(const std::string& index, bool json);
/// Verifies the manifest's hashes and the postings.
int check(const std::string& index);
int rollback(const std::string& index, const std::string& generation);
/// What could not be read, and why.
int failures(const std::string& index, bool json);
/// What is worth knowing about the documents of the published generation: failures, warnings, boilerplate,
/// works.
int health(const std::string& index, bool json);
/// What the texts themselves say that acronyms stand for, as a proposal for the editors' file; what fewer
/// than `least` publications say is left out.
int acronyms(const std::string& index, uint32_t least);
/// What the readers make of files; writes nothing.
int inspect(const std::vector<std::string>& files, const RunOptions& options, bool json);

}  // namespace pressmark
