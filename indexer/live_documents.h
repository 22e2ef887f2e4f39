// Which documents a generation has, for those who read all their texts. What is in the append-only files but
// not listed here was replaced or removed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/schema/schema.h"
#include "engine/schema/stored_fields.h"

namespace pressmark {

struct LiveDocument {
  uint32_t docid = 0;
  std::string language;  // empty when unknown
};

/// Of the generation in `directory`, by id. Throws std::runtime_error when its postings cannot be read.
std::vector<LiveDocument> live_documents(const std::filesystem::path& directory);

struct DescribedDocument {
  uint32_t docid = 0;
  StoredFields fields;
  uint64_t text_bytes = 0;
  std::optional<schema::Edition> edition;
};

/// The same with what is stored of each, by rising id; those whose data is damaged are left out.
void for_each_document(const std::filesystem::path& directory,
                       const std::function<void(const DescribedDocument&)>& visit);

}  // namespace pressmark
