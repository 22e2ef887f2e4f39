// A web page, whatever its bytes: valid UTF-8 out, no control bytes, and not much more text than came in.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/limits.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace {

using namespace pressmark;

// The name of a byte's charset may make three bytes of one; a title comes from the text once more.
constexpr size_t kGrowthMax = 6;
constexpr size_t kSurplusBytes = 4'096;

/// A table's cells and rows are apart by tabs and line feeds, also in one of the site; nothing else is a
/// control byte.
void check_text(std::string_view text, bool is_table) {
  if (!is_valid_utf8(text)) std::abort();
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte == 0x7F || (byte < 0x20 && !(is_table && (c == '\t' || c == '\n')))) std::abort();
  }
}

size_t check_publication(const Publication& publication) {
  for (const std::string* field : {&publication.title, &publication.summary, &publication.publisher,
                                   &publication.series, &publication.language}) {
    check_text(*field, false);
    if (field->size() > limits::kFieldBytesMax) std::abort();
  }
  if (publication.authors.size() > limits::kListItemsMax ||
      publication.topics.size() > limits::kListItemsMax) {
    std::abort();
  }
  for (const std::string& author : publication.authors) check_text(author, false);
  for (const std::string& topic : publication.topics) check_text(topic, false);
  if (publication.parts.size() > limits::kPagesMax) std::abort();
  size_t bytes = 0;
  for (const Part& part : publication.parts) {
    check_text(part.label, false);
    check_text(part.anchor, false);
    for (const Block& block : part.blocks) {
      check_text(block.text, block.role == Role::kTable || block.role == Role::kBoilerplate);
      bytes += block.text.size();
    }
  }
  return bytes;
}

}  // namespace

/// The first byte chooses what the server said of the page.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  ReadRequest request;
  request.path = "a.html";
  if ((data[0] & 1) != 0) request.content_type = "text/html; charset=windows-1251";
  if ((data[0] & 2) != 0) request.url = "https://example.org/2022/03/a.html?b=c#d";
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Result<ReadResult> result = read_html(bytes, request);
  if (!result.ok()) return 0;
  if (result.value().publications.size() != 1) std::abort();
  const size_t text_bytes = check_publication(result.value().publications.front());
  if (text_bytes > kGrowthMax * bytes.size() + kSurplusBytes) std::abort();
  return 0;
}
