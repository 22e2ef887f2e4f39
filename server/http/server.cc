#include "server/http/server.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/Net/TCPServerParams.h>
#include <Poco/ThreadPool.h>
#include <sys/socket.h>

#include <csignal>
#include <thread>

#include "server/http/connection.h"

namespace pressmark {
namespace {

using Poco::Net::StreamSocket;

constexpr std::chrono::microseconds kIdleThread = std::chrono::milliseconds{250};

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
 public:
  explicit ConnectionFactory(ConnectionShared& shared) : shared_(shared) {}
  // Poco takes ownership of the plain pointer.
  Poco::Net::TCPServerConnection* createConnection(const StreamSocket& socket) override {
    return std::make_unique<Connection>(socket, shared_).release();
  }

 private:
  ConnectionShared& shared_;
};

/// Tells those who would not find a place in the queue, where Poco would only hang up.
class QueueFilter : public Poco::Net::TCPServerConnectionFilter {
 public:
  QueueFilter(const Poco::Net::TCPServer& server, uint32_t queued_max)
      : server_(server), queued_max_(static_cast<int>(queued_max)) {}

  bool accept(const StreamSocket& socket) override {
    static constexpr std::string_view kFull =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: "
        "close\r\n\r\n";
    if (server_.queuedConnections() < queued_max_) return true;
    ::send(socket.impl()->sockfd(), kFull.data(), kFull.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    return false;
  }

 private:
  const Poco::Net::TCPServer& server_;
  int queued_max_;
};

Poco::Net::SocketAddress parse_address(const std::string& text) {
  try {
    return Poco::Net::SocketAddress(text);
  } catch (const Poco::Exception&) {
    throw std::invalid_argument("--listen " + text + " is no address and port, such as 127.0.0.1:8080");
  }
}

Poco::Net::ServerSocket listen_on(const std::string& text) {
  const Poco::Net::SocketAddress address = parse_address(text);
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(address, true, false);
    socket.listen(256);
    return socket;
  } catch (const Poco::Exception& error) {
    throw ListenError("cannot listen on " + text + ": " + error.displayText() +
                      "; is another server running there? --listen takes another address");
  }
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(Site& site, AccessLog& log, const ServerOptions& options)
      : shared_{site, log, options.times, [this] { return server_.queuedConnections() > 0; }, {}, {}},
        pool_(2, static_cast<int>(options.threads) + 2, 60),
        socket_(listen_on(options.listen)),
        server_(new ConnectionFactory(shared_), pool_, socket_, params(options)) {
    server_.setConnectionFilter(new QueueFilter(server_, options.queued_max));
  }
  ~Impl() { stop(std::chrono::milliseconds{0}); }

  void start() {
    // sendfile has no flag against it, and a client that hangs up must not end the process.
    std::signal(SIGPIPE, SIG_IGN);
    running_ = true;
    server_.start();
  }
  uint16_t port() const { return socket_.address().port(); }

  void stop(std::chrono::milliseconds patience) {
    if (!running_) return;
    running_ = false;
    server_.stop();
    socket_.close();
    shared_.stopping = true;
    const auto deadline = Clock::now() + patience;
    while (server_.currentConnections() > 0 && Clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    shared_.aborting = true;
    pool_.joinAll();
  }

 private:
  static Poco::Net::TCPServerParams::Ptr params(const ServerOptions& options) {
    Poco::Net::TCPServerParams::Ptr params(new Poco::Net::TCPServerParams);
    params->setMaxThreads(static_cast<int>(options.threads));
    // The filter says no first; Poco's own limit lies above it.
    params->setMaxQueued(static_cast<int>(options.queued_max) + 16);
    // An idle thread of Poco can miss the call to stop, and then stays until its idle time is over.
    params->setThreadIdleTime(Poco::Timespan(kIdleThread.count()));
    return params;
  }

  ConnectionShared shared_;
  Poco::ThreadPool pool_;
  Poco::Net::ServerSocket socket_;
  Poco::Net::TCPServer server_;
  bool running_ = false;
};

HttpServer::HttpServer(Site& site, AccessLog& log, const ServerOptions& options)
    : impl_(std::make_unique<Impl>(site, log, options)) {}
HttpServer::~HttpServer() = default;
void HttpServer::start() {
  impl_->start();
}
uint16_t HttpServer::port() const {
  return impl_->port();
}
void HttpServer::stop(std::chrono::milliseconds patience) {
  impl_->stop(patience);
}

}  // namespace pressmark
