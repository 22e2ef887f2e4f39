// Where a block's text can be cut: at the ends of its sentences, between its words. Internal to
// engine/snippet; pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"

namespace pressmark::snippets {

/// A place between two words: what comes before it ends at `end`, what comes after it begins at `begin`;
/// between the two is nothing or white space.
struct Gap {
  uint32_t end = 0;
  uint32_t begin = 0;
};

/// The gaps between the words of a stretch of `text`, in order, the first before all of it (its end is that
/// of what comes before) and the last after all of it. `tokens` are those of the stretch. Whole compounds and
/// words joined without white space are not cut, except that scripts without spaces are cut between their
/// words.
std::vector<Gap> word_gaps(std::string_view text, ByteSpan stretch, std::span<const Token> tokens);
/// The same of a stretch that only white space parts (`parted_by_spaces`), by its characters alone.
std::vector<Gap> word_gaps(std::string_view text, ByteSpan stretch);
/// Whether nothing in `text` is of a script that is written without spaces. May be false where it is so.
bool parted_by_spaces(std::string_view text);

enum class Lines : uint8_t { kFlow, kRows };  // kRows: each line stands for itself, as in a table
/// Those of `gaps` that are between two sentences, by simple rules; the first and the last always.
std::vector<Gap> sentence_gaps(std::string_view text, std::span<const Gap> gaps, Lines lines);

}  // namespace pressmark::snippets
