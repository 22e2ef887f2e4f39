// Containers of office files and books cost at most an error, whatever is in them. The first byte chooses the
// reader.
#include <array>
#include <cstdint>
#include <string_view>

#include "indexer/reader/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  ReadRequest request;
  request.path = "a.docx";
  constexpr std::array kReaders = {read_docx, read_odt, read_pptx, read_epub, read_document};
  static_cast<void>(kReaders.at(data[0] % kReaders.size())(bytes, request));
  return 0;
}
