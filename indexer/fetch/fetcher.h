// Fetcher: documents from http(s) addresses, politely: robots.txt is obeyed (RFC 9309), a host is not asked
// twice within a delay, and what has not changed since the last run is not sent again. It parses nothing but
// robots.txt and response heads; what it fetched goes to a reader like any file. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/source/descriptor.h"

namespace pressmark {

struct FetchOptions {
  bool allow_private = false;  // addresses of this machine and of private networks
  uint32_t delay_ms = 500;     // between two requests to one host; a longer Crawl-delay counts, to 10 s
  uint32_t timeout_ms = 0;     // 0: limits::kFetchTimeoutMs, for one document with its redirects
  uint64_t bytes_max = 0;      // 0: limits::kFileBytesMax, decoded
  std::function<bool()> interrupted;  // asked while waiting; true: give up with kUnreadable; must not throw
};

/// What a server said of a document in an earlier run, sent back to it as conditions (RFC 9110 section 13).
struct Validators {
  std::string etag, last_modified;
  bool operator==(const Validators&) const = default;
};

struct Fetched {
  Descriptor body;       // a file without a name, at its beginning; closed when nothing has changed
  bool modified = true;  // false: 304, it is what it was
  std::string url;       // after redirects, without fragment
  std::string content_type;
  Validators validators;
};

class Fetcher {
 public:
  explicit Fetcher(const FetchOptions& options);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  /// Errors, each naming address, reason and remedy: kUnsupported (no http(s) address; robots.txt forbids
  /// it), kUnreadable (no such host, refused, a private address, 4xx and 5xx by number, too many redirects),
  /// kGone (404, 410), kTimeout, kTooLarge.
  Result<Fetched> get(const std::string& url, const Validators& known);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a SOURCE is an address and not a path.
bool is_address(std::string_view source);

}  // namespace pressmark
