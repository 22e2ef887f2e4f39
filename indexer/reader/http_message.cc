#include "indexer/reader/http_message.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/inflate.h"
#include "indexer/reader/message_head.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kChunkDigitsMax = 8;

int status_of(std::string_view line) {
  // "HTTP/1.1 200 OK"; the reason may be missing.
  const bool shaped = line.size() >= 12 && line.starts_with("HTTP/") && is_ascii_digit(line[5]);
  const size_t blank = line.find(' ');
  if (!shaped || blank > 8 || blank + 4 > line.size()) return 0;
  int status = 0;
  for (const char c : line.substr(blank + 1, 3)) {
    if (!is_ascii_digit(c)) return 0;
    status = status * 10 + (c - '0');
  }
  return line.size() == blank + 4 || line[blank + 4] == ' ' ? status : 0;
}

/// The number that a chunk begins with; moves past its line.
std::optional<size_t> chunk_size(std::string_view& bytes) {
  size_t size = 0;
  size_t digits = 0;
  for (; digits < bytes.size() && digits <= kChunkDigitsMax; ++digits) {
    const char c = ascii_lower(bytes[digits]);
    if (!is_ascii_digit(c) && (c < 'a' || c > 'f')) break;
    size = size * 16 + static_cast<size_t>(is_ascii_digit(c) ? c - '0' : c - 'a' + 10);
  }
  if (digits == 0 || digits > kChunkDigitsMax) return std::nullopt;
  const size_t end = bytes.find('\n', digits);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view rest = trim(bytes.substr(digits, end - digits));
  if (!rest.empty() && rest.front() != ';') return std::nullopt;
  bytes.remove_prefix(end + 1);
  return size;
}

/// The body out of its chunks; nothing when it does not begin with one.
std::optional<std::string> unchunked(std::string_view bytes, bool& truncated) {
  std::string body;
  for (bool first = true;; first = false) {
    const std::optional<size_t> size = chunk_size(bytes);
    if (!size && first) return std::nullopt;
    if (!size || *size > bytes.size()) {
      if (size) body += bytes;
      truncated = true;
      return body;
    }
    if (*size == 0) return body;
    body += bytes.substr(0, *size);
    bytes.remove_prefix(*size);
    if (bytes.starts_with('\r')) bytes.remove_prefix(1);
    if (bytes.starts_with('\n')) bytes.remove_prefix(1);
  }
}

}  // namespace

Result<HttpMessage> parse_http(std::string_view bytes) {
  const std::optional<MessageHead> head = parse_head(bytes);
  HttpMessage message;
  message.status = head ? status_of(head->first_line) : 0;
  if (message.status == 0) return Error{ErrorCode::kDamaged, "does not begin with a head of HTTP", {}};
  message.content_type = head->field("content-type");
  message.transfer_encoding = ascii_lower(head->field("transfer-encoding"));
  message.content_encoding = ascii_lower(head->field("content-encoding"));
  message.body = bytes.substr(head->bytes_count);
  return message;
}

Result<std::string> decoded_body(const HttpMessage& message, bool& truncated) {
  std::optional<std::string> body;
  if (message.transfer_encoding == "chunked") body = unchunked(message.body, truncated);
  if (!body) body = std::string(message.body);
  const std::string& coding = message.content_encoding;
  const bool gzip = coding == "gzip" || coding == "x-gzip";
  const bool brotli = coding == "br";
  if (coding.empty() || coding == "identity" || (gzip && !is_gzip(*body))) return std::move(*body);
  if (!gzip && !brotli && coding != "deflate") {
    return Error{ErrorCode::kUnsupported,
                 "is compressed as \"" + coding.substr(0, 20) + "\"; crawl it with gzip or without",
                 {}};
  }
  const size_t budget = std::min(limits::kWarcRecordBytesMax, inflate_budget(body->size()));
  Inflated inflated = inflate_stream(*body,
                                     gzip     ? Coding::kGzip
                                     : brotli ? Coding::kBrotli
                                              : Coding::kDeflate,
                                     budget);
  if (inflated.end == InflateEnd::kTooLarge) {
    return Error{ErrorCode::kTooLarge,
                 "unpacks to more than " + std::to_string(budget) + " bytes, which its size does not explain",
                 {}};
  }
  if (inflated.bytes.empty() && inflated.end != InflateEnd::kWhole) {
    // Nothing of it unpacks: a crawler took the coding off and left the header.
    return std::move(*body);
  }
  truncated = truncated || inflated.end != InflateEnd::kWhole;
  return std::move(inflated.bytes);
}

}  // namespace pressmark
