// The gate: the bytes of a request's head -> a request, or why it is refused. Stricter than HTTP asks, since
// whatever two programs could read in two ways is an attack on the one behind the other. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "server/http/message.h"
#include "server/problem.h"

namespace pressmark {

inline constexpr size_t kTargetBytesMax = 2'048;
inline constexpr size_t kHeaderFieldsMax = 40;
inline constexpr size_t kHeaderBytesMax = 8'192;  // all fields with their line ends
/// More than any head that passes: nothing is read beyond this many bytes without an end of the head.
inline constexpr size_t kHeadBytesMax = kTargetBytesMax + kHeaderBytesMax + 64;

/// A request that is not let in. `method` and `path` are for the log and may hold any bytes.
struct Refusal {
  Problem problem;
  std::string method, path;
};

/// `head` runs from the request line to the empty line, which it includes. Let in: GET and HEAD of HTTP/1.0
/// and 1.1, a target that begins with '/', exactly one Host on 1.1, no body.
std::variant<HttpRequest, Refusal> pass_gate(std::string_view head);

}  // namespace pressmark
