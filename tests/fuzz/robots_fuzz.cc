// Any bytes are a robots.txt, and any bytes a target; the first line is the target.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/limits.h"
#include "indexer/fetch/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t end = std::min(bytes.find('\n'), bytes.size());
  const std::string_view target = bytes.substr(0, end);
  const pressmark::Robots robots = pressmark::Robots::parse(bytes.substr(std::min(end + 1, bytes.size())));
  static_cast<void>(robots.allows(target));
  if (robots.delay_ms() > pressmark::limits::kCrawlDelayMaxMs || !robots.allows("/robots.txt")) std::abort();
  return 0;
}
