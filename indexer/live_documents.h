// Which documents a generation has, for those who read all their texts. What is in the append-only files but
// not listed here was replaced or removed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace pressmark {

struct LiveDocument {
  uint32_t docid = 0;
  std::string language;  // empty when unknown
};

/// Of the generation in `directory`, by id. Throws std::runtime_error when its postings cannot be read.
std::vector<LiveDocument> live_documents(const std::filesystem::path& directory);

}  // namespace pressmark
