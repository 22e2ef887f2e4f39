// JSON Lines (reader.h): one publication a line, with the fields of a Publication.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/paragraphs.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

using Json = nlohmann::json;

constexpr int kNestingMax = 16;  // a publication needs 5
constexpr size_t kUnknownFieldsMax = 16;

constexpr auto kFields = std::to_array<std::string_view>(
    {"id", "url", "title", "text", "html", "kind", "published", "modified", "language", "authors",
     "publisher", "topics", "summary", "series", "parts"});

std::string quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

const Json* field(const Json& item, const char* name) {
  const auto found = item.find(name);
  return found == item.end() || found->is_null() ? nullptr : &*found;
}

class LineReader {
 public:
  LineReader(const Json& item, const ReadRequest& request, size_t line)
      : item_(item), request_(request), line_(line) {}

  /// The publication, or what is wrong with the line.
  Result<Publication> read() {
    Publication publication;
    if (!error_.empty()) return bad();
    publication.id = id();
    publication.url = text("url");
    publication.title = squeeze(text("title"));
    publication.title_from = publication.title.empty() ? Provenance::kNone : Provenance::kFrontMatter;
    publication.summary = squeeze(text("summary"));
    publication.publisher = squeeze(text("publisher"));
    publication.series = squeeze(text("series"));
    publication.authors = list("authors");
    publication.topics = list("topics");
    publication.published = date("published");
    if (publication.published) publication.published_from = Provenance::kFrontMatter;
    publication.modified = date("modified");
    publication.language = primary_subtag(text("language"));
    if (!publication.language.empty()) publication.language_from = Provenance::kFrontMatter;
    const std::string kind = text("kind");
    const std::optional<Kind> known_kind = kind_from_name(kind);
    if (!kind.empty() && !known_kind) fail("kind", "is none of report, post, page, data");
    if (known_kind) publication.kind = *known_kind;
    read_text(publication);
    if (!error_.empty()) return bad();
    if (publication.title.empty() && publication.parts.empty()) {
      error_ = "has neither \"title\" nor \"text\"; give at least one";
      return bad();
    }
    if (publication.url.empty() && resolve_url("https:", publication.id) == publication.id) {
      publication.url = publication.id;
    }
    complete(publication, request_, Format::kJsonLines);
    if (known_kind) publication.kind = *known_kind;
    return publication;
  }

 private:
  Error bad() const { return Error{ErrorCode::kBadMetadata, error_, "line " + std::to_string(line_)}; }

  void fail(std::string_view name, std::string_view what) {
    if (error_.empty()) error_ = quoted(name) + " " + std::string(what);
  }

  std::string id() {
    const Json* value = field(item_, "id");
    if (value != nullptr && value->is_number_integer()) return value->dump();
    std::string id = text("id");
    return id.empty() ? request_.path + "#" + std::to_string(line_) : id;
  }

  std::string text(const char* name) {
    const Json* value = field(item_, name);
    if (value == nullptr) return {};
    if (!value->is_string()) {
      fail(name, "must be a string, in double quotes");
      return {};
    }
    return value->get<std::string>();
  }

  std::vector<std::string> list(const char* name) {
    std::vector<std::string> items;
    const Json* value = field(item_, name);
    if (value == nullptr) return items;
    if (value->is_string()) return {squeeze(value->get_ref<const std::string&>())};
    if (!value->is_array()) {
      fail(name, "must be a list of strings");
      return items;
    }
    for (const Json& each : *value) {
      if (!each.is_string()) {
        fail(name, "must be a list of strings");
        break;
      }
      if (items.size() < limits::kListItemsMax) items.push_back(squeeze(each.get_ref<const std::string&>()));
    }
    return items;
  }

  std::optional<Date> date(const char* name) {
    const std::string written = text(name);
    if (written.empty()) return std::nullopt;
    std::optional<Date> date = Date::parse(written);
    if (!date) date = parse_written_date(written);
    if (!date) fail(name, "is no date; write it as 2022-03-29");
    return date;
  }

  void read_text(Publication& publication) {
    const std::string plain = text("text");
    const std::string html = text("html");
    if (const Json* parts = field(item_, "parts")) {
      if (!parts->is_array()) return fail("parts", "must be a list of objects");
      for (const Json& part : *parts) {
        if (publication.parts.size() == limits::kPagesMax || !add_part(part, publication)) break;
      }
      return;
    }
    PartsBuilder parts;
    if (!html.empty()) {
      add_html_fragment(html, parts);
    } else {
      for (std::string& paragraph : split_paragraphs(plain)) parts.add(Role::kBody, std::move(paragraph));
    }
    if (publication.title.empty()) {
      publication.title = parts.first_heading();
      if (!publication.title.empty()) publication.title_from = Provenance::kHeading;
    }
    if (!parts.empty()) publication.parts = std::move(parts).finish(publication.title);
  }

  bool add_part(const Json& value, Publication& publication) {
    constexpr std::string_view kShape =
        "must be a list of {\"label\": …, \"anchor\": …, \"blocks\": [{\"role\": …, \"text\": …}]}";
    Part part;
    const auto take = [](const Json& object, const char* name, std::string& to) {
      const Json* found = field(object, name);
      if (found == nullptr) return true;
      if (found->is_string()) to = found->get<std::string>();
      return found->is_string();
    };
    const Json* blocks = value.is_object() ? field(value, "blocks") : nullptr;
    if (blocks == nullptr || !blocks->is_array() || !take(value, "label", part.label) ||
        !take(value, "anchor", part.anchor)) {
      fail("parts", kShape);
      return false;
    }
    for (const Json& each : *blocks) {
      std::string role;
      Block block;
      const bool usable = each.is_object() && take(each, "role", role) && take(each, "text", block.text);
      const std::optional<Role> known = role.empty() ? Role::kBody : role_from_name(role);
      if (!usable || !known) {
        fail("parts", usable ? "has a block with an unknown role" : kShape);
        return false;
      }
      block.role = *known;
      if (!block.text.empty()) part.blocks.push_back(std::move(block));
    }
    publication.parts.push_back(std::move(part));
    return true;
  }

  const Json& item_;
  const ReadRequest& request_;
  size_t line_;
  std::string error_;
};

/// Whether brackets nest deeper than any publication's; strings aside.
bool nests_too_deep(std::string_view line) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      // Text is most of a line: jump to where the string may end.
      i = line.find_first_of("\"\\", i);
      if (i == std::string_view::npos) return false;
      if (line[i] == '\\') {
        ++i;
      } else {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kNestingMax) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

class FileReader {
 public:
  explicit FileReader(const ReadRequest& request) : request_(request) {}

  void read_line(std::string_view line, size_t number) {
    const std::string where = "line " + std::to_string(number);
    if (line.size() > limits::kJsonLineBytesMax) {
      return reject(
          ErrorCode::kTooLarge,
          "has more than " + std::to_string(limits::kJsonLineBytesMax) + " bytes; split the publication",
          where);
    }
    if (nests_too_deep(line)) return reject(ErrorCode::kBadSyntax, "nests too deep for a publication", where);
    Json item;
    try {
      item = Json::parse(line);
    } catch (const Json::exception& error) {
      const std::string_view what = error.what();
      const std::string_view reason = what.substr(std::min(what.find("column"), what.size()));
      const bool encoding = what.find("UTF-8") != std::string_view::npos;
      return reject(
          encoding ? ErrorCode::kBadEncoding : ErrorCode::kBadSyntax,
          "is not JSON (" + std::string(reason) + "); write one whole object on each line, in UTF-8", where);
    }
    if (!item.is_object()) {
      return reject(ErrorCode::kBadSyntax, "is not a JSON object; write one whole object on each line",
                    where);
    }
    note_unknown(item);
    Result<Publication> publication = LineReader(item, request_, number).read();
    if (publication.ok()) {
      result_.publications.push_back(std::move(publication).value());
    } else {
      result_.bad_items.push_back(publication.error());
    }
  }

  ReadResult finish() && {
    if (!unknown_.empty() && !result_.publications.empty()) {
      std::string names;
      for (const std::string& name : unknown_) names.append(names.empty() ? "" : ", ").append(name);
      result_.publications.front().warnings.push_back("unknown_fields: " + names);
    }
    return std::move(result_);
  }

 private:
  void reject(ErrorCode code, std::string message, std::string where) {
    result_.bad_items.push_back(Error{code, std::move(message), std::move(where)});
  }

  void note_unknown(const Json& item) {
    for (const auto& [name, value] : item.items()) {
      if (std::find(kFields.begin(), kFields.end(), name) != kFields.end()) continue;
      if (unknown_.size() >= kUnknownFieldsMax) return;
      if (std::find(unknown_.begin(), unknown_.end(), name) == unknown_.end()) {
        unknown_.push_back(name.substr(0, 64));
      }
    }
  }

  const ReadRequest& request_;
  ReadResult result_;
  std::vector<std::string> unknown_;
};

}  // namespace

Result<ReadResult> read_json_lines(std::string_view bytes, const ReadRequest& request) {
  std::string wide;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    std::string warning;
    Result<std::string> decoded = to_utf8(bytes, {}, warning);
    if (!decoded.ok()) return Error{decoded.error().code, decoded.error().message, request.path};
    wide = std::move(decoded).value();
    bytes = wide;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  FileReader reader(request);
  for (size_t number = request.first_line; !bytes.empty(); ++number) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = trim(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (!line.empty()) reader.read_line(line, number);
  }
  ReadResult result = std::move(reader).finish();
  if (result.publications.empty() && result.bad_items.empty()) {
    return Error{ErrorCode::kEmpty, "has no line with a publication", request.path};
  }
  return result;
}

}  // namespace pressmark
