// JSON Lines read in windows of any size come to their end. The first
// byte is the size of the window.
#include <cstdint>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  if (size == 0) return 0;
  const std::string_view file(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t window = data[0] == 0 ? size : size_t{data[0]} * 8;
  ReadRequest request;
  request.path = "a.jsonl";
  request.file_bytes = file.size();
  while (true) {
    const Result<ReadResult> result = read_json_lines(file.substr(request.offset, window), request);
    if (!result.ok()) return 0;
    for (const Publication& publication : result.value().publications) {
      ENGINE_CHECK(is_valid_utf8(publication.title));
    }
    if (result.value().next_offset == 0) return 0;
    ENGINE_CHECK(result.value().next_offset > request.offset);
    request.offset = result.value().next_offset;
    request.first_line = result.value().next_line;
  }
}
