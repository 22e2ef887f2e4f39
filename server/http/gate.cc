#include "server/http/gate.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "server/trimmed.h"

namespace pressmark {
namespace {

struct Fields {
  size_t hosts = 0, count = 0, lengths = 0;
  bool body = false, close = false;
};

bool is_token(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && (std::isalnum(byte) != 0 || kMarks.find(c) != std::string_view::npos);
  });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// The next line without its CRLF; nothing when it ends otherwise or holds a CR, LF or NUL.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const size_t end = rest.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) return std::nullopt;
  return line;
}

/// Calls `use` with each item of a comma separated list, trimmed and in lower case.
template <class Use>
void for_each_item(std::string_view list, Use use) {
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    use(lower(trimmed(list.substr(0, comma))));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

/// Whether "gzip;q=0.5, br" lets gzip through: named itself or by '*', with a weight that is not zero.
bool accepts_gzip(std::string_view list) {
  bool any = false;
  std::optional<bool> gzip;
  for_each_item(list, [&](const std::string& item) {
    const size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view coding = trimmed(std::string_view(item).substr(0, semicolon));
    const size_t weight = item.find("q=", semicolon);
    const bool wanted = weight == std::string::npos || std::strtod(item.c_str() + weight + 2, nullptr) > 0;
    if (coding == "gzip" || coding == "x-gzip") gzip = wanted;
    if (coding == "*") any = wanted;
  });
  return gzip.value_or(any);
}

bool is_host(std::string_view value) {
  static constexpr std::string_view kMarks = "-._~%[]:";
  return !value.empty() && value.size() <= 262 && std::all_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && (std::isalnum(byte) != 0 || kMarks.find(c) != std::string_view::npos);
  });
}

/// Takes in one field line; false when it is not well-formed.
bool take_field(std::string_view line, Fields& fields, HttpRequest& request) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  const std::string name = lower(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  const bool control = std::any_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
  if (control) return false;
  if (name == "host") {
    ++fields.hosts;
    request.host = value;
    return is_host(value);
  }
  if (name == "transfer-encoding") {
    fields.body = true;
  } else if (name == "content-length") {
    if (++fields.lengths > 1 || value != "0") fields.body = true;
  } else if (name == "connection") {
    for_each_item(value, [&](const std::string& item) { fields.close = fields.close || item == "close"; });
  } else if (name == "accept-encoding") {
    request.accepts_gzip = accepts_gzip(value);
  } else if (name == "origin") {
    request.origin = value;
  } else if (name == "x-forwarded-for") {
    if (!request.forwarded_for.empty()) request.forwarded_for += ", ";
    request.forwarded_for += value;
  } else if (name == "referer") {
    request.referer = value;
  } else if (name == "if-none-match") {
    request.if_none_match = value;
  } else if (name == "if-range") {
    request.if_range = value;
  } else if (name == "range") {
    request.range = value;
  }
  return true;
}

Refusal refusal(ProblemCode code, std::string detail, std::string_view method = "",
                std::string_view path = "") {
  return {{code, std::move(detail), {}}, std::string(method), std::string(path)};
}

}  // namespace

std::variant<HttpRequest, Refusal> pass_gate(std::string_view head) {
  using Code = ProblemCode;
  std::string_view rest = head;
  const std::optional<std::string_view> line = take_line(rest);
  if (!line) return refusal(Code::kBadRequest, "The request line is not well-formed.");
  const size_t first = line->find(' ');
  const size_t last = line->rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return refusal(Code::kBadRequest,
                   "The request line is not method, target and version with one blank between.");
  }
  const std::string_view method = line->substr(0, first);
  const std::string_view target = line->substr(first + 1, last - first - 1);
  const std::string_view version = line->substr(last + 1);
  const std::string_view path = target.substr(0, target.find('?'));

  if (!is_token(method)) return refusal(Code::kBadRequest, "The method is no token.", "", path);
  if (target.size() > kTargetBytesMax) return refusal(Code::kUriTooLong, "", method, path);
  const bool printable =
      std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!target.starts_with('/') || !printable) {
    return refusal(Code::kBadRequest,
                   "The target does not begin with '/' or holds bytes that are not printable ASCII.", method,
                   path);
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return refusal(Code::kVersionNotSupported, "", method, path);
  if (method != "GET" && method != "HEAD") return refusal(Code::kMethodNotAllowed, "", method, path);

  HttpRequest request;
  request.method = method == "GET" ? Method::kGet : Method::kHead;
  request.path = path;
  if (path.size() < target.size()) request.query = target.substr(path.size() + 1);
  if (rest.size() > kHeaderBytesMax + 2) return refusal(Code::kHeadersTooLarge, "", method, path);
  Fields fields;
  while (rest != "\r\n") {
    const std::optional<std::string_view> field = take_line(rest);
    if (!field || !take_field(*field, fields, request)) {
      return refusal(Code::kBadRequest, "A header field is not well-formed.", method, path);
    }
    if (++fields.count > kHeaderFieldsMax) return refusal(Code::kHeadersTooLarge, "", method, path);
  }
  if (fields.hosts > 1 || (fields.hosts == 0 && version == "HTTP/1.1")) {
    return refusal(Code::kBadRequest, "There must be exactly one Host field.", method, path);
  }
  if (fields.body) return refusal(Code::kBadRequest, "No request here has a body.", method, path);
  request.keep_alive = version == "HTTP/1.1" && !fields.close;
  return request;
}

}  // namespace pressmark
