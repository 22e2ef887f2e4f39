#include "indexer/fetch/address.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "engine/limits.h"
#include "indexer/fetch/fetcher.h"

namespace pressmark {
namespace {

constexpr size_t kShownBytesMax = 300;

struct CurlFree {
  void operator()(char* text) const { curl_free(text); }
};
struct UrlCleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlCleanup>;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string part(CURLU* url, CURLUPart name, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, name, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, CurlFree> owned(text);
  return text;
}

// Set in two steps, so that a redirect without a host is completed by its base.
CURLUcode set_url(CURLU* url, const std::string& text) {
  if (text.find('\0') != std::string::npos) return CURLUE_MALFORMED_INPUT;
  return curl_url_set(url, CURLUPART_URL, text.c_str(),
                      CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE);
}

Error unsupported(std::string message, std::string_view where) {
  return Error{ErrorCode::kUnsupported, std::move(message), presentable(where)};
}

Result<Address> taken_apart(CURLU* url, const std::string& text) {
  const std::string scheme = part(url, CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") {
    return unsupported("'" + presentable(scheme) + ":' is not fetched, only http: and https: are", text);
  }
  if (!part(url, CURLUPART_USER).empty() || !part(url, CURLUPART_PASSWORD).empty()) {
    return unsupported("the address has a user name or a password in it; only public documents are fetched",
                       text);
  }
  Address address;
  address.host = lower(part(url, CURLUPART_HOST));
  if (address.host.empty()) return unsupported("the address has no host", text);
  if (std::any_of(address.host.begin(), address.host.end(), [](char c) { return (c & 0x80) != 0; })) {
    return unsupported("the host has letters beyond ASCII; write its name in the xn-- form", text);
  }
  curl_url_set(url, CURLUPART_HOST, address.host.c_str(), 0);
  curl_url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
  address.origin = scheme + "://" + address.host + ":" + part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  address.url = part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  address.target = part(url, CURLUPART_PATH);
  const std::string query = part(url, CURLUPART_QUERY);
  if (!query.empty()) address.target += "?" + query;
  if (address.url.empty()) return unsupported("the address cannot be read", text);
  if (address.url.size() > limits::kUrlBytesMax) {
    return unsupported("the address is longer than " + std::to_string(limits::kUrlBytesMax) + " bytes", text);
  }
  return address;
}

}  // namespace

bool is_address(std::string_view source) {
  const size_t colon = source.find("://");
  if (colon == std::string_view::npos || colon < 2 || !is_letter(source[0])) return false;
  return std::all_of(source.begin(), source.begin() + static_cast<ptrdiff_t>(colon), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
}

Result<Address> parse_address(const std::string& text) {
  if (!is_address(text)) return unsupported("not an address: it should begin with https:// or http://", text);
  if (text.size() > limits::kUrlBytesMax) {
    return unsupported("the address is longer than " + std::to_string(limits::kUrlBytesMax) + " bytes", text);
  }
  const Url url(curl_url());
  const CURLUcode code = set_url(url.get(), text);
  if (code != CURLUE_OK) {
    return unsupported(std::string("the address cannot be read: ") + curl_url_strerror(code), text);
  }
  return taken_apart(url.get(), text);
}

Result<Address> parse_redirect(const Address& base, const std::string& location) {
  const Url url(curl_url());
  CURLUcode code = set_url(url.get(), base.url);
  if (code == CURLUE_OK) code = set_url(url.get(), location);
  if (code != CURLUE_OK) {
    return unsupported("redirects to an address that cannot be read", location);
  }
  return taken_apart(url.get(), location);
}

std::string presentable(std::string_view text) {
  std::string shown;
  for (const char c : text.substr(0, kShownBytesMax)) {
    shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  if (text.size() > kShownBytesMax) shown += "…";
  // All up to the last '@' before the path: a password may hold any character that a careless hand left in
  // it.
  const size_t start = shown.find("://");
  if (start == std::string::npos) return shown;
  const size_t at = shown.substr(0, shown.find_first_of("/?#", start + 3)).rfind('@');
  if (at != std::string::npos && at > start) shown.replace(start + 3, at - start - 3, "…");
  return shown;
}

}  // namespace pressmark
