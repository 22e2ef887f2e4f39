// A publication as far as the index holds it: what must be analysed again when a decision about its blocks
// has changed and its source has not. No I/O.
#pragma once

#include <vector>

#include "engine/publication.h"
#include "engine/schema/stored_fields.h"
#include "engine/schema/text_store.h"

namespace pressmark {

/// Analysed again it gives what the index has. Parts without text are nameless; blocks without words are
/// gone, and a block over limits::kBlockTextBytesMax has become several.
Publication publication_of(const StoredFields& fields, const std::vector<StoredBlock>& blocks);

}  // namespace pressmark
