#include "server/http/server.h"

#include <atomic>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <latch>
#include <thread>

#include "tests/unit/server/http/server_fixture.h"

using namespace pressmark;
using namespace pressmark::testing;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(answers_over_a_socket) {
  Fixture fixture;
  const std::string answer = fixture.exchange(kLast);
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

std::string metrics_of(const Fixture& fixture) {
  return fixture.metrics.text({});
}

BOOST_AUTO_TEST_CASE(an_address_has_so_many_connections_and_no_more) {
  ServerOptions options;
  options.addresses.exempt.clear();
  options.addresses.connections = 3;
  Fixture fixture(options);
  auto open = idle_clients(*fixture.server, 3);
  Client over(fixture.server->port());
  const std::string refused = over.read_all(5s);
  BOOST_TEST(refused.starts_with("HTTP/1.1 429 "));
  BOOST_TEST(refused.find("Retry-After: 1\r\n") != std::string::npos);
  BOOST_TEST(over.closed());
  BOOST_TEST(metrics_of(fixture).find("connections_refused_total{reason=\"address_limit\"} 1\n") !=
             std::string::npos);

  open.pop_back();  // its place is free once the server has seen it go
  std::string answer;
  for (int i = 0; i < 100 && !answer.ends_with("ok\n"); ++i) {
    std::this_thread::sleep_for(20ms);
    answer = fixture.exchange(kLast);
  }
  BOOST_TEST(answer.ends_with("ok\n"));
}

BOOST_AUTO_TEST_CASE(an_address_that_asks_too_often_is_told_when_to_come_back) {
  ServerOptions options;
  options.addresses.exempt.clear();
  options.addresses.requests_per_second = 1;
  options.addresses.burst = 2;
  Fixture fixture(options);
  Client client(fixture.server->port());
  for (int i = 0; i < 2; ++i) client.get("/livez");
  client.get("/livez", "Connection: close\r\n");
  const std::string answers = client.read_all();
  BOOST_TEST(count(answers, "HTTP/1.1 200 ") == 2u);
  BOOST_TEST(count(answers, "HTTP/1.1 429 ") == 1u);
  BOOST_TEST(count(answers, "\r\nRetry-After: ") == 1u);
  BOOST_TEST(count(answers, "\"code\":\"too_many_requests\"") == 1u);
}

BOOST_AUTO_TEST_CASE(behind_a_trusted_proxy_each_client_has_a_pace_of_its_own) {
  ServerOptions options;
  options.addresses.exempt.clear();
  options.addresses.trusted = read_networks(kOwnMachine);
  options.addresses.requests_per_second = 1;
  options.addresses.burst = 1;
  Fixture fixture(options);
  Client client(fixture.server->port());
  const auto ask = [&](const std::string& forwarded) {
    client.get("/livez", "X-Forwarded-For: " + forwarded + "\r\n");
  };
  for (const char* forwarded : {"192.0.2.1", "192.0.2.2", "192.0.2.1", "198.51.100.9, 192.0.2.2"})
    ask(forwarded);
  client.get("/livez", "Connection: close\r\n");  // the proxy's own
  const std::string answers = client.read_all();
  BOOST_TEST(count(answers, "HTTP/1.1 200 ") == 3u);
  BOOST_TEST(count(answers, "HTTP/1.1 429 ") == 2u);
}

BOOST_AUTO_TEST_CASE(what_a_stranger_says_of_whom_it_forwards_is_not_believed) {
  ServerOptions options;
  options.addresses.exempt.clear();
  options.addresses.requests_per_second = 1;
  options.addresses.burst = 1;
  Fixture fixture(options);
  Client client(fixture.server->port());
  client.get("/livez", "X-Forwarded-For: 192.0.2.1\r\n");
  client.get("/livez", "X-Forwarded-For: 192.0.2.2\r\nConnection: close\r\n");
  const std::string answers = client.read_all();
  BOOST_TEST(count(answers, "HTTP/1.1 429 ") == 1u);
}

BOOST_AUTO_TEST_CASE(limits_and_times_change_while_it_serves) {
  ServerOptions options;
  options.addresses.exempt.clear();
  options.addresses.requests_per_second = 1;
  options.addresses.burst = 1;
  Fixture fixture(options);
  const std::string request = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  fixture.exchange(request);
  BOOST_TEST(fixture.exchange(request).starts_with("HTTP/1.1 429 "));
  options.addresses.requests_per_second = 0;
  options.times.head = 100ms;
  fixture.server->apply(options);
  BOOST_TEST(fixture.exchange(request).starts_with("HTTP/1.1 200 "));
  BOOST_TEST(fixture.exchange("GET /").starts_with("HTTP/1.1 408 "));
}

BOOST_AUTO_TEST_CASE(slow_clients_are_counted_by_what_they_were_slow_at) {
  ServerOptions options;
  options.times.head = 100ms;
  options.times.answer = 100ms;
  Fixture fixture(options);
  fixture.exchange("GET /");
  fixture.answerer.response.text.assign(8u << 20, 'x');
  Client deaf(fixture.server->port());
  deaf.get("/api/v1/search?q=a");
  const std::string answer_dropped = "slow_clients_dropped_total{part=\"answer\"} 1\n";
  for (int i = 0; i < 250 && metrics_of(fixture).find(answer_dropped) == std::string::npos; ++i) {
    std::this_thread::sleep_for(20ms);
  }
  BOOST_TEST(metrics_of(fixture).find(answer_dropped) != std::string::npos);
  BOOST_TEST(metrics_of(fixture).find("slow_clients_dropped_total{part=\"head\"} 1\n") != std::string::npos);
  BOOST_TEST(metrics_of(fixture).find("requests_total{code=\"408\",route=\"refused\"} 1\n") !=
             std::string::npos);
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
