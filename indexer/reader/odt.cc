// OpenDocument text (reader.h): content.xml and meta.xml inside a zip container.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/reader/metadata.h"
#include "indexer/reader/office.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/xml.h"
#include "indexer/reader/zip_archive.h"

namespace pressmark {
namespace {

constexpr int kStyleChainMax = 12;  // styles based on one another
constexpr int kSpacesMax = 1'000;   // of one text:s element

class BodyWalk {
 public:
  explicit BodyWalk(const std::map<std::string, std::string>& parents) : parents_(parents) {}

  PartsBuilder parts;
  std::string title;

  void run(const pugi::xml_node& root) {
    walk_xml(
        root, [&](const pugi::xml_node& node) { return enter(node); },
        [&](const pugi::xml_node& node) { leave(node); });
  }

 private:
  bool enter(const pugi::xml_node& node) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      if (!texts_.empty()) texts_.back() += node.value();
      return false;
    }
    if (node.type() != pugi::node_element) return false;
    const std::string_view name = local_name(node);
    if (name == "tracked-changes" || name == "annotation" || name == "note-citation" ||
        name == "sequence-decls" || name == "forms") {
      return false;
    }
    if (name == "table-of-content") ++contents_depth_;
    if (name == "table") table_.open();
    if (name == "p" || name == "h") texts_.emplace_back();
    if (texts_.empty()) return true;
    if (name == "s") {
      const int count = std::clamp(node.attribute("text:c").as_int(1), 1, kSpacesMax);
      texts_.back().append(static_cast<size_t>(count), ' ');
    } else if (name == "tab" || name == "line-break") {
      texts_.back() += ' ';
    }
    return true;
  }

  void leave(const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "table-cell") table_.close_cell();
    if (name == "table-row") table_.close_row();
    if (name == "table") table_.close(parts);
    if (name == "table-of-content") --contents_depth_;
    if (name != "p" && name != "h") return;
    std::string text = squeeze(texts_.back());
    texts_.pop_back();
    if (!texts_.empty() && !table_.is_open()) {
      notes_.push_back(std::move(text));  // the paragraph that it hangs on is not over
      return;
    }
    add(std::move(text), node, name == "h");
    for (std::string& note : std::exchange(notes_, {})) parts.add(Role::kBody, std::move(note));
  }

  void add(std::string text, const pugi::xml_node& node, bool is_heading) {
    if (text.empty()) return;
    if (table_.is_open()) return table_.add_text(text);
    const std::string style = named_style(std::string(local_attribute(node, "style-name")));
    if (contents_depth_ > 0) {
      parts.add_boilerplate(std::move(text));
    } else if (style == "title" && title.empty()) {
      title = std::move(text);
    } else if (is_heading || style.starts_with("heading")) {
      parts.add_heading(std::move(text), {});
    } else if (style == "subtitle") {
      parts.add(Role::kSummary, std::move(text));
    } else if (style.starts_with("quotation") || style == "quotations") {
      parts.add(Role::kQuote, std::move(text));
    } else if (style == "caption" || style == "illustration" || style == "figure") {
      parts.add(Role::kCaption, std::move(text));
    } else {
      parts.add(Role::kBody, std::move(text));
    }
  }

  /// The style that people chose, behind the automatic ones that carry their changes by hand; small letters.
  std::string named_style(std::string style) const {
    for (int i = 0; i < kStyleChainMax; ++i) {
      const auto parent = parents_.find(style);
      if (parent == parents_.end() || parent->second.empty()) break;
      style = parent->second;
    }
    std::string lower = ascii_lower(style);
    // A blank in a style's name is written so.
    for (size_t at = 0; (at = lower.find("_20_", at)) != std::string::npos;) {
      lower.erase(at, 3);
      lower[at] = ' ';
    }
    return lower;
  }

  const std::map<std::string, std::string>& parents_;
  std::vector<std::string> texts_;
  std::vector<std::string> notes_;
  TableBuilder table_;
  int contents_depth_ = 0;
};

/// The parents of the automatic styles, by name.
std::map<std::string, std::string> automatic_styles(const pugi::xml_node& root) {
  std::map<std::string, std::string> parents;
  for (const pugi::xml_node& style : local_child(root, "automatic-styles").children()) {
    if (local_name(style) != "style") continue;
    parents.emplace(style.attribute("style:name").value(),
                    style.attribute("style:parent-style-name").value());
  }
  return parents;
}

OfficeProperties read_properties(const pugi::xml_node& meta) {
  OfficeProperties properties;
  properties.title = child_text(meta, "title");
  properties.description = child_text(meta, "description");
  split_list(child_text(meta, "initial-creator"), properties.authors);
  if (properties.authors.empty()) split_list(child_text(meta, "creator"), properties.authors);
  for (const pugi::xml_node& child : meta.children()) {
    if (local_name(child) == "keyword") split_list(xml_text(child), properties.topics);
  }
  properties.language = child_text(meta, "language");
  properties.created = child_text(meta, "creation-date");
  properties.modified = child_text(meta, "date");
  return properties;
}

}  // namespace

Result<ReadResult> read_odt(std::string_view bytes, const ReadRequest& request) {
  const auto at_path = [&](Error error) {
    error.where = error.where.empty() ? request.path : request.path + ", " + error.where;
    return error;
  };
  const auto entries = read_zip_entries(bytes, {"content.xml", "meta.xml"});
  if (!entries.ok()) return at_path(entries.error());
  const auto content = entries.value().find("content.xml");
  if (content == entries.value().end()) {
    return at_path({ErrorCode::kDamaged, "has no content.xml; open it in its program and save it again", {}});
  }
  pugi::xml_document document;
  const Result<bool> parsed = parse_xml(content->second, document);
  if (!parsed.ok()) return at_path(parsed.error());
  const pugi::xml_node root = local_child(document, "document-content");
  const std::map<std::string, std::string> parents = automatic_styles(root);
  BodyWalk walk(parents);
  walk.run(local_child(local_child(root, "body"), "text"));

  OfficeProperties properties;
  pugi::xml_document meta;
  const auto meta_entry = entries.value().find("meta.xml");
  if (meta_entry != entries.value().end() && parse_xml(meta_entry->second, meta).ok()) {
    properties = read_properties(local_child(local_child(meta, "document-meta"), "meta"));
  }
  return office_result(std::move(properties), walk.title, std::move(walk.parts), request, Format::kOdt);
}

}  // namespace pressmark
