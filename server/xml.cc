#include "server/xml.h"

#include <algorithm>

#include "server/url.h"

namespace pressmark {
namespace {

/// Whether XML 1.0 has a character that is this well-formed sequence.
bool is_xml_character(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  if (first < 0x20) return first == '\t' || first == '\n' || first == '\r';
  return sequence != "\xEF\xBF\xBE" && sequence != "\xEF\xBF\xBF";
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const size_t bytes = utf8_sequence_bytes(text);
    const std::string_view sequence = text.substr(0, std::max<size_t>(bytes, 1));
    text.remove_prefix(sequence.size());
    if (bytes == 0 || !is_xml_character(sequence)) {
      escaped += "\xEF\xBF\xBD";
    } else if (sequence == "&") {
      escaped += "&amp;";
    } else if (sequence == "<") {
      escaped += "&lt;";
    } else if (sequence == ">") {
      escaped += "&gt;";
    } else if (sequence == "\"") {
      escaped += "&quot;";
    } else {
      escaped += sequence;
    }
  }
  return escaped;
}

}  // namespace pressmark
