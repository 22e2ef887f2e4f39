// The health report: what a run did, what it could not do, and what it noticed about the documents. Values
// and their two forms, text for a terminal and JSON for programs; no I/O.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/result.h"

namespace pressmark {

/// Of one file, or of one item in a file ("line 12").
struct Problem {
  std::string path;
  Error error;
};

/// "title_repaired", "pages_without_text: 3-9": a stable name, then what is to be said.
struct Warning {
  std::string path;
  std::string text;
};

/// A paragraph that was taken for boilerplate because it stands in so many publications.
struct RepeatedParagraph {
  std::string text;  // its beginning
  uint32_t publications_count = 0;
};

/// What is known of the collection as a whole.
struct CollectionReport {
  uint64_t repeated_count = 0;                  // paragraphs taken for boilerplate
  std::vector<RepeatedParagraph> repeated;      // the most frequent of them, at most kRepeatedShownMax
  std::vector<std::vector<std::string>> works;  // of more than one publication, each by its ids

  static constexpr size_t kRepeatedShownMax = 50;
};

/// What a run did, counted in documents: a file, or each item of a file with several. seen is the sum of the
/// others but removed.
struct RunSummary {
  uint64_t seen = 0, added = 0, updated = 0, unchanged = 0, removed = 0, skipped = 0, failed = 0;
  std::vector<Problem> failures;
  std::vector<Warning> warnings;
  CollectionReport collection;
  std::string generation;  // the one that is served now; empty when there is none
  bool published = false;
  double seconds = 0;
  uint64_t bytes = 0;       // of the sources read
  std::string confinement;  // what held the readers: "landlock 7, seccomp"
};

/// One JSON object, as the design has it.
std::string to_json(const RunSummary& summary);
/// Lines for a person: failures one by one, warnings by kind, the collection.
std::string to_text(const RunSummary& summary);

std::string to_json(const std::vector<Problem>& failures, const std::vector<Warning>& warnings,
                    const CollectionReport& collection);
std::string to_text(const std::vector<Problem>& failures, const std::vector<Warning>& warnings,
                    const CollectionReport& collection);

}  // namespace pressmark
