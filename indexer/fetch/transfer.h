// Transfer: one request to one address, answered or failed; no redirects, no robots.txt, no patience. The
// only code that speaks to libcurl's connections. Owned by one Fetcher; one thread.
//
// No proxy is used, whatever the environment says: behind one, the address that is really connected to could
// not be checked. No cookies are kept, no credentials sent, certificates are always checked.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/result.h"
#include "indexer/fetch/address.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/source/descriptor.h"

namespace pressmark {

/// What to do with a body longer than `bytes_max`.
enum class Excess { kFails, kIsCut };

struct Request {
  Address address;
  Validators known;
  uint64_t bytes_max = 0;  // decoded
  Excess excess = Excess::kFails;
  uint32_t timeout_ms = 0;
};

struct Reply {
  std::optional<Error> failure;  // then nothing else counts, except:
  bool connected = false;        // false: no name, no connection, no TLS, or a private address
  long status = 0;
  bool conditional = false;  // the request said what is known
  std::string location, content_type;
  Validators validators;
  std::optional<std::chrono::seconds> retry_after;
  Descriptor body;  // of 200 and 203, at its beginning; a file without a name
};

class Transfer {
 public:
  struct Options {
    bool allow_private = false;
    std::function<bool()> interrupted;  // may be empty; must not throw
  };

  explicit Transfer(Options options);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Throws std::system_error when the body cannot be kept.
  Reply run(const Request& request);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
