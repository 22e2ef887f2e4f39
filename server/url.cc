#include "server/url.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace pressmark {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(a))) == b;
  });
}

/// Bytes of the UTF-8 sequence that `lead` begins, with the range its second byte must be in; 0 for no lead
/// byte.
struct Sequence {
  size_t bytes;
  uint8_t low, high;
};
Sequence sequence_of(uint8_t lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead >= 0xC2 && lead <= 0xDF) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool is_host_name(std::string_view host) {
  static constexpr size_t kNameBytesMax = 253, kLabelBytesMax = 63;
  if (host.size() > kNameBytesMax) return false;
  while (true) {
    const std::string_view label = host.substr(0, host.find('.'));
    const bool plain = std::all_of(label.begin(), label.end(),
                                   [](char c) { return ascii_alnum(c) || c == '-' || c == '_'; });
    if (label.empty() || label.size() > kLabelBytesMax || !plain) return false;
    if (label.size() == host.size()) return true;
    host.remove_prefix(label.size() + 1);
  }
}

/// "[::1]"; whether the groups are right is not looked at.
bool is_address_in_brackets(std::string_view host) {
  static constexpr size_t kBytesMax = 47;
  return host.size() > 4 && host.size() <= kBytesMax && host.front() == '[' && host.back() == ']' &&
         host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

/// A port's number without leading zeros; 0 for what is none.
uint32_t read_port(std::string_view digits) {
  uint32_t port = 0;
  if (digits.empty() || digits.size() > 5 || digits[0] == '0') return 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return 0;
    port = port * 10 + static_cast<uint32_t>(c - '0');
  }
  return port <= 65'535 ? port : 0;
}

}  // namespace

size_t utf8_sequence_bytes(std::string_view text) {
  if (text.empty()) return 0;
  const Sequence sequence = sequence_of(static_cast<uint8_t>(text[0]));
  if (sequence.bytes > text.size()) return 0;
  for (size_t k = 1; k < sequence.bytes; ++k) {
    const auto byte = static_cast<uint8_t>(text[k]);
    const uint8_t low = k == 1 ? sequence.low : uint8_t{0x80};
    const uint8_t high = k == 1 ? sequence.high : uint8_t{0xBF};
    if (byte < low || byte > high) return 0;
  }
  return sequence.bytes;
}

bool valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const size_t bytes = utf8_sequence_bytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::kIsSpace) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!valid_utf8(decoded)) return std::nullopt;
  return decoded;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (ascii_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
    } else {
      const auto byte = static_cast<uint8_t>(c);
      encoded += '%';
      encoded += kDigits[byte >> 4];
      encoded += kDigits[byte & 15];
    }
  }
  return encoded;
}

QueryString parse_query_string(std::string_view text) {
  QueryString query;
  while (!text.empty()) {
    const size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    if (query.parameters.size() == kParametersMax) {
      query.fault = QueryStringFault::kTooMany;
      return query;
    }
    const size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), Plus::kIsSpace);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), Plus::kIsSpace);
    if (!name || !value) {
      query.fault = QueryStringFault::kEncoding;
      query.fault_at = pair;
      return query;
    }
    query.parameters.push_back({std::move(*name), std::move(*value)});
  }
  return query;
}

std::string safe_url(std::string_view url) {
  const bool control = std::any_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<uint8_t>(c);
    return byte <= 0x20 || byte == 0x7F;
  });
  if (control || url.empty()) return "";
  const size_t end = url.find_first_of(":/?#");
  if (end != std::string_view::npos && url[end] == ':') {
    const std::string_view scheme = url.substr(0, end);
    const bool web = equals_ignoring_case(scheme, "http") || equals_ignoring_case(scheme, "https");
    if (!web || url.substr(end + 1, 2) != "//") return "";
    return std::string(url);
  }
  if (url.size() > 1 && (url[0] == '/' || url[0] == '\\') && (url[1] == '/' || url[1] == '\\')) return "";
  return std::string(url);
}

std::optional<std::string> read_origin(std::string_view text) {
  std::string origin = lower(text);
  const bool secure = origin.starts_with("https://");
  if (!secure && !origin.starts_with("http://")) return std::nullopt;
  const size_t begin = secure ? 8 : 7;
  const std::string_view rest = std::string_view(origin).substr(begin);
  const size_t bracket = rest.find(']');
  const size_t colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = rest.substr(0, colon);
  if (!is_host_name(host) && !is_address_in_brackets(host)) return std::nullopt;
  if (colon == std::string_view::npos) return origin;
  const uint32_t port = read_port(rest.substr(colon + 1));
  if (port == 0) return std::nullopt;
  if (port == (secure ? 443 : 80)) origin.resize(begin + colon);
  return origin;
}

std::string absolute_url(const std::string& origin, const std::string& url) {
  const size_t end = url.find_first_of(":/?#");
  if (end != std::string::npos && url[end] == ':') return url;
  return origin + (url.starts_with('/') ? "" : "/") + url;
}

}  // namespace pressmark
