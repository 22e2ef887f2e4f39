#include "server/http/server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <latch>
#include <thread>

#include "tests/unit/server/http/fake_answerer.h"

using namespace pressmark;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

namespace {

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
  std::string read_all(std::chrono::milliseconds limit = 15s) {
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

size_t count(const std::string& text, const std::string& piece) {
  size_t found = 0;
  for (size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

struct Fixture {
  explicit Fixture(ServerOptions options = {}, SiteOptions site_options = {}) : site(answerer, site_options) {
    options.listen = "127.0.0.1:0";
    server.emplace(site, log, options);
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
  std::optional<HttpServer> server;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(answers_over_a_socket) {
  Fixture fixture;
  const std::string answer = fixture.exchange("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  BOOST_TEST(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  BOOST_TEST(answer.find("\r\nContent-Length: 3\r\n") != std::string::npos);
  BOOST_TEST(answer.find("\r\nX-Request-Id: ") != std::string::npos);
  BOOST_TEST(answer.find("\r\nConnection: close\r\n") != std::string::npos);
  BOOST_TEST(answer.ends_with("\r\n\r\nok\n"));
}

BOOST_AUTO_TEST_CASE(head_has_the_headers_of_get_and_no_body) {
  Fixture fixture;
  const std::string answer = fixture.exchange("HEAD /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  BOOST_TEST(answer.find("\r\nContent-Length: 3\r\n") != std::string::npos);
  BOOST_TEST(answer.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(answers_several_requests_on_one_connection_in_order) {
  Fixture fixture;
  Client client(fixture.server->port());
  client.get("/livez");
  client.get("/version");
  client.get("/none", "Connection: close\r\n");
  const std::string answers = client.read_all();
  BOOST_TEST(count(answers, "HTTP/1.1 ") == 3u);
  BOOST_TEST(answers.find("ok\n") < answers.find("pressmark"));
  BOOST_TEST(answers.find("pressmark") < answers.find("404"));
  BOOST_TEST(client.closed());
}

BOOST_AUTO_TEST_CASE(takes_a_head_that_comes_in_pieces) {
  Fixture fixture;
  Client client(fixture.server->port());
  for (const char* piece : {"GET /li", "vez HTTP/1.1\r", "\nHost: x\r\nConnection: close\r\n", "\r", "\n"}) {
    client.send(piece);
    std::this_thread::sleep_for(5ms);
  }
  BOOST_TEST(client.read_all().ends_with("ok\n"));
}

struct Closed {
  const char* bytes;
  const char* status;
};
std::ostream& operator<<(std::ostream& out, const Closed& row) {
  return out << row.status;
}
const Closed kClosed[] = {
    // the body is a request: it must not be answered
    {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 42\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
    {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 31\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
    {"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\n\r\n",
     "400"},
    {"GET /livez HTTP/9.9\r\nHost: x\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n", "505"},
    {"GET /livez HTTP/1.1\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
    {"GET /livez HTTP/1.1\nHost: x\n\n\r\n\r\n", "400"},
};
BOOST_DATA_TEST_CASE(a_refused_request_ends_the_connection, data::make(kClosed), row) {
  Fixture fixture;
  const std::string answer = fixture.exchange(row.bytes);
  BOOST_TEST(count(answer, "\r\nX-Request-Id: ") == 1u);
  BOOST_TEST(answer.starts_with(std::string("HTTP/1.1 ") + row.status));
  BOOST_TEST(answer.find("Connection: close") != std::string::npos);
  BOOST_TEST(
      (row.status != std::string("405") || answer.find("\r\nAllow: GET, HEAD\r\n") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(a_client_that_sends_without_end_is_told_and_cut_off) {
  Fixture fixture;
  const std::string endless_target = fixture.exchange("GET /" + std::string(60000, 'a'));
  BOOST_TEST(endless_target.starts_with("HTTP/1.1 414"));
  const std::string endless_field =
      fixture.exchange("GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(60000, 'a'));
  BOOST_TEST(endless_field.starts_with("HTTP/1.1 431"));
}

BOOST_AUTO_TEST_CASE(slow_heads_end_at_an_absolute_deadline) {
  ServerOptions options;
  options.times.head = 300ms;
  Fixture fixture(options);
  Client client(fixture.server->port());
  std::atomic<bool> done{false};
  std::thread dribble([&] {
    while (!done) {
      client.send("G");
      std::this_thread::sleep_for(20ms);
    }
  });
  const auto began = Steady::now();
  const std::string answer = client.read_all(5s);
  const auto took = Steady::now() - began;
  done = true;
  dribble.join();
  BOOST_TEST(answer.starts_with("HTTP/1.1 408"));
  BOOST_TEST((took >= 250ms && took < 3s));
}

BOOST_AUTO_TEST_CASE(twenty_slow_connections_do_not_hold_up_a_request) {
  Fixture fixture;  // as it is delivered: 32 threads
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(std::make_unique<Client>(fixture.server->port()));
    slow.back()->send("GET / HT");
  }
  const auto began = Steady::now();
  const std::string answer = fixture.exchange("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  BOOST_TEST(answer.ends_with("ok\n"));
  BOOST_TEST((Steady::now() - began < 1s));
}

BOOST_AUTO_TEST_CASE(slow_connections_give_way_when_they_hold_every_thread) {
  ServerOptions options;
  options.threads = 4;
  options.times.head = 60s;
  options.times.head_crowded = 100ms;
  Fixture fixture(options);
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(std::make_unique<Client>(fixture.server->port()));
    slow.back()->send("GET / HT");
  }
  const auto began = Steady::now();
  const std::string answer = fixture.exchange("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  BOOST_TEST(answer.ends_with("ok\n"));
  BOOST_TEST((Steady::now() - began < 8s));
}

BOOST_AUTO_TEST_CASE(idle_connections_give_way_at_once) {
  ServerOptions options;
  options.threads = 2;
  options.times.idle = 60s;
  Fixture fixture(options);
  std::vector<std::unique_ptr<Client>> idle;
  for (int i = 0; i < 2; ++i) {
    idle.push_back(std::make_unique<Client>(fixture.server->port()));
    idle.back()->get("/livez");
    BOOST_TEST(idle.back()->read_all(200ms).ends_with("ok\n"));
  }
  const auto began = Steady::now();
  fixture.exchange("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  BOOST_TEST((Steady::now() - began < 3s));
}

BOOST_AUTO_TEST_CASE(an_idle_connection_is_closed_in_time) {
  ServerOptions options;
  options.times.idle = 200ms;
  Fixture fixture(options);
  Client client(fixture.server->port());
  client.get("/livez");
  const auto began = Steady::now();
  BOOST_TEST(count(client.read_all(5s), "HTTP/1.1 ") == 1u);
  BOOST_TEST(client.closed());
  BOOST_TEST((Steady::now() - began < 3s));
}

BOOST_AUTO_TEST_CASE(a_reader_that_does_not_read_holds_no_thread_for_long) {
  ServerOptions options;
  options.threads = 2;
  options.times.answer = 300ms;
  Fixture fixture(options);
  fixture.answerer.response.text.assign(1u << 20, 'x');
  Client deaf(fixture.server->port());
  for (int i = 0; i < 12; ++i) deaf.get("/api/v1/search?q=a");
  const auto began = Steady::now();
  std::this_thread::sleep_for(700ms);
  fixture.server->stop(10s);
  BOOST_TEST((Steady::now() - began < 5s));
}

BOOST_AUTO_TEST_CASE(a_connection_serves_a_hundred_requests) {
  Fixture fixture;
  Client client(fixture.server->port());
  std::string requests;
  for (int i = 0; i < 120; ++i) requests += "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(requests);
  BOOST_TEST(count(client.read_all(), "HTTP/1.1 200") == 100u);
  BOOST_TEST(client.closed());
}

BOOST_AUTO_TEST_CASE(a_full_queue_is_told_503) {
  ServerOptions options;
  options.threads = 1;
  options.queued_max = 1;
  options.times.head = 60s;
  options.times.head_crowded = 60s;
  Fixture fixture(options);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<Client>(fixture.server->port()));
    std::this_thread::sleep_for(50ms);
  }
  const std::string answer = clients.back()->read_all(3s);
  BOOST_TEST(answer.starts_with("HTTP/1.1 503"));
  BOOST_TEST(answer.find("Retry-After: 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(stopping_lets_an_answer_under_way_finish_and_hangs_up_on_the_rest) {
  Fixture fixture;
  std::latch inside(1);
  fixture.answerer.before_search = [&] {
    inside.count_down();
    std::this_thread::sleep_for(300ms);
  };
  Client slow_head(fixture.server->port());
  slow_head.send("GET /");
  Client idle(fixture.server->port());
  idle.get("/livez");
  Client busy(fixture.server->port());
  busy.get("/api/v1/search?q=a");
  inside.wait();
  const auto began = Steady::now();
  fixture.server->stop(5s);
  BOOST_TEST((Steady::now() - began < 3s));
  BOOST_TEST(busy.read_all().find("\"total\":23") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(sends_a_file_and_its_ranges) {
  std::string pattern = (std::filesystem::temp_directory_path() / "server-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  std::string content(3u << 20, '\0');
  for (size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>('a' + i % 26);
  std::ofstream(folder / "big.txt") << content;
  Fixture fixture({}, {.documents = folder});
  const std::string whole =
      fixture.exchange("GET /documents/big.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  BOOST_TEST(whole.substr(whole.find("\r\n\r\n") + 4) == content);
  const std::string part = fixture.exchange(
      "GET /documents/big.txt HTTP/1.1\r\nHost: x\r\nRange: bytes=26-28\r\nConnection: close\r\n\r\n");
  BOOST_TEST(part.starts_with("HTTP/1.1 206"));
  BOOST_TEST(part.ends_with("\r\n\r\nabc"));
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(a_taken_port_is_named) {
  Fixture fixture;
  ServerOptions options;
  options.listen = "127.0.0.1:" + std::to_string(fixture.server->port());
  BOOST_CHECK_EXCEPTION(HttpServer(fixture.site, fixture.log, options), ListenError,
                        [&](const ListenError& error) {
                          return std::string(error.what()).find("cannot listen on " + options.listen) == 0;
                        });
}

BOOST_AUTO_TEST_CASE(an_address_that_is_none_is_refused) {
  Fixture fixture;
  ServerOptions options;
  options.listen = "127.0.0.1:notaport";
  BOOST_CHECK_THROW(HttpServer(fixture.site, fixture.log, options), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
