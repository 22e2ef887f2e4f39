// Readers: the bytes of one file -> the publications in it. One file per format beside this one. Pure
// functions of their arguments: no file system, no clock, no network; safe in any thread; run in a worker
// process (indexer/sandbox). But for OCR: it stops when its time is up, and loads its data once (ocr.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/limits.h"
#include "engine/publication.h"
#include "engine/result.h"

namespace pressmark {

/// Counts up whenever a reader gives something else for the same bytes: what it gave before is then read
/// again.
inline constexpr uint32_t kReadersVersion = 3;

enum class Format : uint8_t {
  kHtml,
  kPdf,
  kMarkdown,
  kText,
  kJsonLines,
  kDocx,
  kOdt,
  kPptx,
  kEpub,
  kFeed,     // Atom, RSS, RDF
  kWxr,      // a WordPress export
  kSitemap,  // or an index of sitemaps: gives links and no publications
  kWarc,     // a crawler's archive, also compressed
  kUnknown
};

/// "html", "pdf", "md", "txt", "jsonl", "docx", "odt", "pptx", "epub", "atom", "wxr", "sitemap", "warc"; ""
/// for kUnknown. Goes into Publication::filetype, but for a page inside an archive, which has its own.
std::string_view format_name(Format format);

/// By content first (signatures, zip entries, the root element), then by the name's extension.
Format detect_format(std::string_view bytes, std::string_view path);

/// What a reader is told about the file. A file of many publications (JSON Lines, WARC) is read in pieces:
/// each answer says where the next begins.
struct ReadRequest {
  std::string path;  // under its source root, '/' between names: identity when nothing better is known
  std::string base_url = "/documents/";           // url of a file = base_url + percent-encoded path
  std::vector<std::string> content_selectors;     // of the site's pages, the first that fits; may be empty
  std::string url;                                // of a fetched document; then base_url does not count
  std::string content_type;                       // as its server gave it; empty when unknown
  std::optional<Date> file_date;                  // of last modification; the last resort for `published`
  uint64_t offset = 0;                            // where the bytes given begin in the file
  uint64_t file_bytes = 0;                        // of the whole file; 0: no more than the bytes given
  uint32_t first_line = 1;                        // number of the line that begins at `offset`
  std::string ocr_languages;                      // "eng", "eng+deu": scans are read; empty: they are not
  uint32_t ocr_time_ms = limits::kOcrDocumentMs;  // that reading scans may take
};

/// What a sitemap names.
struct Link {
  std::string url;  // absolute
  std::optional<Date> modified;
  bool sitemap = false;  // it is another sitemap

  bool operator==(const Link&) const = default;
};

/// The publications of one file, or of one piece of it, and the items in it that could not be read.
struct ReadResult {
  std::vector<Publication> publications;
  std::vector<Error> bad_items;       // `where` is "line 12" and the like
  std::vector<std::string> warnings;  // of the file as a whole: "unknown_fields: mood, colour"
  std::vector<Link> links;
  uint64_t next_offset = 0;  // where the next piece begins in the file; 0: this was the last
  uint32_t next_line = 0;    // the number of its first line
};

/// Reads a file of any known format; `bytes` is the file from request.offset on, at most
/// limits::kFileBytesMax bytes of it. Error: kUnsupported, kEmpty, kTooLarge, kEncrypted, kDamaged,
/// kBadEncoding, …
Result<ReadResult> read_document(std::string_view bytes, const ReadRequest& request);

/// Whether a text is what `content_selectors` may hold: one compound selector of CSS.
bool is_content_selector(std::string_view text);

// One per format; `read_document` picks. Exposed for tests.
Result<ReadResult> read_html(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_pdf(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_markdown(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_text(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_json_lines(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_docx(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_odt(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_pptx(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_epub(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_feed(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_wxr(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_sitemap(std::string_view bytes, const ReadRequest& request);
Result<ReadResult> read_warc(std::string_view bytes, const ReadRequest& request);

}  // namespace pressmark
