// Publication: the value that leaves a reader and that everything after it works on. Plain data, no
// invariants beyond those written here; owned by whoever holds it; UTF-8 throughout.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

enum class Kind : uint8_t { kReport, kPost, kPage, kData };
enum class Role : uint8_t { kTitle, kHeading, kSummary, kBody, kQuote, kCaption, kTable, kBoilerplate };
inline constexpr size_t kRoleCount = 8;

/// The stable names: "report", "post", …; "title", "heading", … Live for ever.
std::string_view kind_name(Kind kind);
std::optional<Kind> kind_from_name(std::string_view name);
std::string_view role_name(Role role);
std::optional<Role> role_from_name(std::string_view name);

/// A day of the proleptic Gregorian calendar. Ordered. Always valid when made by `make` or `parse`.
struct Date {
  int16_t year = 0;   // 1 to 9999
  uint8_t month = 0;  // 1 to 12
  uint8_t day = 0;    // 1 to 31

  auto operator<=>(const Date&) const = default;

  /// The date, or nothing if there is no such day.
  static std::optional<Date> make(int year, int month, int day);
  /// The date at the start of "2022-03-29", "2022-03-29T10:00:00Z", "20220329", "2022-03" (the first of the
  /// month) or "2022" (the first of January); nothing for anything else.
  static std::optional<Date> parse(std::string_view text);
  /// "2022-03-29".
  std::string iso() const;
};

/// Where a piece of metadata came from; kept so that an editor can be told.
enum class Provenance : uint8_t {
  kNone,
  kFrontMatter,  // YAML front matter, a JSON Lines field, a feed's element
  kJsonLd,
  kOpenGraph,
  kDublinCore,
  kMeta,          // <meta name=…>, <title>
  kTimeElement,   // <time datetime=…>
  kByline,        // text of the page that says so
  kHeading,       // the first heading of the text
  kDocumentInfo,  // PDF information dictionary or XMP, OOXML/ODF properties
  kFirstPage,     // the largest text on the first page
  kPath,          // the file's path
  kFileTime,
  kDetected,  // found by a statistical detector
};
std::string_view provenance_name(Provenance provenance);

/// One run of text with one role. Body blocks are paragraphs; a table is one block, cells apart by tabs, rows
/// by line feeds. A hyphen at the end of a printed line is kept as U+00AD followed by a line feed when what
/// follows is set solid, and as '-' followed by a line feed when it may be the word's own.
struct Block {
  Role role = Role::kBody;
  std::string text;

  bool operator==(const Block&) const = default;
};

/// What a link can open: a page of a PDF, a section of a post. `label` is what is printed ("12", "iv") or the
/// section's heading; `anchor` is the fragment with its '#' ("#page=14", "#digital-skills"), empty for the
/// top.
struct Part {
  std::string label;
  std::string anchor;
  std::vector<Block> blocks;

  bool operator==(const Part&) const = default;
};

struct Publication {
  std::string id;   // stable across runs: the canonical URL, else the path under its source root
  std::string url;  // absolute http(s), or relative to the site; percent-encoded
  Kind kind = Kind::kPage;
  std::string title;
  std::string summary;
  std::vector<std::string> authors;
  std::string publisher;
  std::optional<Date> published;
  std::optional<Date> modified;
  std::string language;  // BCP 47 primary subtag, lower case ("en", "de"); empty when unknown
  std::vector<std::string> topics;
  std::string series;
  std::string filetype;                // "pdf", "html", "md", "txt", "jsonl", …
  uint32_t pages_count = 0;            // of a paged document; else 0
  std::vector<std::string> documents;  // addresses of the documents that a page offers, as `url` is written
  std::vector<Part> parts;

  Provenance kind_from = Provenance::kNone;
  Provenance title_from = Provenance::kNone;
  Provenance authors_from = Provenance::kNone;
  Provenance published_from = Provenance::kNone;
  Provenance language_from = Provenance::kNone;
  Provenance topics_from = Provenance::kNone;
  Provenance series_from = Provenance::kNone;
  std::vector<std::string> warnings;  // for the health report: "no_text_layer", "title_repaired", …

  bool operator==(const Publication&) const = default;
};

}  // namespace pressmark
