// Compounds: wholes that are also there in parts ("covid-19", "c++", "£3.5bn"). The rules are a table in
// compounds.cc. Linear in the text; at most kCompoundsPerWordMax compounds a word. Owned by an Analyzer; one
// thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/glue.h"
#include "engine/analysis/words.h"

namespace pressmark {

inline constexpr size_t kCompoundsPerWordMax = 8;

struct Compound {
  uint32_t word = 0;  // index of its first word in the cluster
  ByteSpan span;
  std::string form;
};

class CompoundFinder {
 public:
  /// Whether the word may touch anything: a quick look at the bytes around it. False is sure.
  static bool may_touch(std::string_view text, const Word& word);

  /// How many of `words` (not empty) touch each other one by one, from the first on; at least 1.
  size_t cluster_size(std::string_view text, std::span<const Word> words, const LanguageRules& rules);

  /// The compounds of the cluster that `cluster_size` has just found: `words` and their `forms`, ordered by
  /// first word, the longer first; no form twice at one word. The result lives until the next call.
  const std::vector<Compound>& find(std::string_view text, std::span<const Word> words,
                                    std::span<const std::string> forms, const LanguageRules& rules);

 private:
  std::vector<Glue> glues_;  // after each word of the cluster but the last
  std::vector<Compound> compounds_;
};

}  // namespace pressmark
