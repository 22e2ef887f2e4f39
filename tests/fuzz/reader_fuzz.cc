// A document of any format costs at most an error. The first byte chooses the name, so that each reader has
// its turn.
#include <array>
#include <cstdint>
#include <string_view>

#include "indexer/reader/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  constexpr std::array<const char*, 8> kNames = {"a.html", "a.md",    "a.txt",  "a.jsonl",
                                                 "a.xml",  "a.xhtml", "a.docx", "a.odt"};
  if (size == 0) return 0;
  ReadRequest request;
  request.path = kNames.at(data[0] % kNames.size());
  static_cast<void>(
      read_document(std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1), request));
  return 0;
}
