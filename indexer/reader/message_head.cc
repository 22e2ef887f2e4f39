#include "indexer/reader/message_head.h"

#include <algorithm>

#include "engine/limits.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kLengthDigitsMax = 18;

bool is_token_byte(char c) {
  return is_ascii_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

}  // namespace

std::string_view MessageHead::field(std::string_view name) const {
  for (const auto& [each, value] : fields) {
    if (each == name) return value;
  }
  return {};
}

std::optional<MessageHead> parse_head(std::string_view bytes) {
  const std::string_view looked = bytes.substr(0, limits::kWarcHeadBytesMax);
  MessageHead head;
  for (size_t at = 0, line_number = 0;; ++line_number) {
    const size_t end = looked.find('\n', at);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view line = looked.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = end + 1;
    if (std::any_of(line.begin(), line.end(), is_control)) return std::nullopt;
    if (line_number == 0) {
      head.first_line = line;
      continue;
    }
    if (line.empty()) {
      head.bytes_count = at;
      return head;
    }
    const size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos) return std::nullopt;
    const std::string_view name = line.substr(0, colon);
    if (!std::all_of(name.begin(), name.end(), is_token_byte)) return std::nullopt;
    head.fields.emplace_back(ascii_lower(name), trim(line.substr(colon + 1)));
  }
}

bool is_unfinished_head(std::string_view bytes) {
  return bytes.size() < limits::kWarcHeadBytesMax && bytes.find("\n\r\n") == std::string_view::npos &&
         bytes.find("\n\n") == std::string_view::npos;
}

std::optional<size_t> parse_length(std::string_view text) {
  if (text.empty() || text.size() > kLengthDigitsMax) return std::nullopt;
  size_t length = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return std::nullopt;
    length = length * 10 + static_cast<size_t>(c - '0');
  }
  return length;
}

}  // namespace pressmark
