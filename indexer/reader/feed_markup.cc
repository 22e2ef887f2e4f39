#include "indexer/reader/feed_markup.h"

#include <algorithm>
#include <utility>

#include "indexer/reader/html_blocks.h"
#include "indexer/reader/inflate.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/xml_repair.h"

namespace pressmark {
namespace {

struct StringWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, size_t size) override { text.append(static_cast<const char*>(data), size); }
};

}  // namespace

Result<bool> parse_feed(std::string_view bytes, const ReadRequest& request, pugi::xml_document& document,
                        std::string& warning) {
  Inflated inflated;
  if (is_gzip(bytes)) {
    inflated = inflate_stream(bytes, Coding::kGzip, inflate_budget(bytes.size()));
    if (inflated.end == InflateEnd::kTooLarge) {
      return Error{ErrorCode::kTooLarge, "unpacks to more than its size explains; publish it unpacked",
                   request.path};
    }
    if (inflated.end != InflateEnd::kWhole) warning = "damaged_gzip";
    bytes = inflated.bytes;
  }
  const Result<bool> parsed = parse_xml(bytes, document);
  if (parsed.ok()) return true;
  Error error = parsed.error();
  error.where = error.where.empty() ? request.path : request.path + ", " + error.where;
  if (error.code != ErrorCode::kDamaged) return error;
  document.reset();
  const Result<std::string> text = xml_to_utf8(bytes);
  if (!text.ok() || !parse_xml(repair_xml(text.value()), document).ok()) return error;
  warning = "repaired_xml: " + parsed.error().message + ", " + parsed.error().where;
  return true;
}

std::string markup_of(const pugi::xml_node& node) {
  const bool has_elements = std::any_of(node.begin(), node.end(), [](const pugi::xml_node& child) {
    return child.type() == pugi::node_element;
  });
  if (has_elements) {
    StringWriter writer;
    for (const pugi::xml_node& child : node.children()) {
      child.print(writer, "",
                  pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags);
    }
    return std::move(writer.text);
  }
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return text;
}

std::string first_markup(const pugi::xml_node& entry, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (const pugi::xml_node& child : entry.children()) {
      if (child.name() != name) continue;
      std::string markup = markup_of(child);
      if (!trim(markup).empty()) return markup;
    }
  }
  return {};
}

std::string first_text(const pugi::xml_node& entry, std::initializer_list<std::string_view> names) {
  return html_to_text(first_markup(entry, names));
}

std::string plain_text(const pugi::xml_node& node) {
  const std::string text = xml_text(node);
  return text.find('&') == std::string::npos ? text : html_to_text(text);
}

}  // namespace pressmark
