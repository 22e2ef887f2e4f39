#include "server/http/server.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include "server/http/exchange.h"
#include "server/http/queue.h"
#include "server/http/reception.h"

namespace pressmark {
namespace {

constexpr int kBacklog = 1'024;  // connections that the system keeps until they are accepted

Poco::Net::SocketAddress parse_address(const std::string& text) {
  try {
    return Poco::Net::SocketAddress(text);
  } catch (const Poco::Exception&) {
    throw std::invalid_argument(text + " is no address and port to listen on, such as 127.0.0.1:8080");
  }
}

Poco::Net::ServerSocket listen_on(const std::string& text) {
  const Poco::Net::SocketAddress address = parse_address(text);
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(address, true, false);
    socket.listen(kBacklog);
    socket.setBlocking(false);
    return socket;
  } catch (const Poco::Exception& error) {
    throw ListenError("cannot listen on " + text + ": " + error.displayText() +
                      "; is another server running there? Give another address");
  }
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(Handler& handler, AccessLog& log, const ServerOptions& options, Metrics* metrics)
      : threads_(options.threads),
        times_(options.times),
        limits_(options.addresses),
        queue_(options.queued_max),
        exchange_(handler, log, metrics, limits_, times_),
        socket_(listen_on(options.listen)),
        reception_(static_cast<int>(socket_.impl()->sockfd()), options.connections_max,
                   {queue_, limits_, times_, metrics,
                    [this](Caller& caller, bool sent) { exchange_.end(caller, sent); }}) {}
  ~Impl() { stop(std::chrono::milliseconds{0}); }

  void start() {
    // sendfile has no flag against it, and a client that hangs up must not end the process.
    std::signal(SIGPIPE, SIG_IGN);
    running_ = true;
    for (uint32_t i = 0; i < threads_; ++i) workers_.emplace_back([this] { work(); });
    reception_.start();
  }
  uint16_t port() const { return socket_.address().port(); }

  void apply(const ServerOptions& options) {
    times_.set(options.times);
    limits_.set(options.addresses);
  }
  ServerLoad load() const {
    return {reception_.open(), static_cast<uint32_t>(queue_.size()), limits_.remembered()};
  }

  void stop(std::chrono::milliseconds patience) {
    if (!running_) return;
    running_ = false;
    exchange_.close_after_answers();
    reception_.close_door();
    const auto deadline = Clock::now() + patience;
    while (reception_.open() > 0 && Clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    queue_.close();
    for (std::thread& worker : workers_) worker.join();
    reception_.end();  // the listener's number may be another file's once it is closed
    socket_.close();
  }

 private:
  void work() {
    while (std::unique_ptr<Caller> caller = queue_.pop()) {
      exchange_.serve(*caller);
      reception_.take_back(std::move(caller));
    }
  }

  const uint32_t threads_;
  Live<ServerTimes> times_;
  AddressLimits limits_;
  RequestQueue queue_;
  Exchange exchange_;
  Poco::Net::ServerSocket socket_;
  Reception reception_;
  std::vector<std::thread> workers_;
  bool running_ = false;
};

uint32_t default_threads() {
  return std::clamp(2 * std::thread::hardware_concurrency(), 4u, 64u);
}

HttpServer::HttpServer(Handler& handler, AccessLog& log, const ServerOptions& options, Metrics* metrics)
    : impl_(std::make_unique<Impl>(handler, log, options, metrics)) {}
HttpServer::~HttpServer() = default;
void HttpServer::start() {
  impl_->start();
}
uint16_t HttpServer::port() const {
  return impl_->port();
}
void HttpServer::apply(const ServerOptions& options) {
  impl_->apply(options);
}
ServerLoad HttpServer::load() const {
  return impl_->load();
}
void HttpServer::stop(std::chrono::milliseconds patience) {
  impl_->stop(patience);
}

}  // namespace pressmark
