// What comes back from a reading worker is trusted in nothing; what is taken from it is a value like any
// other.
#include <cstdint>
#include <string_view>

#include "engine/result.h"
#include "indexer/sandbox/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ReadRequest asked;
  asked.offset = 100;
  asked.file_bytes = 1'000'000;
  if (const Result<ReadResult> result = decode_result(bytes, asked); result.ok()) {
    const std::string again = encode_result(result);
    const Result<ReadResult> back = decode_result(again, asked);
    // Ill-formed text grows when it is mended, and may then be over a limit.
    if (back.ok())
      ENGINE_CHECK(encode_result(back) == again);
    else
      ENGINE_CHECK(back.error().code == ErrorCode::kTooLarge);
  }
  if (const Result<ReadRequest> request = decode_request(bytes); request.ok()) {
    const std::string again = encode_request(request.value());
    const Result<ReadRequest> back = decode_request(again);
    if (back.ok()) ENGINE_CHECK(encode_request(back.value()) == again);
  }
  return 0;
}
