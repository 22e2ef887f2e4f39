// Heads of records and messages: a first line and "Name: value" lines, as WARC and HTTP write them. Pure
// functions; nothing is decoded.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark {

struct MessageHead {
  std::string_view first_line;
  std::vector<std::pair<std::string, std::string_view>> fields;  // names in small letters, values trimmed
  size_t bytes_count = 0;  // of the head with the empty line that ends it

  /// The value of the first field with this name, small letters; "" if there is none.
  std::string_view field(std::string_view name) const;
};

/// The head at the start of `bytes`; its views live as long as these. Nothing when it does not end within
/// limits::kWarcHeadBytesMax, when a line is no field, a name has a byte that no name has, or a value has a
/// control character. Lines end with CR LF or LF alone; a line that begins with a blank is refused.
std::optional<MessageHead> parse_head(std::string_view bytes);

/// Whether the head may go on behind the end of `bytes`.
bool is_unfinished_head(std::string_view bytes);

/// A decimal number of at most 18 digits and nothing else.
std::optional<size_t> parse_length(std::string_view text);

}  // namespace pressmark
