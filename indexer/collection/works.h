// Works: which publications are one work in several forms. Pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/collection/outline.h"

namespace pressmark {

/// For each publication the index of the first one of its work; one that stands alone is its own. One work
/// are copies and near copies (texts that share most of their shingles, under titles with the same numbers),
/// and a page with the document that it offers and announces. Their order matters only to which of a work is
/// first.
std::vector<uint32_t> group_works(const std::vector<const Outline*>& outlines);

}  // namespace pressmark
