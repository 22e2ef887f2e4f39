// Handler: what a server asks for its answers. Safe to call from many threads; outlives the server.
#pragma once

#include <string_view>

#include "server/http/message.h"
#include "server/problem.h"

namespace pressmark {

class Handler {
 public:
  virtual ~Handler() = default;
  /// The answer to a request that passed the gate. Throws nothing.
  virtual HttpAnswer answer(const HttpRequest& request, std::string_view request_id) = 0;
  /// The answer to one that was refused. `path` may hold any bytes.
  virtual HttpAnswer refuse(const Problem& problem, std::string_view path,
                            std::string_view request_id) const = 0;
};

}  // namespace pressmark
