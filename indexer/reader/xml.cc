#include "indexer/reader/xml.h"

#include <algorithm>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

/// Whether the document type declaration holds declarations of its own, such as entities.
bool has_internal_subset(std::string_view text) {
  const size_t begin = text.find("<!DOCTYPE");
  if (begin == std::string_view::npos) return false;
  for (size_t at = begin; at < text.size(); ++at) {
    if (text[at] == '[') return true;
    if (text[at] == '>') return false;
    if (text[at] == '"' || text[at] == '\'') at = std::min(text.find(text[at], at + 1), text.size());
  }
  return false;
}

std::string declared_encoding(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const std::string_view prolog = text.substr(0, text.find("?>"));
  const size_t at = prolog.find("encoding");
  if (at == std::string_view::npos) return {};
  const size_t begin = prolog.find_first_of("\"'", at);
  if (begin == std::string_view::npos) return {};
  const size_t end = std::min(prolog.find(prolog[begin], begin + 1), prolog.size());
  return std::string(prolog.substr(begin + 1, end - begin - 1));
}

/// The byte order mark that wide XML should have begun with; "" if it does or is not wide.
std::string_view missing_mark(std::string_view bytes) {
  struct Start {
    std::string_view bytes;
    std::string_view mark;
  };
  using namespace std::string_view_literals;
  static constexpr Start kStarts[] = {
      {"<\0\0\0"sv, "\xFF\xFE\0\0"sv},
      {"\0\0\0<"sv, "\0\0\xFE\xFF"sv},
      {"<\0"sv, "\xFF\xFE"sv},
      {"\0<"sv, "\xFE\xFF"sv},
  };
  for (const Start& start : kStarts) {
    if (bytes.starts_with(start.bytes)) return start.mark;
  }
  return {};
}

}  // namespace

Result<std::string> xml_to_utf8(std::string_view bytes) {
  const size_t start = bytes.find_first_not_of(" \t\r\n");
  if (start != std::string_view::npos) bytes.remove_prefix(start);
  std::string warning;
  if (const std::string_view mark = missing_mark(bytes); !mark.empty()) {
    return to_utf8(std::string(mark).append(bytes), {}, warning);
  }
  return to_utf8(bytes, declared_encoding(bytes), warning);
}

Result<bool> parse_xml(std::string_view bytes, pugi::xml_document& document) {
  const Result<std::string> text = xml_to_utf8(bytes);
  if (!text.ok()) return text.error();
  if (has_internal_subset(text.value())) {
    return Error{ErrorCode::kUnsupported, "has a DOCTYPE with declarations inside; remove it", {}};
  }
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.value().data(), text.value().size(),
                           pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (parsed) return true;
  return Error{ErrorCode::kDamaged, std::string("is not well-formed XML (") + parsed.description() + ")",
               "byte " + std::to_string(parsed.offset)};
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view local_attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& each : node.attributes()) {
    const std::string_view full = each.name();
    const size_t colon = full.find(':');
    if ((colon == std::string_view::npos ? full : full.substr(colon + 1)) == name) return each.value();
  }
  return {};
}

pugi::xml_node local_child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_element && local_name(child) == name) return child;
  }
  return {};
}

std::string xml_text(const pugi::xml_node& node) {
  std::string text;
  walk_xml(
      node,
      [&](const pugi::xml_node& each) {
        if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) text += each.value();
        return each.type() == pugi::node_element;
      },
      [](const pugi::xml_node&) {});
  return squeeze(text);
}

std::string child_text(const pugi::xml_node& node, std::string_view name) {
  return xml_text(local_child(node, name));
}

}  // namespace pressmark
