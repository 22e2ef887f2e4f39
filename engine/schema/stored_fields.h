// The small fields of a publication that a result list shows, as they lie in Xapian's document data (below 1
// MB).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"

namespace pressmark {

struct StoredFields {
  std::string id, url;
  Kind kind = Kind::kPage;
  std::string title, summary;
  std::vector<std::string> authors;
  std::string publisher;
  std::optional<Date> published, modified;
  std::string language;
  std::vector<std::string> topics;
  std::string series, filetype;
  uint32_t pages_count = 0;
  std::string source;  // path of the file it was read from, under its source root
  bool operator==(const StoredFields&) const = default;
};

/// The fields of `publication`; over-long ones are cut at limits::kFieldBytesMax at a code point.
StoredFields stored_fields(const Publication& publication, std::string source);

/// Tagged, length-prefixed bytes: unknown tags are passed over, so that fields can be added.
std::string encode(const StoredFields& fields);
Result<StoredFields> decode_stored_fields(std::string_view bytes);

}  // namespace pressmark
