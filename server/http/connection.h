// Connection: one client, one request after the other, each within its time. Heads are read here, to a byte
// limit and an absolute deadline, and pass the gate before anything looks at them: the HTTP server class of
// Poco 1.11 reads them with a time limit per read, keeps unread bodies for the next request and decodes
// header values, so of Poco's HTTP only the writing of an answer's head is used.
#pragma once

#include <Poco/Net/TCPServerConnection.h>

#include <atomic>
#include <functional>
#include <string>

#include "server/http/access_log.h"
#include "server/http/gate.h"
#include "server/http/server.h"
#include "server/http/site.h"
#include "server/http/wire.h"

namespace pressmark {

/// What all connections of a server share; outlives them.
struct ConnectionShared {
  Site& site;
  AccessLog& log;
  ServerTimes times;
  std::function<bool()> others_wait;  // whether accepted connections wait for a thread
  std::atomic<bool> stopping{false};  // no further request is begun
  std::atomic<bool> aborting{false};  // answers under way are given up
};

class Connection : public Poco::Net::TCPServerConnection {
 public:
  Connection(const Poco::Net::StreamSocket& socket, ConnectionShared& shared);
  void run() override;

 private:
  enum class Head : uint8_t { kWhole, kTooLarge, kLate, kGone };

  /// Reads until `buffer_` begins with a whole head; its length is in `head_bytes_`.
  Head read_head(bool first);
  /// Answers what `head` says. False when the connection is to be closed.
  bool serve(Head head);
  bool send(HttpAnswer& answer, const HttpRequest& request, AccessRecord& record, bool keep_alive);

  ConnectionShared& shared_;
  Wire wire_;
  std::string buffer_;  // bytes read and not yet used
  size_t head_bytes_ = 0;
  uint32_t served_ = 0;
};

}  // namespace pressmark
