// What readers of several formats decide in the same way: dates written by people, titles that are file
// names, languages, charsets, addresses. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/publication.h"
#include "engine/result.h"
#include "indexer/reader/reader.h"

namespace pressmark {

/// The date in a text written for people: "29 March 2022", "March 29, 2022", "Tuesday 29th March 2022",
/// "29.03.2022", "29. März 2022", "29 mars 2022", "2022年3月29日", or an ISO date. Nothing when the year is
/// missing.
std::optional<Date> parse_written_date(std::string_view text);

/// The date in a path: "news/2022/03/29/…", "2022-03-29-title.html", "2022-03-title.html" (first of the
/// month).
std::optional<Date> date_in_path(std::string_view path);

/// Whether a title is one that a tool wrote and nobody meant: "Microsoft Word - final_v7.docx", "untitled",
/// "scan0001", "report.indd", a file name with its extension.
bool is_tool_title(std::string_view title);

/// A title made from a file's name, the last resort: "annual-report_2021.pdf" -> "annual report 2021".
std::string title_from_path(std::string_view path);

/// UTF-8 of `bytes` by: byte order mark, `declared` charset (may be empty), strict UTF-8, ICU's detector.
/// NUL bytes in what claims to be text: error kBadEncoding. `warning` is set when the charset was guessed.
Result<std::string> to_utf8(std::string_view bytes, std::string_view declared, std::string& warning);

/// The language that a detector finds, only when it calls it reliable; "" otherwise.
std::string detect_language(std::string_view text);

/// "en" of "en-GB", "EN", "en_US.UTF-8"; "" of anything that is no tag.
std::string primary_subtag(std::string_view tag);

/// `base_url` + `path`, each name percent-encoded (RFC 3986 unreserved characters stay).
std::string url_of_path(std::string_view base_url, std::string_view path);

/// `reference` against `base` (RFC 3986 section 5.2); empty when it is not http(s) or a relative path.
std::string resolve_url(std::string_view base, std::string_view reference);

/// White space runs to one blank, both ends trimmed, control characters dropped.
std::string squeeze(std::string_view text);

/// Fills what the reader left open, in the order of the design: title from the path, kind by format and
/// shape, language by detection, date from the path and then the file's own time; id and url from the path.
void complete(Publication& publication, const ReadRequest& request, Format format);

}  // namespace pressmark
