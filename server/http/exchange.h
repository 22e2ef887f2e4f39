// Exchange: from a request's head to its answer on the wire, once the reception has the head. Safe to call
// from many threads, for one caller each.
#pragma once

#include <optional>

#include "server/http/access_log.h"
#include "server/http/address_limits.h"
#include "server/http/caller.h"
#include "server/http/handler.h"
#include "server/http/live.h"
#include "server/http/metrics.h"
#include "server/http/server.h"

namespace pressmark {

class Exchange {
 public:
  /// All outlive it; `metrics` may be null.
  Exchange(Handler& handler, AccessLog& log, Metrics* metrics, AddressLimits& limits,
           Live<ServerTimes>& times)
      : handler_(handler), log_(log), metrics_(metrics), limits_(limits), times_(times) {}

  /// No further request is let in: connections are closed after their answers. Any thread.
  void close_after_answers() { closing_ = true; }

  /// Answers what the caller asks and sends as much as its socket takes at once; then `waiting` says what
  /// else it is to be waited for.
  void serve(Caller& caller);
  /// The answer has been taken, or was given up.
  void end(Caller& caller, bool sent);

 private:
  HttpAnswer answer(Caller& caller, HttpRequest& request);
  HttpAnswer answer_whole(Caller& caller, HttpRequest& request);

  Handler& handler_;
  AccessLog& log_;
  Metrics* metrics_;
  AddressLimits& limits_;
  Live<ServerTimes>& times_;
  std::atomic<bool> closing_{false};
};

}  // namespace pressmark
