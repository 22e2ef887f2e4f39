// What comes back from a reading worker is trusted in nothing.
#include <cstdint>
#include <string_view>

#include "indexer/sandbox/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(pressmark::decode_result(bytes));
  static_cast<void>(pressmark::decode_request(bytes));
  return 0;
}
