#include "indexer/reader/identity.h"

#include <algorithm>
#include <string>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

std::string_view path_of_url(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  const size_t slash = url.find('/', scheme + 3);
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash);
}

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool encoded =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    decoded += encoded ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
    if (encoded) i += 2;
  }
  return is_valid_utf8(decoded) ? decoded : std::string(text);
}

}  // namespace

void set_canonical(Publication& publication, std::string_view canonical, const ReadRequest& request) {
  if (trim(canonical).empty()) return;
  std::string url = resolve_url(url_of_path(request.base_url, request.path), canonical);
  url.resize(std::min(url.find('#'), url.size()));
  const std::string_view path = path_of_url(url);
  const bool is_index = request.path.substr(request.path.rfind('/') + 1).starts_with("index.");
  if (url.empty() || ((path.empty() || path == "/") && !is_index)) {
    // The front page as the canonical address of every page is an error of the site's template.
    publication.warnings.push_back("canonical_ignored");
    return;
  }
  const std::string base = url_of_path(request.base_url, "");
  const bool below = url.size() > base.size() && url.starts_with(base);
  publication.id = below ? percent_decoded(std::string_view(url).substr(base.size())) : url;
  publication.url = std::move(url);
}

}  // namespace pressmark
