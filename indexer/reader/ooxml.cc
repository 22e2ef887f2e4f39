#include "indexer/reader/ooxml.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace pressmark {

OfficeProperties ooxml_properties(const pugi::xml_document& core_document,
                                  const pugi::xml_document& app_document) {
  const pugi::xml_node core = local_child(core_document, "coreProperties");
  OfficeProperties properties;
  properties.title = child_text(core, "title");
  properties.description = child_text(core, "description");
  split_list(child_text(core, "creator"), properties.authors);
  split_list(child_text(core, "keywords"), properties.topics);
  properties.language = child_text(core, "language");
  properties.created = child_text(core, "created");
  properties.modified = child_text(core, "modified");
  properties.publisher = child_text(local_child(app_document, "Properties"), "Company");
  return properties;
}

std::map<std::string, Relationship> relationships(const pugi::xml_document& rels, std::string_view source) {
  std::map<std::string, Relationship> found;
  for (const pugi::xml_node& node : local_child(rels, "Relationships").children()) {
    if (local_name(node) != "Relationship" || local_attribute(node, "TargetMode") == "External") continue;
    const std::string_view type = local_attribute(node, "Type");
    Relationship relationship;
    relationship.type = type.substr(type.rfind('/') + 1);
    relationship.target = entry_name(source, local_attribute(node, "Target"));
    found.emplace(std::string(local_attribute(node, "Id")), std::move(relationship));
  }
  return found;
}

std::string relationships_name(std::string_view entry) {
  const size_t name = entry.rfind('/') + 1;
  return std::string(entry.substr(0, name)) + "_rels/" + std::string(entry.substr(name)) + ".rels";
}

std::string entry_name(std::string_view source, std::string_view reference) {
  std::vector<std::string_view> names;
  const auto follow = [&](std::string_view path) {
    while (!path.empty()) {
      const size_t end = std::min(path.find('/'), path.size());
      const std::string_view name = path.substr(0, end);
      path.remove_prefix(std::min(end + 1, path.size()));
      if (name == "..") {
        if (!names.empty()) names.pop_back();
      } else if (!name.empty() && name != ".") {
        names.push_back(name);
      }
    }
  };
  if (!reference.starts_with('/')) follow(source.substr(0, source.rfind('/') + 1));
  follow(reference);
  std::string entry;
  for (const std::string_view name : names) entry.append(entry.empty() ? "" : "/").append(name);
  return entry;
}

}  // namespace pressmark
