// Seams: where a text can be cut without changing its words. Found when it is indexed
// (engine/analysis/seams.h), stored with it, and used to analyse no more of it than is shown. Values; any
// thread.
#pragma once

#include <cstdint>

namespace pressmark {

/// What lies before byte `byte` of a text, and what lies from there on, have by themselves the tokens that
/// they have in the whole; `word` words come before it.
struct Seam {
  uint32_t byte = 0;
  uint32_t word = 0;
  bool operator==(const Seam&) const = default;
};

}  // namespace pressmark
