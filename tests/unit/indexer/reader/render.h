// Publications as text that a person can check, and short ways to read and to ask in tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "indexer/reader/reader.h"

namespace pressmark::testing {

/// Identity, metadata with where it came from, then each part and block as `[role] text`.
std::string render(const ReadResult& result);

/// The one publication of a file; fails the running test if there is an error or more than one.
Publication read_one(std::string_view bytes, const std::string& path,
                     const std::string& base_url = "/documents/");

/// The texts of all blocks with this role, in order.
std::vector<std::string> texts_of(const Publication& publication, Role role);

/// The same, apart by " / ".
std::string joined(const Publication& publication, Role role);

/// A request for a file of no known date at this path.
ReadRequest request_of(const std::string& path, const std::string& base_url = "/");

}  // namespace pressmark::testing
