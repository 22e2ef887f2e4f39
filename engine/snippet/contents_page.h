// Tells a table of contents from running text. Internal to engine/snippet; pure.
#pragma once

#include <span>

#include "engine/schema/text_store.h"

namespace pressmark::snippets {

/// Whether blocks[index] looks like a page of contents or a line of one: dot leaders, or most lines short and
/// ending in a number, its neighbours on the same page considered.
bool is_contents(std::span<const StoredBlock> blocks, size_t index);

}  // namespace pressmark::snippets
