// The identity of a publication that names its own canonical address.
#pragma once

#include <string_view>

#include "engine/publication.h"
#include "indexer/reader/reader.h"

namespace pressmark {

/// Sets url and id from a canonical address as written (may be empty, relative or unusable): the id is the
/// path below `request.base_url` where the address lies there, else the address. An unusable one leaves a
/// warning.
void set_canonical(Publication& publication, std::string_view canonical, const ReadRequest& request);

}  // namespace pressmark
