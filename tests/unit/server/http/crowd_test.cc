// Many clients at once, and slow ones: who waits, for what and how long.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

#include "tests/unit/server/http/server_fixture.h"

using namespace pressmark;
using namespace pressmark::testing;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(crowd)

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

BOOST_AUTO_TEST_CASE(slow_heads_hold_no_thread) {
  ServerOptions options;
  options.threads = 1;
  options.times.head = 60s;
  Fixture fixture(options);
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<Client>(fixture.server->port()));
    slow.back()->send("GET / HT");
  }
  BOOST_TEST(fixture.exchange(kLast).ends_with("ok\n"));
}

BOOST_AUTO_TEST_CASE(slow_readers_hold_no_thread) {
  ServerOptions options;
  options.threads = 1;
  options.times.answer = 60s;
  options.times.queue = 60s;
  Fixture fixture(options);
  fixture.answerer.response.text.assign(8u << 20, 'x');
  std::vector<std::unique_ptr<Client>> deaf;
  for (int i = 0; i < 5; ++i) {
    deaf.push_back(std::make_unique<Client>(fixture.server->port()));
    deaf.back()->get("/api/v1/search?q=a");
  }
  BOOST_TEST(fixture.exchange(kLast).ends_with("ok\n"));
  for (auto& client : deaf) {
    client->get("/livez", "Connection: close\r\n");
    BOOST_TEST(client->read_all().size() > 8u << 20);
    BOOST_TEST(client->closed());
  }
}

BOOST_AUTO_TEST_CASE(many_connections_take_turns_on_few_threads) {
  ServerOptions options;
  options.threads = 2;
  options.times.queue = 60s;
  Fixture fixture(options);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 300; ++i) clients.push_back(std::make_unique<Client>(fixture.server->port()));
  for (auto& client : clients) client->get("/api/v1/search?q=a");
  for (auto& client : clients) client->send(kLast);
  for (auto& client : clients) {
    const std::string answers = client->read_all();
    BOOST_TEST(count(answers, "HTTP/1.1 200 ") == 2u);
    BOOST_TEST(answers.ends_with("ok\n"));
  }
}

BOOST_AUTO_TEST_CASE(idle_connections_hold_no_thread) {
  ServerOptions options;
  options.threads = 1;
  options.times.idle = 60s;
  Fixture fixture(options);
  auto idle = idle_clients(*fixture.server, 2);
  const auto began = Steady::now();
  fixture.exchange(kLast);
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

/// Holds the one thread of a server until release().
struct Busy {
  explicit Busy(Fixture& fixture) : fixture_(fixture), client_(fixture.server->port()) {
    fixture.answerer.before_search = [this] {
      inside_.count_down();
      free_.wait();
    };
    client_.get("/api/v1/search?q=a");
    inside_.wait();
  }
  ~Busy() { release(); }
  void release() {
    if (!free_.try_wait()) free_.count_down();
  }
  /// Until so many requests wait for the thread.
  void wait_for_queued(uint32_t queued) const {
    for (int i = 0; i < 500 && fixture_.server->load().queued < queued; ++i)
      std::this_thread::sleep_for(10ms);
  }

 private:
  Fixture& fixture_;
  Client client_;
  std::latch inside_{1}, free_{1};
};

BOOST_AUTO_TEST_CASE(a_full_queue_is_told_503) {
  ServerOptions options;
  options.threads = 1;
  options.queued_max = 1;
  options.times.queue = 60s;
  Fixture fixture(options);
  Busy busy(fixture);
  Client waits(fixture.server->port());
  waits.send(kLast);
  busy.wait_for_queued(1);
  const std::string answer = fixture.exchange(kLast);
  BOOST_TEST(answer.starts_with("HTTP/1.1 503"));
  BOOST_TEST(answer.find("Retry-After: 1") != std::string::npos);
  busy.release();
  BOOST_TEST(waits.read_all().ends_with("ok\n"));
}

BOOST_AUTO_TEST_CASE(who_has_waited_too_long_for_a_thread_is_told_503) {
  ServerOptions options;
  options.threads = 1;
  options.times.queue = 100ms;
  Fixture fixture(options);
  Busy busy(fixture);
  Client waits(fixture.server->port());
  waits.send(kLast);
  busy.wait_for_queued(1);
  std::this_thread::sleep_for(150ms);
  busy.release();
  const std::string answer = waits.read_all();
  BOOST_TEST(answer.starts_with("HTTP/1.1 503"));
  BOOST_TEST(count(answer, "Retry-After: 1") == 1u);
}

BOOST_AUTO_TEST_CASE(so_many_connections_are_open_and_no_more) {
  ServerOptions options;
  options.connections_max = 3;
  Fixture fixture(options);
  auto open = idle_clients(*fixture.server, 3);
  Client over(fixture.server->port());
  const std::string refused = over.read_all(5s);
  BOOST_TEST(refused.starts_with("HTTP/1.1 503 "));
  BOOST_TEST(over.closed());
  BOOST_TEST(fixture.server->load().connections == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
