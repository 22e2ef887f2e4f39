#include "indexer/reader/paragraphs.h"

#include <algorithm>
#include <utility>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {

std::vector<std::string> split_paragraphs(std::string_view text) {
  std::vector<std::string> paragraphs;
  std::string paragraph;
  const auto close = [&] {
    std::string clean = squeeze(paragraph);
    if (!clean.empty()) paragraphs.push_back(std::move(clean));
    paragraph.clear();
  };
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\n\r\f"), text.size());
    const std::string_view line = text.substr(0, end);
    if (trim(line).empty() || (end < text.size() && text[end] == '\f')) {
      paragraph += line;
      close();
    } else {
      paragraph.append(line).append(" ");
    }
    const bool pair = end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n';
    text.remove_prefix(std::min(end + (pair ? 2 : 1), text.size()));
  }
  close();
  return paragraphs;
}

}  // namespace pressmark
