// A crawler's archive read in windows of any size comes to its end, whatever is in it. The first byte is the
// size of the window.
#include <cstdint>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  if (size == 0) return 0;
  const std::string_view file(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t window = data[0] == 0 ? size : size_t{data[0]} * 16;
  ReadRequest request;
  request.path = "a.warc";
  request.file_bytes = file.size();
  while (true) {
    const Result<ReadResult> result = read_warc(file.substr(request.offset, window), request);
    if (!result.ok() || result.value().next_offset == 0) return 0;
    ENGINE_CHECK(result.value().next_offset > request.offset);
    ENGINE_CHECK(result.value().next_offset < file.size());
    request.offset = result.value().next_offset;
  }
}
