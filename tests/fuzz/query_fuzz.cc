// Any bytes are a query, and a query prints to text that is the same query.
#include <cstdint>
#include <string_view>

#include "engine/query/query.h"
#include "engine/result.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  const auto today = Date::make(2024, 2, 29);
  const Query query = parse_query(std::string_view(reinterpret_cast<const char*>(data), size), today);
  Query again = parse_query(to_text(query), today);
  // Text at the limits may be cut anew; what remains must still be a query.
  if (query.notes.empty() && again.notes.empty() && query.filters.authors.empty() &&
      query.filters.publishers.empty() && query.filters.topics.empty()) {
    ENGINE_CHECK(again == query);
  }
  return 0;
}
