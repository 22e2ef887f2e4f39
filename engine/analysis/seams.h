// Finds the seams of a text that has been analysed. Pure; any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/seam.h"

namespace pressmark {

/// Seams of `text`, rising, none at its ends, with words between them: each the first one at least
/// `bytes_apart` after the one before (or the beginning). `tokens` are those of `text`. They stand before
/// words that follow a blank, or in scripts without blanks the end of a sentence; text that has neither has
/// none.
std::vector<Seam> find_seams(std::string_view text, std::span<const Token> tokens, size_t bytes_apart);

}  // namespace pressmark
