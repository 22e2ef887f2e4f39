// Addresses of files and links (metadata.h), after RFC 3986.
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

void append_encoded(std::string& url, char c) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<uint8_t>(c);
  url += '%';
  url += kHex[byte >> 4];
  url += kHex[byte & 15];
}

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_unreserved(char c) {
  return is_ascii_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// Whether a byte may stand in an address as it is.
bool is_url_byte(char c) {
  return is_unreserved(c) || std::string_view(":/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

struct UrlParts {
  std::string_view scheme;
  bool has_authority = false;
  std::string_view authority;
  std::string_view path;
  bool has_query = false;
  std::string_view query;
  bool has_fragment = false;
  std::string_view fragment;
};

/// The length of "name" in "name:…", or 0.
size_t scheme_length(std::string_view url) {
  if (url.empty() || !is_ascii_alpha(url[0])) return 0;
  size_t at = 1;
  while (at < url.size() && (is_ascii_alnum(url[at]) || url[at] == '+' || url[at] == '-' || url[at] == '.')) {
    ++at;
  }
  return at < url.size() && url[at] == ':' ? at : 0;
}

UrlParts split(std::string_view url) {
  UrlParts parts;
  if (const size_t length = scheme_length(url); length > 0) {
    parts.scheme = url.substr(0, length);
    url.remove_prefix(length + 1);
  }
  if (const size_t at = url.find('#'); at != std::string_view::npos) {
    parts.has_fragment = true;
    parts.fragment = url.substr(at + 1);
    url = url.substr(0, at);
  }
  if (const size_t at = url.find('?'); at != std::string_view::npos) {
    parts.has_query = true;
    parts.query = url.substr(at + 1);
    url = url.substr(0, at);
  }
  if (url.starts_with("//")) {
    parts.has_authority = true;
    const size_t end = std::min(url.find('/', 2), url.size());
    parts.authority = url.substr(2, end - 2);
    url.remove_prefix(end);
  }
  parts.path = url;
  return parts;
}

std::string without_dots(std::string_view path) {
  std::string clean;
  while (!path.empty()) {
    const size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    const std::string_view name = segment.starts_with('/') ? segment.substr(1) : segment;
    path.remove_prefix(end);
    if (name == "." || name == "..") {
      if (name == "..") clean.resize(clean.rfind('/') == std::string::npos ? 0 : clean.rfind('/'));
      if (path.empty() && (clean.empty() || clean.back() != '/')) clean += '/';
      continue;
    }
    clean += segment;
  }
  return clean;
}

/// The reference without surrounding blanks and with every byte that an address cannot hold percent-encoded.
std::string clean_reference(std::string_view reference) {
  std::string clean;
  for (const char c : trim(reference)) {
    if (c == '\n' || c == '\r' || c == '\t') continue;
    if (is_url_byte(c)) {
      clean += c;
    } else {
      append_encoded(clean, c == '\\' ? '/' : c);
    }
  }
  return clean;
}

}  // namespace

std::string url_of_path(std::string_view base_url, std::string_view path) {
  std::string url(base_url);
  if (!url.empty() && url.back() != '/') url += '/';
  for (const char c : path) {
    if (is_unreserved(c) || c == '/') {
      url += c;
    } else {
      append_encoded(url, c);
    }
  }
  return url;
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

bool is_absolute(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  const std::string clean = clean_reference(reference);
  if (clean.empty()) return {};
  const UrlParts to = split(clean);
  const UrlParts from = split(base);
  const std::string scheme = ascii_lower(to.scheme.empty() ? from.scheme : to.scheme);
  if (!scheme.empty() && scheme != "http" && scheme != "https") return {};
  if (!to.scheme.empty() && (!to.has_authority || to.authority.empty())) return {};

  const bool whole = !to.scheme.empty() || to.has_authority;
  const std::string_view authority = whole ? to.authority : from.authority;
  std::string path;
  bool has_query = to.has_query;
  std::string_view query = to.query;
  if (whole || to.path.starts_with('/')) {
    path = without_dots(to.path);
  } else if (to.path.empty()) {
    path = from.path;
    if (!has_query) {
      has_query = from.has_query;
      query = from.query;
    }
  } else {
    const size_t slash = from.path.rfind('/');
    std::string merged(slash == std::string_view::npos ? "" : from.path.substr(0, slash + 1));
    if (merged.empty() && from.has_authority) merged = "/";
    path = without_dots(merged.append(to.path));
  }

  std::string url;
  if (!scheme.empty()) url.append(scheme).append(":");
  if (whole || from.has_authority) {
    // A reference without a scheme on a page without one: the web's answer today.
    if (scheme.empty()) url = "https:";
    url.append("//").append(authority);
    if (path.empty()) path = "/";
  }
  url += path;
  if (has_query) url.append("?").append(query);
  if (to.has_fragment) url.append("#").append(to.fragment);
  return url;
}

}  // namespace pressmark
