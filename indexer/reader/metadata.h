// What readers of several formats decide in the same way: dates written by people, titles that are file
// names, languages, charsets, addresses. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"
#include "indexer/reader/reader.h"

namespace pressmark {

/// The date in a text written for people: "29 March 2022", "March 29, 2022", "Tuesday 29th March 2022",
/// "29.03.2022", "29. März 2022", "29 mars 2022", "2022年3月29日", or an ISO date. Nothing when the year is
/// missing.
std::optional<Date> parse_written_date(std::string_view text);

/// A date as parse_written_date finds it, or one without its year ("Tuesday 29th March", "3月29日（火）") in
/// the year that `others` tell: dates of the same item, the most trusted first. A named weekday must fall
/// right in one of the years within kYearsReach of another date, of which at most one can; without a weekday
/// the day must be within kDaysReach of another date, and a first of January, which may stand for a year
/// alone, says nothing. Else nothing.
std::optional<Date> resolve_written_date(std::string_view text, const std::vector<Date>& others);
inline constexpr int kYearsReach = 2;
inline constexpr int kDaysReach = 92;

/// The first of January of the year in "© 2022", "Copyright 2019-2022" (the last one named); nothing if there
/// is none.
std::optional<Date> copyright_year(std::string_view text);

/// The date in a path: "news/2022/03/29/…", "2022-03-29-title.html", "2022-03-title.html" (first of the
/// month).
std::optional<Date> date_in_path(std::string_view path);

/// What the editions of a series share: "Annual Report" of "Annual Report 2021/22"; empty for a title without
/// a year, or with next to nothing else.
std::string series_of_title(std::string_view title);

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

/// "en" of "en-GB", "EN", "eng", "en_US.UTF-8"; "" of anything that is no tag.
std::string primary_subtag(std::string_view tag);

/// `base_url` + `path`, each name percent-encoded (RFC 3986 unreserved characters stay).
std::string url_of_path(std::string_view base_url, std::string_view path);

/// `text` with "%41" as 'A'; as it is when that would be ill-formed UTF-8.
std::string percent_decoded(std::string_view text);

/// `reference` against `base` (RFC 3986 section 5.2); empty when it is not http(s) or a relative path.
std::string resolve_url(std::string_view base, std::string_view reference);

/// Whether an address that `resolve_url` gave names its host.
bool is_absolute(std::string_view url);

/// White space runs to one blank, both ends trimmed, control characters dropped.
std::string squeeze(std::string_view text);

/// Fills what the reader left open, in the order of the design: title from the path, kind by format and
/// shape (unless `kind_from` says that it is known), language by detection, date from the path and then the
/// file's own time; id and url from the address it was fetched from, else from the path. A date of a
/// document's properties or of its file that no publication can have is dropped with a warning.
void complete(Publication& publication, const ReadRequest& request, Format format);

}  // namespace pressmark
