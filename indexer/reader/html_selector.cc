#include "indexer/reader/html_selector.h"

#include <algorithm>

#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

bool is_name_byte(char c) {
  return is_ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || c == '-' || c == '_' ||
         (c & 0x80) != 0;
}

/// Takes a name off the front; empty if there is none.
std::string_view take_name(std::string_view& text) {
  size_t size = 0;
  while (size < text.size() && is_name_byte(text[size])) ++size;
  const std::string_view name = text.substr(0, size);
  text.remove_prefix(size);
  return name;
}

std::string_view unquoted(std::string_view value) {
  const bool quoted =
      value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  return quoted ? value.substr(1, value.size() - 2) : value;
}

bool has_class(std::string_view classes, std::string_view wanted) {
  while (!classes.empty()) {
    const size_t begin = std::min(classes.find_first_not_of(" \t\r\n\f"), classes.size());
    classes.remove_prefix(begin);
    const size_t size = std::min(classes.find_first_of(" \t\r\n\f"), classes.size());
    if (classes.substr(0, size) == wanted && size > 0) return true;
    classes.remove_prefix(size);
  }
  return false;
}

}  // namespace

std::optional<Selector> Selector::parse(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  Selector selector;
  selector.tag_ = ascii_lower(take_name(text));
  while (!text.empty()) {
    const char kind = text.front();
    text.remove_prefix(1);
    const std::string_view name = take_name(text);
    if (name.empty()) return std::nullopt;
    if (kind == '#') {
      selector.ids_.emplace_back(name);
    } else if (kind == '.') {
      selector.classes_.emplace_back(name);
    } else if (kind == '[') {
      const size_t end = text.find(']');
      if (end == std::string_view::npos) return std::nullopt;
      Attribute attribute{ascii_lower(name), std::nullopt};
      if (end > 0 && text.front() != '=') return std::nullopt;
      if (end > 0) attribute.value = unquoted(text.substr(1, end - 1));
      selector.attributes_.push_back(std::move(attribute));
      text.remove_prefix(end + 1);
    } else {
      return std::nullopt;
    }
  }
  return selector;
}

bool Selector::fits(const GumboNode* node) const {
  if (!is_element(node)) return false;
  if (!tag_.empty() && gumbo_tag_enum(tag_.c_str()) != tag_of(node)) return false;
  const std::string_view id = attribute(node, "id"), classes = attribute(node, "class");
  return std::all_of(ids_.begin(), ids_.end(), [&](const std::string& wanted) { return id == wanted; }) &&
         std::all_of(classes_.begin(), classes_.end(),
                     [&](const std::string& wanted) { return has_class(classes, wanted); }) &&
         std::all_of(attributes_.begin(), attributes_.end(), [&](const Attribute& wanted) {
           return has_attribute(node, wanted.name.c_str()) &&
                  (!wanted.value || attribute(node, wanted.name.c_str()) == *wanted.value);
         });
}

bool is_content_selector(std::string_view text) {
  return Selector::parse(text).has_value();
}

}  // namespace pressmark
