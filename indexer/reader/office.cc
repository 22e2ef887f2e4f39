#include "indexer/reader/office.h"

#include <algorithm>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/metadata.h"

namespace pressmark {
void split_list(std::string_view text, std::vector<std::string>& items) {
  for (size_t at = 0; at <= text.size() && items.size() < limits::kListItemsMax;) {
    const size_t end = std::min(text.find_first_of(",;", at), text.size());
    std::string item = squeeze(text.substr(at, end - at));
    if (!item.empty()) items.push_back(std::move(item));
    at = end + 1;
  }
}

void TableBuilder::add_text(std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!cell_.empty()) cell_ += ' ';
  cell_ += paragraph;
}

void TableBuilder::close_cell() {
  if (depth_ == 1) row_.push_back(std::exchange(cell_, {}));
}

void TableBuilder::close_row() {
  if (depth_ == 1) rows_.push_back(std::exchange(row_, {}));
}

void TableBuilder::close(PartsBuilder& parts) {
  if (depth_ == 0 || --depth_ > 0) return;
  size_t columns = 0;
  for (const auto& row : rows_) columns = std::max(columns, row.size());
  std::string table;
  for (const auto& row : rows_) {
    std::string line;
    bool has_text = false;
    for (size_t i = 0; i < row.size(); ++i) {
      line.append(i == 0 ? "" : "\t").append(row[i]);
      has_text = has_text || !row[i].empty();
    }
    if (!has_text) continue;
    if (columns == 1) {
      parts.add(Role::kBody, std::move(line));
    } else {
      table.append(table.empty() ? "" : "\n").append(line);
    }
  }
  parts.add(Role::kTable, std::move(table));
  rows_.clear();
}

Publication office_publication(OfficeProperties properties, const std::string& visible_title,
                               const std::string& first_heading) {
  Publication publication;
  if (!visible_title.empty()) {
    // What is printed large is what readers call it; the property may be the template's.
    publication.title = visible_title;
    publication.title_from = Provenance::kHeading;
  } else if (!is_tool_title(properties.title)) {
    publication.title = std::move(properties.title);
    publication.title_from = Provenance::kDocumentInfo;
  } else {
    publication.title = first_heading;
    if (!publication.title.empty()) publication.title_from = Provenance::kHeading;
    if (!properties.title.empty()) publication.warnings.push_back("title_repaired");
  }
  publication.summary = std::move(properties.description);
  publication.authors = std::move(properties.authors);
  if (!publication.authors.empty()) publication.authors_from = Provenance::kDocumentInfo;
  publication.topics = std::move(properties.topics);
  if (!publication.topics.empty()) publication.topics_from = Provenance::kDocumentInfo;
  publication.publisher = std::move(properties.publisher);
  publication.published = Date::parse(properties.created);
  if (publication.published) publication.published_from = Provenance::kDocumentInfo;
  publication.modified = Date::parse(properties.modified);
  publication.language = primary_subtag(properties.language);
  if (!publication.language.empty()) publication.language_from = Provenance::kDocumentInfo;
  return publication;
}

Result<ReadResult> office_result(OfficeProperties properties, const std::string& visible_title,
                                 PartsBuilder parts, const ReadRequest& request, Format format) {
  if (parts.empty() && visible_title.empty()) {
    return Error{ErrorCode::kEmpty, "has no text", request.path};
  }
  Publication publication = office_publication(std::move(properties), visible_title, parts.first_heading());
  publication.parts = std::move(parts).finish(publication.title);
  complete(publication, request, format);

  ReadResult result;
  result.publications.push_back(std::move(publication));
  return result;
}

}  // namespace pressmark
