// What the readers of office programs' files share: properties, the visible title, tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"

namespace pressmark {

/// The properties that a document carries about itself.
struct OfficeProperties {
  std::string title;
  std::string description;
  std::vector<std::string> authors;
  std::vector<std::string> topics;
  std::string publisher;
  std::string language;
  std::string created;   // as written
  std::string modified;  // as written
};

/// Appends the names between commas and semicolons.
void split_list(std::string_view text, std::vector<std::string>& items);

/// Gathers a table, cell by cell; nested tables go into the cell that holds them.
class TableBuilder {
 public:
  void open() { ++depth_; }
  bool is_open() const { return depth_ > 0; }
  void add_text(std::string_view paragraph);
  void close_cell();
  void close_row();
  /// Ends a table; the outermost goes into the parts, one of a single column as paragraphs.
  void close(PartsBuilder& parts);

 private:
  int depth_ = 0;
  std::string cell_;
  std::vector<std::string> row_;
  std::vector<std::vector<std::string>> rows_;
};

/// What a document says of itself, without its parts. `visible_title` is the text set in the style for
/// titles, if any; `first_heading` stands in for a title that a tool wrote.
Publication office_publication(OfficeProperties properties, const std::string& visible_title,
                               const std::string& first_heading);

/// The publication of a word processor's document. Error: kEmpty.
Result<ReadResult> office_result(OfficeProperties properties, const std::string& visible_title,
                                 PartsBuilder parts, const ReadRequest& request, Format format);

}  // namespace pressmark
