// The HTTP server: listens, hands connections to threads of its own, stops cleanly. One owner; start and stop
// from one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "server/http/access_log.h"
#include "server/http/site.h"

namespace pressmark {

/// How long a client may take. All are absolute: a byte now and then does not put them off.
struct ServerTimes {
  std::chrono::milliseconds head{5'000};        // from the first look at a connection to a whole head
  std::chrono::milliseconds answer{10'000};     // to take the answer; a file has more, by its size
  std::chrono::milliseconds idle{5'000};        // between two requests
  std::chrono::milliseconds head_crowded{500};  // instead of `head` while others wait for a thread
};

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";  // address:port; port 0 takes a free one
  uint32_t threads = 32;                  // connections served at once
  uint32_t queued_max = 256;              // connections that wait for a thread; further ones are told 503
  ServerTimes times;
};

/// The address is taken or not ours to listen on; the message names it.
struct ListenError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class HttpServer {
 public:
  /// Listens from here on and answers from start(). Throws ListenError, or std::invalid_argument for an
  /// address that is not well-formed. `site` and `log` outlive the server.
  HttpServer(Site& site, AccessLog& log, const ServerOptions& options);
  ~HttpServer();  // stops, without waiting for answers under way
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  void start();
  uint16_t port() const;
  /// Accepts nothing more, lets answers under way finish for at most `patience`, gives up the rest.
  void stop(std::chrono::milliseconds patience);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
