// What a fetcher makes of servers that do not what they should, and of addresses that are not for it.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/fetch/fetcher.h"
#include "tests/unit/indexer/fetch/fetching.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

struct Status {
  const char* status;
  const char* words;
};
std::ostream& operator<<(std::ostream& out, const Status& c) {
  return out << c.status;
}
const Status kStatuses[] = {
    {"404 Not Found", "no document at this address (404)"},
    {"410 Gone", "taken away for good (410)"},
    {"401 Unauthorized", "does not give the document to everybody (401)"},
    {"403 Forbidden", "does not give the document to everybody (403)"},
    {"451 Unavailable For Legal Reasons", "to everybody (451)"},
    {"429 Too Many Requests", "too much to do (429); come back later"},
    {"503 Service Unavailable", "too much to do (503); come back later"},
    {"500 Internal Server Error", "has a fault (500); come back later"},
    {"599 Whatever", "has a fault (599); come back later"},
    // answers that hold no whole document
    {"204 No Content", "answered with 204 and no document"},
    {"206 Partial Content", "answered with 206 and no document"},
    {"300 Multiple Choices", "answered with 300 and no document"},
    {"302 Found", "answered with 302 and no document"},
    {"304 Not Modified", "answered with 304 and no document"},
    {"418 I am a teapot", "answered with 418 and no document"},
};

struct Garbage {
  const char* name;
  std::string bytes;
};
std::ostream& operator<<(std::ostream& out, const Garbage& c) {
  return out << c.name;
}
const Garbage kGarbage[] = {
    {"nothing", ""},
    {"no head", "<p>text"},
    {"half a head", "HTTP/1.1 200 OK\r\nContent-Le"},
    {"half a head after a whole one", "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Le"},
    {"a number that is none", "HTTP/1.1 2x0 OK\r\n\r\ntext"},
    {"a zero byte in a header",
     std::string("HTTP/1.1 200 OK\r\nETag: a\0b\r\nContent-Length: 4\r\n\r\ntext", 54)},
    {"a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\ntext"},
    {"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 900\r\n\r\ntext"},
    {"a chunk without end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nte"},
    {"chunks without end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n"},
    {"a chunk without size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\ntext\r\n0\r\n\r\n"},
    {"a chunk of all", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF0\r\ntext"},
    {"less than announced", "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\ntext"},
    {"no gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\ntext"},
    {"an unknown packing", "HTTP/1.1 200 OK\r\nContent-Encoding: zip\r\nContent-Length: 4\r\n\r\ntext"},
};

struct Leads {
  const char* location;
  ErrorCode code;
  const char* words;
};
std::ostream& operator<<(std::ostream& out, const Leads& c) {
  return out << c.location;
}
const Leads kLeads[] = {
    {"/a", ErrorCode::kUnreadable, "more than 5 redirects, the last one to /a"},
    {"file:///etc/passwd", ErrorCode::kUnsupported,
     "redirects to file:///etc/passwd: 'file:' is not fetched"},
    {"ftp://example.org/", ErrorCode::kUnsupported, "'ftp:' is not fetched"},
    {"http://us:secret@127.0.0.1/", ErrorCode::kUnsupported,
     "http://…@127.0.0.1/: the address has a user name"},
    {"http://127.0.0.1:1/", ErrorCode::kUnreadable, "redirects to http://127.0.0.1:1/: 127.0.0.1 cannot be"},
    {"/b", ErrorCode::kGone, "/b: there is no document at this address (404)"},
};

const char* const kNotHttp[] = {"ftp://127.0.0.1/a", "file:///etc/passwd",           "gopher://127.0.0.1/",
                                "/etc/passwd",       "http://us:secret@127.0.0.1/a", "http://"};

}  // namespace

BOOST_DATA_TEST_CASE(names_the_answer_and_the_remedy, data::make(kStatuses)) {
  ScriptedServer server;
  server.say("/a",
             answer(sample.status, "", std::string(sample.status).substr(0, 3) == "304" ? "" : "words"));
  const Result<Fetched> refused = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  const std::string_view status(sample.status);
  const bool gone = status.starts_with("404") || status.starts_with("410");
  BOOST_TEST((refused.error().code == (gone ? ErrorCode::kGone : ErrorCode::kUnreadable)));
  BOOST_TEST(contains(refused, sample.words), why(refused));
  BOOST_TEST(refused.error().where == server.url("/a"));
  BOOST_TEST(server.asked("/a").size() == 1U);
}

BOOST_DATA_TEST_CASE(takes_no_garbage_for_a_document, data::make(kGarbage)) {
  ScriptedServer server;
  server.say("/a", Script{sample.bytes});
  server.say("/b", answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  const Result<Fetched> refused = fetcher.get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(refused.error().where == server.url("/a"));
  BOOST_TEST_MESSAGE(why(refused));
  BOOST_TEST(fetcher.get(server.url("/b"), {}).ok(), "the next document is none the worse");
}

BOOST_DATA_TEST_CASE(follows_no_redirect_out_of_the_web, data::make(kLeads)) {
  ScriptedServer server;
  server.say("/a", answer("302 Found", std::string("Location: ") + sample.location + "\r\n"));
  const Result<Fetched> refused = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == sample.code));
  BOOST_TEST(contains(refused, sample.words), why(refused));
  BOOST_TEST(refused.error().where == server.url("/a"));
  BOOST_TEST(why(refused).find("secret") == std::string::npos);
}

BOOST_DATA_TEST_CASE(asks_for_nothing_but_http, data::make(kNotHttp)) {
  const Result<Fetched> refused = Fetcher(at_once()).get(sample, {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(why(refused).find("secret") == std::string::npos);
}

BOOST_DATA_TEST_CASE(this_machine_is_not_reached_without_permission,
                     data::make({"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433",
                                 "127.1", "0.0.0.0", "[::]"})) {
  ScriptedServer server;
  FetchOptions options = at_once();
  options.allow_private = false;
  std::string url = server.url("/a");
  url.replace(url.find("127.0.0.1"), 9, sample);
  const Result<Fetched> refused = Fetcher(options).get(url, {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(contains(refused, "is on a private network; --allow-private permits it"), why(refused));
  BOOST_TEST(server.asked().empty());
}

BOOST_AUTO_TEST_CASE(names_the_host_that_there_is_not) {
  const Result<Fetched> unknown = Fetcher(at_once()).get("http://nothing.invalid/a", {});
  BOOST_REQUIRE(!unknown.ok());
  BOOST_TEST((unknown.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(contains(unknown, "no host nothing.invalid is known"), why(unknown));
  BOOST_TEST(unknown.error().where == "http://nothing.invalid/a");
}

BOOST_AUTO_TEST_CASE(takes_no_plain_answer_for_tls) {
  ScriptedServer server;
  std::string url = server.url("/a");
  url.replace(0, 4, "https");
  FetchOptions options = at_once();
  options.timeout_ms = 500;  // the server waits for a head in words
  const Result<Fetched> refused = Fetcher(options).get(url, {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTimeout));
  BOOST_TEST(contains(refused, "did not let itself be connected to"), why(refused));
}

BOOST_AUTO_TEST_CASE(a_bomb_stops_at_the_limit) {
  ScriptedServer server;
  const std::string bomb = gzip(std::string(50 << 20, 'a'));
  server.say("/a", answer("200 OK", "Content-Encoding: gzip\r\n", bomb));
  FetchOptions options = at_once();
  options.bytes_max = 1 << 20;
  const Result<Fetched> refused = Fetcher(options).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTooLarge));
  BOOST_TEST(bomb.size() < options.bytes_max);
}

BOOST_AUTO_TEST_CASE(an_announced_length_over_the_limit_stops_it_before_the_body) {
  ScriptedServer server;
  server.say("/a", Script{"HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\ntext", 0, 60'000});
  FetchOptions options = at_once();
  options.bytes_max = 1000;
  const Result<Fetched> refused = Fetcher(options).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(a_head_has_a_largest_size) {
  ScriptedServer server;
  const std::string start = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n", end = "\r\n\r\n";
  const auto head = [&](size_t bytes) {
    std::string text = start;
    while (bytes - text.size() - end.size() > 1100) text += "X: " + std::string(995, 'x') + "\r\n";
    return text + "Y: " + std::string(bytes - text.size() - 3 - end.size(), 'y') + end;
  };
  BOOST_REQUIRE_EQUAL(head(limits::kFetchHeadBytesMax).size(), limits::kFetchHeadBytesMax);
  server.say("/a",
             {{head(limits::kFetchHeadBytesMax) + "text"}, {head(limits::kFetchHeadBytesMax + 1) + "text"}});
  Fetcher fetcher(at_once());
  const Result<Fetched> fetched = fetcher.get(server.url("/a"), {});
  BOOST_TEST(fetched.ok(), why(fetched));
  const Result<Fetched> refused = fetcher.get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTooLarge));
  BOOST_TEST(contains(refused, "the head of the answer"), why(refused));
}

BOOST_AUTO_TEST_CASE(heads_without_end_stop_too) {
  ScriptedServer server;
  std::string heads;
  while (heads.size() < 2 * limits::kFetchHeadBytesMax)
    heads += "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n";
  server.say("/a", Script{heads, 0, 60'000});
  const Result<Fetched> refused = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(an_error_page_without_end_is_not_read_to_its_end) {
  ScriptedServer server;
  server.say("/a", Script{"HTTP/1.1 404 Not Found\r\n\r\n" + std::string(limits::kRefusalBytesMax + 1, 'x'),
                          0, 60'000});
  const Result<Fetched> refused = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_TEST(contains(refused, "(404)"), why(refused));
}

BOOST_AUTO_TEST_CASE(a_slow_drip_meets_the_time_limit) {
  ScriptedServer server;
  server.say("/a", Script{answer("200 OK", "", std::string(100'000, 'a')).bytes, 200, 50});
  FetchOptions options = at_once();
  options.timeout_ms = 1000;
  const Result<Fetched> refused = Fetcher(options).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTimeout));
  BOOST_TEST(contains(refused, "not complete after 1 s"), why(refused));
}

BOOST_AUTO_TEST_CASE(a_connection_that_says_almost_nothing_ends_before_the_time_limit) {
  ScriptedServer server;
  server.say("/a", Script{answer("200 OK", "", std::string(100'000, 'a')).bytes, 1, 50});
  FetchOptions options = at_once();
  options.timeout_ms = 3000;
  const Result<Fetched> refused = Fetcher(options).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTimeout));
  BOOST_TEST(contains(refused, "less than 100 bytes a second for 1 s"), why(refused));
}

BOOST_AUTO_TEST_CASE(the_time_limit_is_for_the_document_with_its_redirects) {
  ScriptedServer server;
  server.say("/a", Script{answer("302 Found", "Location: /a\r\n").bytes, 40, 200});
  FetchOptions options = at_once();
  options.timeout_ms = 1000;
  const Result<Fetched> refused = Fetcher(options).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kTimeout), why(refused));
}

BOOST_AUTO_TEST_CASE(an_interrupt_is_seen_while_a_server_is_silent) {
  ScriptedServer server;
  server.say("/a", Script{"HTTP/1.1 200 OK\r\n", 0, 60'000});
  FetchOptions options = at_once();
  options.interrupted = [&] { return !server.asked("/a").empty(); };
  const Result<Fetched> refused = Fetcher(options).get(server.url("/a"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST(contains(refused, "interrupted"), why(refused));
}
