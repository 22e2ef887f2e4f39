// One reader for every format, and the checks that come before all of them (reader.h).
#include <array>
#include <string>
#include <string_view>

#include "engine/limits.h"
#include "indexer/reader/detect.h"
#include "indexer/reader/reader.h"

namespace pressmark {
namespace {

using Read = Result<ReadResult> (*)(std::string_view, const ReadRequest&);

struct FormatEntry {
  std::string_view name;
  Read read;
};

// In the order of Format.
constexpr auto kFormats = std::to_array<FormatEntry>({
    {"html", read_html},
    {"pdf", read_pdf},
    {"md", read_markdown},
    {"txt", read_text},
    {"jsonl", read_json_lines},
    {"docx", read_docx},
    {"odt", read_odt},
    {"pptx", read_pptx},
    {"epub", read_epub},
    {"atom", read_feed},
    {"wxr", read_wxr},
    {"sitemap", read_sitemap},
    {"warc", read_warc},
});
static_assert(kFormats.size() == static_cast<size_t>(Format::kUnknown));

}  // namespace

std::string_view format_name(Format format) {
  return format == Format::kUnknown ? std::string_view() : kFormats.at(static_cast<size_t>(format)).name;
}

Result<ReadResult> read_as(Format format, std::string_view bytes, const ReadRequest& request) {
  return kFormats.at(static_cast<size_t>(format)).read(bytes, request);
}

Result<ReadResult> read_document(std::string_view bytes, const ReadRequest& request) {
  if (bytes.size() > limits::kFileBytesMax) {
    return Error{ErrorCode::kTooLarge,
                 "has " + std::to_string(bytes.size()) + " bytes; the limit is " +
                     std::to_string(limits::kFileBytesMax) + ": split it",
                 request.path};
  }
  const bool whole = request.offset == 0;
  if (whole && bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Error{ErrorCode::kEmpty, "has nothing in it", request.path};
  }
  const Format format = detect(bytes, request);
  return format == Format::kUnknown ? unsupported(bytes, request) : read_as(format, bytes, request);
}

}  // namespace pressmark
