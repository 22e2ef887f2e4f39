// Readers: the bytes of one file -> the publications in it. One file per format beside this one. Pure
// functions of their arguments: no file system, no clock, no network; safe in any thread; run in a worker
// process (indexer/sandbox).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"

namespace pressmark {

enum class Format : uint8_t { kHtml, kPdf, kMarkdown, kText, kJsonLines, kDocx, kOdt, kFeed, kUnknown };

/// "html", "pdf", "md", "txt", "jsonl", "docx", "odt", "atom"; "" for kUnknown. Goes into
/// Publication::filetype.
std::string_view format_name(Format format);

/// By content first (signatures, zip entries, the root element), then by the name's extension.
Format detect_format(std::string_view bytes, std::string_view path);

/// What a reader is told about the file.
struct ReadRequest {
  std::string path;  // under its source root, '/' between names: identity when nothing better is known
  std::string base_url = "/documents/";  // url of a file = base_url + percent-encoded path
  std::optional<Date> file_date;         // of last modification; the last resort for `published`
  uint32_t first_line = 1;  // of these bytes in the file, when a JSON Lines file is read in pieces
};

/// The publications of one file, and the items in it that could not be read (lines of a JSON Lines file).
struct ReadResult {
  std::vector<Publication> publications;
  std::vector<Error> bad_items;  // `where` is "line 12" and the like
};

/// Reads a file of any known format. Error: kUnsupported, kEmpty, kTooLarge, kEncrypted, kDamaged,
/// kBadEncoding, …
Result<ReadResult> read_document(std::string_view bytes, const ReadRequest& request);

// One per format; `read_document` picks. Exposed for tests.
Result<ReadResult> read_html(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_pdf(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_markdown(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_text(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_json_lines(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_docx(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_odt(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_feed(std::string_view bytes, const ReadRequest& request);

}  // namespace pressmark
