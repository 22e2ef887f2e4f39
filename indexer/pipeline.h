// The one way through the batch program: list, read side by side, compare all with all, analyse and write,
// publish. Everything it reports is in the summary; it prints nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/report.h"

namespace pressmark {

inline constexpr unsigned kJobsMax = 64;

struct RunOptions {
  std::filesystem::path index;
  std::vector<std::string> sources;
  std::string base_url = "/documents/";
  std::vector<std::string> content_selectors;  // each is_content_selector
  std::string ocr_languages;                   // without ocr_languages_fault; empty: scans are not read
  bool from_nothing = false;                   // rebuild: read everything again into an empty generation
  bool allow_shrink = false;                   // publish even if much of the collection has gone
  unsigned jobs = 1;                           // readers side by side, 1 to kJobsMax
  uint32_t delay_ms = 500;                     // between two requests to one host
  bool allow_private = false;                  // fetch from this machine and from private networks
  bool allow_unconfined = false;               // read even where the kernel confines the readers in no way
};

/// The new generation was not fit to be published; the old one is served on.
struct GateRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Called between documents with what is going on ("read", "indexed"), the number done and the number in all;
/// returning false interrupts the run.
using Progress = std::function<bool(std::string_view stage, size_t done, size_t total)>;

/// The run was interrupted; nothing is published.
struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Brings the index up to date with the sources and publishes a generation if anything changed. A document
/// that cannot be read costs itself and is reported. Throws LockHeld, GateRefused, Interrupted,
/// std::invalid_argument (a source that is not there), std::exception for a broken environment; then the old
/// generation is served on.
RunSummary run(const RunOptions& options, const Progress& progress);

}  // namespace pressmark
