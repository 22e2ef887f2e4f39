// A Publication as JSON: what `indexer inspect --json` prints.
#pragma once

#include <string>

#include "engine/publication.h"

namespace pressmark {

/// One object on one line, which is a line of JSON Lines that reads as the same publication: its fields,
/// `from` (where kind, title, authors, date, language, topics and series came from), `warnings`, and
/// `parts[]` with label, anchor and `blocks[]` of role and text. Ill-formed UTF-8 is replaced.
std::string to_json(const Publication& publication);

/// The same for a person: fields first, then the text with the role of each block.
std::string to_text(const Publication& publication);

}  // namespace pressmark
