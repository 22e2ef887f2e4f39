// What is known of a collection as a whole, for the health report. Values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pressmark {

/// A paragraph that was taken for boilerplate because it stands in so many publications.
struct RepeatedParagraph {
  std::string text;  // its first kTextBytesMax bytes; empty when no text of it was seen
  uint32_t publications_count = 0;

  static constexpr size_t kTextBytesMax = 160;
};

struct CollectionReport {
  uint64_t repeated_count = 0;                  // paragraphs taken for boilerplate
  std::vector<RepeatedParagraph> repeated;      // the most frequent of them, at most kRepeatedShownMax
  std::vector<std::vector<std::string>> works;  // of more than one publication, each by its ids

  static constexpr size_t kRepeatedShownMax = 50;
};

}  // namespace pressmark
