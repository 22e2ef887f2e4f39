// HTML pages (reader.h): charset, guard, tree, metadata, content.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/reader/charset.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/html_boilerplate.h"
#include "indexer/reader/html_content.h"
#include "indexer/reader/html_documents.h"
#include "indexer/reader/html_guard.h"
#include "indexer/reader/html_metadata.h"
#include "indexer/reader/html_scanner.h"
#include "indexer/reader/html_tree.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kCharsetBytesLooked = 4096;

/// The value after `name=` in a tag or declaration, without quotes; "" if it is not there.
std::string_view value_after(std::string_view raw, std::string_view lower, std::string_view name) {
  const size_t found = lower.find(name);
  if (found == std::string_view::npos) return {};
  std::string_view rest = trim(raw.substr(found + name.size()));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
  return rest.substr(0, rest.find_first_of("\"'; />?\t\n\r"));
}

std::string declared_charset(std::string_view html) {
  html = html.substr(0, kCharsetBytesLooked);
  if (html.starts_with("<?xml")) {
    const std::string_view prolog = html.substr(0, html.find("?>"));
    const std::string_view charset = value_after(prolog, ascii_lower(prolog), "encoding");
    if (!charset.empty()) return std::string(charset);
  }
  HtmlScanner scanner(html);
  HtmlToken token;
  while (scanner.next(token)) {
    if (token.kind != HtmlToken::kStartTag || token.name != "meta") continue;
    const std::string_view charset = value_after(token.raw, ascii_lower(token.raw), "charset");
    if (!charset.empty()) return std::string(charset);
  }
  return {};
}

void set_metadata(Publication& publication, HtmlMetadata metadata) {
  publication.title = std::move(metadata.title);
  publication.title_from = metadata.title_from;
  publication.summary = std::move(metadata.summary);
  publication.authors = std::move(metadata.authors);
  publication.authors_from = metadata.authors_from;
  publication.publisher = std::move(metadata.publisher);
  publication.published = metadata.published;
  publication.published_from = metadata.published_from;
  publication.modified = metadata.modified;
  publication.language = std::move(metadata.language);
  publication.language_from = metadata.language_from;
  publication.topics = std::move(metadata.topics);
  publication.topics_from = metadata.topics_from;
  publication.series = std::move(metadata.series);
  publication.series_from = metadata.series_from;
  publication.kind_from = metadata.kind_from;
  if (metadata.is_report) publication.kind = Kind::kReport;
  if (metadata.is_article) publication.kind = Kind::kPost;
  std::move(metadata.warnings.begin(), metadata.warnings.end(), std::back_inserter(publication.warnings));
}

std::vector<Part> parts_of(std::vector<HtmlBlock> blocks, std::string_view title) {
  const bool has_content = std::any_of(blocks.begin(), blocks.end(), [](const HtmlBlock& block) {
    return block.region == Region::kContent && block.role != Role::kHeading;
  });
  PartsBuilder parts;
  for (HtmlBlock& block : blocks) {
    // A page without any content by these rules is better found by all of its text.
    const bool content = block.region == Region::kContent || !has_content;
    if (!content) {
      if (!same_words(block.text, title)) parts.add_boilerplate(std::move(block.text));
    } else if (block.role == Role::kHeading) {
      parts.add_heading(std::move(block.text), std::move(block.anchor));
    } else {
      parts.add(block.role, std::move(block.text));
    }
  }
  return std::move(parts).finish(title);
}

}  // namespace

Result<ReadResult> read_html(std::string_view bytes, const ReadRequest& request) {
  std::string warning;
  const std::string charset =
      believable_charset(bytes, {charset_of_content_type(request.content_type), declared_charset(bytes)});
  Result<std::string> decoded = to_utf8(bytes, charset, warning);
  if (!decoded.ok()) {
    Error error = decoded.error();
    error.where = request.path + ", " + error.where;
    return error;
  }
  GuardedHtml guarded = guard_html(decoded.value());

  Publication publication;
  if (!warning.empty()) publication.warnings.push_back(warning);
  if (guarded.risk != HtmlRisk::kNone) publication.warnings.push_back("html_too_deep");
  const HtmlTree tree(std::move(guarded.html));
  std::vector<Selector> selectors;
  for (const std::string& text : request.content_selectors) {
    if (std::optional<Selector> selector = Selector::parse(text)) selectors.push_back(std::move(*selector));
  }
  const ContentMap content = find_content(tree.root(), selectors);
  HtmlMetadata metadata = html_metadata(tree.root(), content.main, date_in_path(name_of(request)));
  publication.url = address_of(request);
  set_canonical(publication, metadata.canonical, request);
  publication.documents = offered_documents(content.main, publication.url);

  std::vector<HtmlBlock> blocks = html_blocks(tree.root(), content);
  mark_boilerplate(blocks, metadata);
  set_metadata(publication, std::move(metadata));
  if (blocks.empty() && publication.title.empty()) {
    return Error{ErrorCode::kEmpty, "has no text and no title; is the page filled by a script?",
                 request.path};
  }
  if (publication.title.empty()) {
    const auto heading = std::find_if(blocks.begin(), blocks.end(), [](const HtmlBlock& block) {
      return block.role == Role::kHeading && block.region == Region::kContent;
    });
    if (heading != blocks.end()) {
      publication.title = heading->text;
      publication.title_from = Provenance::kHeading;
    }
  }
  publication.parts = parts_of(std::move(blocks), publication.title);
  complete(publication, request, Format::kHtml);

  ReadResult result;
  result.publications.push_back(std::move(publication));
  return result;
}

}  // namespace pressmark
