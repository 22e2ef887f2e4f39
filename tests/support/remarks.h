// What a run said of its documents, as lists, for tests.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "indexer/report.h"

namespace pressmark::testing {

struct Failure {
  std::string path;
  Error error;
};

struct Warning {
  std::string path, text;
};

inline std::vector<Failure> failures_of(const RunSummary& summary) {
  std::vector<Failure> all;
  for_each_failure(summary.ledger, [&](const std::string& path, const Error& error) {
    all.push_back({path, error});
  });
  return all;
}

inline std::vector<Warning> warnings_of(const RunSummary& summary) {
  std::vector<Warning> all;
  for_each_warning(summary.ledger, Skipped::kNamed, [&](const std::string& path, const std::string& text) {
    all.push_back({path, text});
  });
  return all;
}

/// Whether something was said of `path`, or of any if that is empty, that begins so.
inline bool warned(const RunSummary& summary, const std::string& path, const std::string& beginning) {
  for (const Warning& warning : warnings_of(summary)) {
    if ((path.empty() || warning.path == path) && warning.text.starts_with(beginning)) return true;
  }
  return false;
}

inline std::string json_of(const RunSummary& summary) {
  std::ostringstream out;
  write_json(out, summary);
  return out.str();
}

}  // namespace pressmark::testing
