// Markdown with front matter, and plain text, cost at most an error; dates that lack their year are resolved
// or left unset.
#include <cstdint>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ReadRequest request;
  request.path = "2022/03/29/a.md";
  static_cast<void>(read_markdown(bytes, request));
  static_cast<void>(read_text(bytes, request));
  static_cast<void>(is_tool_title(bytes));
  if (const auto date = resolve_written_date(bytes, {Date{2022, 4, 1}})) {
    ENGINE_CHECK(Date::make(date->year, date->month, date->day) == date);
  }
  return 0;
}
