// Plain text (reader.h): paragraphs by blank lines, the first short line as title.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/paragraphs.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kTitleBytesMax = 120;
constexpr size_t kDateBytesMax = 80;      // a longer line that mentions a date is text
constexpr size_t kYearlessBytesMax = 40;  // the same of a date without its year
constexpr size_t kDateLinesMax = 8;
constexpr size_t kCopyrightBytesLooked = 1024;

/// The date that stands by itself in one of the first lines; without its year it is resolved by the file's
/// path, or by the copyright in the last lines.
std::optional<Date> date_in_first_lines(std::string_view text, const ReadRequest& request,
                                        std::string& resolved) {
  std::vector<Date> others;
  if (const auto in_path = date_in_path(name_of(request))) others.push_back(*in_path);
  const std::string_view end_of_text =
      text.substr(text.size() - std::min(text.size(), kCopyrightBytesLooked));
  if (const auto year = copyright_year(end_of_text)) others.push_back(*year);
  for (size_t line = 0; line < kDateLinesMax && !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.size() > kDateBytesMax) continue;
    if (auto date = parse_written_date(content)) return date;
    if (content.size() > kYearlessBytesMax) continue;
    if (auto date = resolve_written_date(content, others)) {
      resolved = content;
      return date;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<ReadResult> read_text(std::string_view bytes, const ReadRequest& request) {
  std::string warning;
  const Result<std::string> decoded = to_utf8(bytes, {}, warning);
  if (!decoded.ok()) {
    return Error{decoded.error().code, decoded.error().message, request.path + ", " + decoded.error().where};
  }
  Publication publication;
  if (!warning.empty()) publication.warnings.push_back(warning);
  std::string_view text = decoded.value();
  const size_t start = text.find_first_not_of(" \t\r\n\f");
  if (start == std::string_view::npos) return Error{ErrorCode::kEmpty, "has no text", request.path};
  text.remove_prefix(start);

  const size_t line_end = std::min(text.find_first_of("\r\n"), text.size());
  std::string first_line = squeeze(text.substr(0, line_end));
  std::string resolved;
  publication.published = date_in_first_lines(text, request, resolved);
  if (!resolved.empty()) publication.warnings.push_back("year_resolved: " + resolved);
  if (publication.published) publication.published_from = Provenance::kByline;
  if (!first_line.empty() && first_line.size() <= kTitleBytesMax) {
    publication.title = std::move(first_line);
    publication.title_from = Provenance::kHeading;
    text.remove_prefix(line_end);
  }
  PartsBuilder parts;
  for (std::string& paragraph : split_paragraphs(text)) parts.add(Role::kBody, std::move(paragraph));
  publication.parts = std::move(parts).finish(publication.title);
  complete(publication, request, Format::kText);

  ReadResult result;
  result.publications.push_back(std::move(publication));
  return result;
}

}  // namespace pressmark
