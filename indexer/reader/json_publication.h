// One JSON object -> one publication, for lines of JSON Lines.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "engine/publication.h"
#include "engine/result.h"
#include "indexer/reader/reader.h"

namespace pressmark {

/// Whether a publication may carry a field of this name.
bool is_publication_field(std::string_view name);

/// The publication in `item`, an object; what `to_json` of a publication printed is that publication. Error:
/// kBadMetadata, naming the field, the line and the remedy.
Result<Publication> read_json_publication(const nlohmann::json& item, const ReadRequest& request,
                                          size_t line);

}  // namespace pressmark
