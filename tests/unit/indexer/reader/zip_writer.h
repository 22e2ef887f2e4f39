// Zip containers made in memory, for tests of office files.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace pressmark::testing {

/// A zip of these entries (name, content), in this order.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace pressmark::testing
