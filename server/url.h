// Percent-encoding, query strings and addresses: strict, by hand, since they come from outside. Pure; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

inline constexpr size_t kParametersMax = 32;  // name=value pairs of one query string

/// One name=value pair, decoded: well-formed UTF-8.
struct Parameter {
  std::string name, value;
  bool operator==(const Parameter&) const = default;
};

/// Bytes of the well-formed UTF-8 sequence that `text` begins with; 0 when it begins with none.
size_t utf8_sequence_bytes(std::string_view text);
/// Whether `text` is well-formed UTF-8 (no overlong forms, no surrogates, nothing over U+10FFFF).
bool valid_utf8(std::string_view text);

enum class Plus { kIsPlus, kIsSpace };
/// `text` with each %XX decoded once; nothing for a '%' without two hexadecimal digits, or when the result is
/// not well-formed UTF-8.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// `text` with every byte but the unreserved ones of RFC 3986 as %XX.
std::string percent_encode(std::string_view text);

/// The pairs of "a=1&b=2", in order; a name without '=' has an empty value and empty pairs are passed over.
/// Nothing when a pair does not decode or there are more than kParametersMax.
enum class QueryStringFault { kNone, kEncoding, kTooMany };
struct QueryString {
  std::vector<Parameter> parameters;
  QueryStringFault fault = QueryStringFault::kNone;
  std::string fault_at;  // the raw pair that does not decode
};
QueryString parse_query_string(std::string_view text);

/// `url` if a link may lead there: http, https, or relative. Empty for every other scheme ("javascript:"),
/// for a relative address that a browser would take for another host ("//host", "/\host"), and when it holds
/// control characters, which browsers drop before they look at the scheme.
std::string safe_url(std::string_view url);

/// The origin that `text` is: scheme (http or https), host and port, "https://www.example.org", in lower case
/// and without the port that its scheme has anyway. Nothing when there is more, be it a '/', or less.
std::optional<std::string> read_origin(std::string_view text);

/// A link of ours, as safe_url() lets it through, seen from anywhere: `origin` as read_origin() gives it.
std::string absolute_url(const std::string& origin, const std::string& url);

}  // namespace pressmark
