// A server on a port of its own, and a client that sends the bytes it is told to.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/http/server.h"
#include "server/http/site.h"
#include "tests/unit/server/http/fake_answerer.h"

namespace pressmark::testing {

using Steady = std::chrono::steady_clock;

/// A client that sends the bytes it is told to.
class Client {
 public:
  explicit Client(uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    BOOST_TEST_REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(const std::string& bytes) {
    [[maybe_unused]] const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  void get(const std::string& path, const std::string& fields = "") {
    send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
  }
  /// All until the server closes, or `limit` passes (then closed() is false).
  std::string read_all(std::chrono::milliseconds limit = std::chrono::seconds{15}) {
    std::string all;
    const auto end = Steady::now() + limit;
    while (Steady::now() < end) {
      pollfd entry = {socket_, POLLIN, 0};
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Steady::now());
      if (poll(&entry, 1, static_cast<int>(std::max<int64_t>(left.count(), 0))) <= 0) break;
      char chunk[4096];
      const ssize_t got = recv(socket_, chunk, sizeof chunk, 0);
      if (got <= 0) {
        closed_ = true;
        break;
      }
      all.append(chunk, static_cast<size_t>(got));
    }
    return all;
  }
  bool closed() const { return closed_; }

 private:
  int socket_;
  bool closed_ = false;
};

inline const std::string kLast = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

inline size_t count(const std::string& text, const std::string& piece) {
  size_t found = 0;
  for (size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

struct Fixture {
  explicit Fixture(ServerOptions options = {}, SiteOptions site_options = {}) : site(answerer, site_options) {
    options.listen = "127.0.0.1:0";
    server.emplace(site, log, options, &metrics);
    server->start();
  }
  ~Fixture() {
    server.reset();
    close(null);
  }

  std::string exchange(const std::string& bytes) {
    Client client(server->port());
    client.send(bytes);
    return client.read_all();
  }

  int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  FakeAnswerer answerer;
  Site site;
  AccessLog log{null};
  Metrics metrics;
  std::optional<HttpServer> server;
};

/// Clients whose connections are open, each answered once and asking nothing more.
inline std::vector<std::unique_ptr<Client>> idle_clients(const HttpServer& server, size_t count) {
  std::vector<std::unique_ptr<Client>> clients;
  while (clients.size() < count) {
    clients.push_back(std::make_unique<Client>(server.port()));
    clients.back()->get("/livez");
    BOOST_TEST(clients.back()->read_all(std::chrono::milliseconds{200}).ends_with("ok\n"));
  }
  return clients;
}

}  // namespace pressmark::testing
