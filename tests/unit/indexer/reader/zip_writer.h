// Zip containers and gzip members made in memory.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark::testing {

/// A zip of these entries (name, content), in this order.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries);

/// One gzip member with this content.
std::string gzip_of(std::string_view content);

}  // namespace pressmark::testing
