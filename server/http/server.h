// The HTTP server: one thread for the connections (reception.h), some that answer requests (exchange.h), a
// queue between them; stops cleanly. One owner; start and stop from one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "server/http/access_log.h"
#include "server/http/address_limits.h"
#include "server/http/handler.h"
#include "server/http/metrics.h"

namespace pressmark {

/// How long a client may take, and be kept waiting. All are absolute: a byte now and then does not put them
/// off.
struct ServerTimes {
  std::chrono::milliseconds head{5'000};     // from a connection, or the first byte, to a whole head
  std::chrono::milliseconds queue{2'000};    // for a thread; whoever waited longer is told 503
  std::chrono::milliseconds answer{10'000};  // to take the answer; a file has more, by its size
  std::chrono::milliseconds idle{5'000};     // between two requests
};

/// Two for each core, since what is searched is in memory as a rule: at least 4, at most 64.
uint32_t default_threads();

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";  // address:port; port 0 takes a free one
  uint32_t threads = default_threads();   // requests answered at once
  uint32_t queued_max = 1'024;            // requests that wait for a thread; further ones are told 503
  uint32_t connections_max = 4'096;       // open at once; further ones are told 503
  ServerTimes times;
  AddressLimitOptions addresses;
};

/// How much there is to do at the moment.
struct ServerLoad {
  uint32_t connections = 0, queued = 0;  // open ones; requests that wait for a thread
  uint64_t addresses = 0;                // that the limits remember
};

/// The address is taken or not ours to listen on; the message names it.
struct ListenError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class HttpServer {
 public:
  /// Listens from here on and answers from start(). Throws ListenError, or std::invalid_argument for an
  /// address that is not well-formed. What it is given outlives the server; `metrics` may be null.
  HttpServer(Handler& handler, AccessLog& log, const ServerOptions& options, Metrics* metrics = nullptr);
  ~HttpServer();  // stops, without waiting for answers under way
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  void start();
  uint16_t port() const;
  /// Goes over to the times and the limits on addresses; the rest of `options` is for a new server. While it
  /// serves, from any thread, as is load().
  void apply(const ServerOptions& options);
  ServerLoad load() const;
  /// Accepts nothing more, lets answers under way finish for at most `patience`, gives up the rest.
  void stop(std::chrono::milliseconds patience);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
