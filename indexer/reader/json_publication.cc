#include "indexer/reader/json_publication.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/paragraphs.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

using Json = nlohmann::json;

constexpr auto kFields = std::to_array<std::string_view>(
    {"id",       "url",         "title",     "text",      "html",   "kind",    "published",
     "modified", "language",    "authors",   "publisher", "topics", "summary", "series",
     "filetype", "pages_count", "documents", "parts",     "from",   "warnings"});

std::optional<Provenance> provenance_from_name(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Provenance::kDetected); ++i) {
    const auto provenance = static_cast<Provenance>(i);
    if (provenance_name(provenance) == name) return provenance;
  }
  return std::nullopt;
}

std::string quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

const Json* field(const Json& item, const char* name) {
  const auto found = item.find(name);
  return found == item.end() || found->is_null() ? nullptr : &*found;
}

class ItemReader {
 public:
  ItemReader(const Json& item, const ReadRequest& request, size_t line)
      : item_(item), request_(request), line_(line) {}

  /// The publication, or what is wrong with the line.
  Result<Publication> read() {
    Publication publication;
    publication.id = id();
    publication.url = text("url");
    publication.title = squeeze(text("title"));
    publication.summary = squeeze(text("summary"));
    publication.publisher = squeeze(text("publisher"));
    publication.series = squeeze(text("series"));
    publication.authors = list("authors");
    publication.topics = list("topics");
    publication.documents = list("documents");
    publication.warnings = list("warnings");
    publication.modified = date("modified", {});
    publication.published = date("published", publication.modified);
    publication.language = primary_subtag(text("language"));
    publication.filetype = squeeze(text("filetype"));
    publication.pages_count = count("pages_count");
    read_kind(publication);
    read_provenance(publication);
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

  std::optional<Date> date(const char* name, const std::optional<Date>& other) {
    const std::string written = text(name);
    if (written.empty()) return std::nullopt;
    std::optional<Date> date = Date::parse(written);
    if (!date) date = resolve_written_date(written, other ? std::vector<Date>{*other} : std::vector<Date>{});
    if (!date) fail(name, "is no date; write it as 2022-03-29");
    return date;
  }

  uint32_t count(const char* name) {
    const Json* value = field(item_, name);
    if (value == nullptr) return 0;
    const bool fits = value->is_number_unsigned() && value->get<uint64_t>() <= limits::kPagesMax;
    if (!fits) fail(name, "must be a whole number up to " + std::to_string(limits::kPagesMax));
    return fits ? value->get<uint32_t>() : 0;
  }

  void read_kind(Publication& publication) {
    const std::string name = text("kind");
    if (name.empty()) return;
    const std::optional<Kind> kind = kind_from_name(name);
    if (!kind) return fail("kind", "is none of report, post, page, data");
    publication.kind = *kind;
    publication.kind_from = Provenance::kFrontMatter;
  }

  /// What a line says is the line's, unless it says itself where it had it from.
  void read_provenance(Publication& publication) {
    const Json* from = field(item_, "from");
    if (from != nullptr && !from->is_object()) {
      return fail("from", "must be an object such as {\"title\": \"first_page\"}");
    }
    const auto set = [&](const char* name, bool known, Provenance& provenance) {
      provenance = known ? Provenance::kFrontMatter : Provenance::kNone;
      const Json* said = from == nullptr ? nullptr : field(*from, name);
      if (said == nullptr) return;
      const std::optional<Provenance> named =
          said->is_string() ? provenance_from_name(said->get_ref<const std::string&>()) : std::nullopt;
      if (!named) return fail("from", "names an unknown origin for " + quoted(name) + "; leave it out");
      if (known) provenance = *named;
    };
    set("kind", publication.kind_from != Provenance::kNone, publication.kind_from);
    set("title", !publication.title.empty(), publication.title_from);
    set("authors", !publication.authors.empty(), publication.authors_from);
    set("published", publication.published.has_value(), publication.published_from);
    set("language", !publication.language.empty(), publication.language_from);
    set("topics", !publication.topics.empty(), publication.topics_from);
    set("series", !publication.series.empty(), publication.series_from);
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

}  // namespace

bool is_publication_field(std::string_view name) {
  return std::find(kFields.begin(), kFields.end(), name) != kFields.end();
}

Result<Publication> read_json_publication(const nlohmann::json& item, const ReadRequest& request,
                                          size_t line) {
  return ItemReader(item, request, line).read();
}

}  // namespace pressmark
