// Reads a file of many publications as the indexer does: piece after piece, each a window of the file.
#pragma once

#include <string>
#include <vector>

namespace pressmark::testing {

struct Whole {
  std::vector<std::string> ids;
  std::vector<std::string> bad;  // place and reason
  std::vector<std::string> warnings;
  size_t pieces_count = 0;
};

/// What all pieces of `file` give, at most `window` bytes at once. Fails the test if a piece cannot be read
/// or leads nowhere.
Whole read_in_pieces(const std::string& path, const std::string& file, size_t window);

}  // namespace pressmark::testing
