// A Publication as JSON: what `indexer inspect --json` prints.
#pragma once

#include <string>

#include "engine/publication.h"

namespace pressmark {

/// One object: the fields of the publication, `from` (where title, date and language came from), `warnings`,
/// and `parts[]` with label, anchor and `blocks[]` of role and text. Ill-formed UTF-8 is replaced.
std::string to_json(const Publication& publication);

/// The same for a person: fields first, then the text with the role of each block.
std::string to_text(const Publication& publication);

}  // namespace pressmark
