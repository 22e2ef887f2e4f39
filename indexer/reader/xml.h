// XML as the readers of office files and feeds need it: by local names, without DTDs, without recursion.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace pressmark {

/// UTF-8 of XML by its byte order mark, its first bytes or its declared charset. Error: kBadEncoding.
Result<std::string> xml_to_utf8(std::string_view bytes);

/// Parses XML of any declared charset. Errors: kUnsupported when its DOCTYPE has an internal subset, kDamaged
/// with the place when it is not well-formed.
Result<bool> parse_xml(std::string_view bytes, pugi::xml_document& document);

/// The name without its prefix.
std::string_view local_name(const pugi::xml_node& node);
/// The value of the attribute with this local name; "" if there is none.
std::string_view local_attribute(const pugi::xml_node& node, std::string_view name);
/// The first child element with this local name; a null node if there is none.
pugi::xml_node local_child(const pugi::xml_node& node, std::string_view name);

/// All character data under a node, squeezed.
std::string xml_text(const pugi::xml_node& node);
/// The squeezed text of the first child element with this local name; "" if there is none.
std::string child_text(const pugi::xml_node& node, std::string_view name);

/// Calls `enter` and `leave` for each node under `root`, itself left out, in document order. When `enter`
/// returns false the node's children and its `leave` are left out.
template <class Enter, class Leave>
void walk_xml(const pugi::xml_node& root, Enter enter, Leave leave) {
  pugi::xml_node node = root.first_child();
  while (node) {
    if (enter(node)) {
      if (const pugi::xml_node child = node.first_child()) {
        node = child;
        continue;
      }
      leave(node);
    }
    while (!node.next_sibling()) {
      node = node.parent();
      if (!node || node == root) return;
      leave(node);
    }
    node = node.next_sibling();
  }
}

}  // namespace pressmark
