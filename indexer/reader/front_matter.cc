#include "indexer/reader/front_matter.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

class Fields {
 public:
  explicit Fields(const YAML::Node& root) : root_(root) {}

  /// The first of these fields that is there; an undefined node otherwise.
  YAML::Node first(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      const YAML::Node value = root_[name];
      if (value && !value.IsNull()) return value;
    }
    return YAML::Node(YAML::NodeType::Undefined);
  }

  std::string text(std::initializer_list<const char*> names) const {
    const YAML::Node value = first(names);
    return value && value.IsScalar() ? squeeze(value.Scalar()) : std::string();
  }

  /// A list, one name, or names apart by commas; an item may be a mapping with a name.
  std::vector<std::string> list(std::initializer_list<const char*> names) const {
    std::vector<std::string> items;
    const YAML::Node value = first(names);
    if (!value) return items;
    if (value.IsScalar()) {
      const std::string& all = value.Scalar();
      for (size_t at = 0; at <= all.size() && items.size() < limits::kListItemsMax;) {
        const size_t end = std::min(all.find(',', at), all.size());
        add(squeeze(std::string_view(all).substr(at, end - at)), items);
        at = end + 1;
      }
    } else if (value.IsMap()) {
      add(name_of(value), items);
    } else if (value.IsSequence()) {
      for (const YAML::Node& each : value) {
        if (items.size() >= limits::kListItemsMax) break;
        add(each.IsScalar() ? squeeze(each.Scalar()) : name_of(each), items);
      }
    }
    return items;
  }

 private:
  static std::string name_of(const YAML::Node& node) {
    if (!node.IsMap()) return {};
    const YAML::Node name = node["name"];
    return name && name.IsScalar() ? squeeze(name.Scalar()) : std::string();
  }

  static void add(std::string item, std::vector<std::string>& items) {
    if (!item.empty()) items.push_back(std::move(item));
  }

  const YAML::Node& root_;
};

FrontMatterFacts fill(const Fields& fields, const ReadRequest& request, Publication& publication) {
  FrontMatterFacts facts;
  const std::string draft = ascii_lower(fields.text({"draft"}));
  facts.is_draft = draft == "true" || draft == "yes";
  publication.title = fields.text({"title"});
  if (!publication.title.empty()) publication.title_from = Provenance::kFrontMatter;
  publication.summary = fields.text({"summary", "description", "excerpt", "abstract"});
  publication.publisher = fields.text({"publisher", "organisation", "organization"});
  publication.series = fields.text({"series"});
  if (!publication.series.empty()) publication.series_from = Provenance::kFrontMatter;
  publication.authors = fields.list({"authors", "author"});
  if (!publication.authors.empty()) publication.authors_from = Provenance::kFrontMatter;
  publication.topics = fields.list({"topics", "tags", "keywords", "categories"});
  if (!publication.topics.empty()) publication.topics_from = Provenance::kFrontMatter;
  std::vector<Date> others;
  const auto date = [&](std::initializer_list<const char*> names) {
    const std::string written = fields.text(names);
    const std::optional<Date> parsed = resolve_written_date(written, others);
    if (!parsed && !written.empty()) publication.warnings.push_back("bad_date: " + written.substr(0, 40));
    if (parsed && !parse_written_date(written)) {
      publication.warnings.push_back("year_resolved: " + written.substr(0, 40));
    }
    return parsed;
  };
  publication.modified = date({"modified", "lastmod", "updated", "last_modified_at", "date_modified"});
  if (const auto in_path = date_in_path(name_of(request))) others.push_back(*in_path);
  if (publication.modified) others.push_back(*publication.modified);
  publication.published = date({"date", "published", "publishDate", "pubDate", "date_published"});
  if (publication.published) publication.published_from = Provenance::kFrontMatter;
  publication.language = primary_subtag(fields.text({"lang", "language", "locale"}));
  if (!publication.language.empty()) publication.language_from = Provenance::kFrontMatter;
  if (const std::string kind = ascii_lower(fields.text({"kind"})); !kind.empty()) {
    const std::optional<Kind> known = kind_from_name(kind);
    if (known) {
      publication.kind = *known;
      publication.kind_from = Provenance::kFrontMatter;
    }
    if (!known) publication.warnings.push_back("bad_kind: " + kind.substr(0, 40));
  }
  set_canonical(publication, fields.text({"canonical_url", "canonical", "url", "permalink"}), request);
  return facts;
}

}  // namespace

FrontMatter split_front_matter(std::string_view text) {
  const auto line_at = [&](size_t at) {
    return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
  };
  const auto is_row = [](std::string_view line, std::string_view row) {
    return line.starts_with(row) && trim(line.substr(row.size())).empty();
  };
  if (!is_row(line_at(0), "---")) return {{}, text};
  const size_t begin = std::min(text.find('\n'), text.size() - 1) + 1;
  for (size_t at = begin; at < text.size();) {
    const std::string_view line = line_at(at);
    const size_t after = std::min(at + line.size() + 1, text.size());
    if (is_row(line, "---") || is_row(line, "..."))
      return {text.substr(begin, at - begin), text.substr(after)};
    at = after;
  }
  return {{}, text};
}

FrontMatterFacts read_front_matter(std::string_view yaml, const ReadRequest& request,
                                   Publication& publication) {
  if (trim(yaml).empty()) return {};
  if (yaml.size() > limits::kFieldBytesMax) {
    publication.warnings.push_back("bad_front_matter: over " + std::to_string(limits::kFieldBytesMax) +
                                   " bytes");
    return {};
  }
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (root.IsMap()) return fill(Fields(root), request, publication);
    publication.warnings.push_back("bad_front_matter: write it as \"name: value\" lines");
  } catch (const YAML::Exception& error) {
    // Lines count from 1, and the row of dashes is the first.
    publication.warnings.push_back("bad_front_matter: line " + std::to_string(error.mark.line + 2) + ": " +
                                   error.msg);
  }
  return {};
}

}  // namespace pressmark
