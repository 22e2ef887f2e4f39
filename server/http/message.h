// The values between the wire and the routes: a request that passed the gate, and an answer before it is
// written.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark {

enum class Method : uint8_t { kGet, kHead };

/// A well-formed request. `path` and `query` are as sent, without the '?'; the query is not decoded.
struct HttpRequest {
  Method method = Method::kGet;
  std::string path, query;
  bool keep_alive = true;
  bool accepts_gzip = false;
  std::string host, origin, referer;           // as sent; empty when not there
  std::string forwarded_for;                   // X-Forwarded-For, all of them in order
  std::string if_none_match, if_range, range;  // likewise
};

/// An open file; closes its descriptor.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Headers that say how it is sent (Content-Length, Connection, Date, X-Request-Id) are added when it is
/// written.
struct HttpAnswer {
  uint16_t status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::shared_ptr<OpenFile> file;  // instead of `body`, these bytes of it:
  uint64_t file_offset = 0, file_length = 0;
  std::shared_ptr<void> held;  // kept until the answer is written: a place among those let in
  std::string fault;           // for the operator's log only: what went wrong inside
  std::string route;           // for the log and the metrics: what answered, "/api/v1/search"
  std::string_view problem;    // likewise: the stable name of the problem that it tells; may be empty
};

}  // namespace pressmark
