// Feeds, exports and sitemaps, well-formed or not, cost at most an error. The first byte chooses the reader.
#include <array>
#include <cstdint>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  ReadRequest request;
  request.path = "feed.xml";
  constexpr std::array kReaders = {read_feed, read_wxr, read_sitemap};
  const Result<ReadResult> result = kReaders.at(data[0] % kReaders.size())(bytes, request);
  if (!result.ok()) return 0;
  for (const Publication& publication : result.value().publications) {
    ENGINE_CHECK(!publication.id.empty());
    ENGINE_CHECK(is_valid_utf8(publication.title));
  }
  for (const Link& link : result.value().links) ENGINE_CHECK(link.url.starts_with("http"));
  return 0;
}
