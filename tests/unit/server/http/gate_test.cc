#include "server/http/gate.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

std::string head(const std::string& line, const std::string& fields = "Host: x\r\n") {
  return line + "\r\n" + fields + "\r\n";
}
HttpRequest passed(const std::string& bytes) {
  auto result = pass_gate(bytes);
  BOOST_TEST_REQUIRE(std::holds_alternative<HttpRequest>(result));
  return std::get<HttpRequest>(result);
}
std::string fields_of(size_t count, const std::string& last = "") {
  std::string fields = "Host: x\r\n";
  for (size_t i = 1; i < count; ++i) fields += "A: b\r\n";
  return fields + last;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gate)

BOOST_AUTO_TEST_CASE(takes_a_request_apart) {
  const HttpRequest request = passed(head(
      "HEAD /search?q=a?b HTTP/1.1",
      "hOsT: example.org:8080\r\nAccept-Encoding: br, GZIP;q=0.8\r\nIf-None-Match: "
      "W/\"1\"\r\nIf-Range: \"2\"\r\n"
      "Range:\t bytes=0-1 \r\nORIGIN: https://a.example\r\nContent-Length: 0\r\nExpect: 100-continue\r\n"));
  BOOST_TEST((request.method == Method::kHead));
  BOOST_TEST(request.path == "/search");
  BOOST_TEST(request.query == "q=a?b");
  BOOST_TEST(request.keep_alive);
  BOOST_TEST(request.accepts_gzip);
  BOOST_TEST(request.host == "example.org:8080");
  BOOST_TEST(request.origin == "https://a.example");
  BOOST_TEST(request.if_none_match == "W/\"1\"");
  BOOST_TEST(request.if_range == "\"2\"");
  BOOST_TEST(request.range == "bytes=0-1");
}

struct Refused {
  std::string bytes;
  ProblemCode code;
};
std::ostream& operator<<(std::ostream& out, const Refused& row) {
  return out << row.bytes.substr(0, 60);
}
using Code = ProblemCode;
const Refused kRefused[] = {
    // the request line
    {head("GET /"), Code::kBadRequest},
    {head("GET  HTTP/1.1"), Code::kBadRequest},
    {head("G\"T / HTTP/1.1"), Code::kBadRequest},
    {head(" GET / HTTP/1.1"), Code::kBadRequest},
    {"\r\n" + head("GET / HTTP/1.1"), Code::kBadRequest},
    {head(std::string("G\0T / HTTP/1.1", 14)), Code::kBadRequest},
    {head("GET / HTTP/1.1 x"), Code::kBadRequest},
    {"GET / HTTP/1.1\nHost: x\n\r\n\r\n", Code::kBadRequest},
    // versions and methods
    {head("GET / HTTP/9.9"), Code::kVersionNotSupported},
    {head("GET / http/1.1"), Code::kVersionNotSupported},
    {head("GET / HTTP/2.0"), Code::kVersionNotSupported},
    {head("POST / HTTP/1.1"), Code::kMethodNotAllowed},
    {head("get / HTTP/1.1"), Code::kMethodNotAllowed},
    {head("OPTIONS / HTTP/1.1"), Code::kMethodNotAllowed},
    // targets
    {head("GET http://x/ HTTP/1.1"), Code::kBadRequest},
    {head("GET * HTTP/1.1"), Code::kBadRequest},
    {head("GET /a b HTTP/1.1"), Code::kBadRequest},
    {head("GET /\xc3\xa9 HTTP/1.1"), Code::kBadRequest},
    {head("GET /\x7f HTTP/1.1"), Code::kBadRequest},
    {head("GET /" + std::string(kTargetBytesMax, 'a') + " HTTP/1.1"), Code::kUriTooLong},
    // one Host
    {head("GET / HTTP/1.1", ""), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\nHost: x\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.0", "Host: x\r\nHost: y\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host:\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x/y\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: =?utf-8?Q?a=0D=0AX:_1?=\r\n"), Code::kBadRequest},
    // bodies
    {head("GET / HTTP/1.1", "Host: x\r\nContent-Length: 5\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\nContent-Length: -1\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\nTransfer-Encoding: chunked\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\ntransfer-encoding: identity\r\n"), Code::kBadRequest},
    // fields
    {head("GET / HTTP/1.1", "Host: x\r\nContent-Length : 0\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\n folded\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\nno colon\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\n: y\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\nA: b\nB: c\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", "Host: x\r\nA: b\rc\r\n"), Code::kBadRequest},
    {head("GET / HTTP/1.1", std::string("Host: x\r\nA: \0\r\n", 15)), Code::kBadRequest},
    {head("GET / HTTP/1.1", fields_of(kHeaderFieldsMax + 1)), Code::kHeadersTooLarge},
    {head("GET / HTTP/1.1", "Host: x\r\nA: " + std::string(kHeaderBytesMax, 'a') + "\r\n"),
     Code::kHeadersTooLarge},
};
BOOST_DATA_TEST_CASE(refuses_what_could_be_read_in_two_ways, data::make(kRefused), row) {
  const auto result = pass_gate(row.bytes);
  BOOST_TEST_REQUIRE(std::holds_alternative<Refusal>(result));
  BOOST_TEST(problem_kind(std::get<Refusal>(result).problem.code).name == problem_kind(row.code).name);
}

BOOST_AUTO_TEST_CASE(takes_exactly_what_the_limits_allow) {
  const std::string longest = "/" + std::string(kTargetBytesMax - 1, 'a');
  BOOST_TEST(passed(head("GET " + longest + " HTTP/1.1")).path == longest);
  passed(head("GET / HTTP/1.1", fields_of(kHeaderFieldsMax)));
  const std::string begin = "Host: x\r\nA: ";
  const std::string full = begin + std::string(kHeaderBytesMax - begin.size() - 2, 'a') + "\r\n";
  passed(head("GET / HTTP/1.1", full));
  const auto over = pass_gate(head("GET / HTTP/1.1", "B" + full));
  BOOST_TEST(std::holds_alternative<Refusal>(over));
}

BOOST_AUTO_TEST_CASE(the_largest_head_that_passes_is_read_whole) {
  const std::string begin = "Host: x\r\nA: ";
  const std::string largest = head("HEAD /" + std::string(kTargetBytesMax - 1, 'a') + " HTTP/1.1",
                                   begin + std::string(kHeaderBytesMax - begin.size() - 2, 'a') + "\r\n");
  passed(largest);
  BOOST_TEST(largest.size() <= kHeadBytesMax);
}

BOOST_AUTO_TEST_CASE(keeps_a_connection_only_when_both_sides_can) {
  BOOST_TEST(passed(head("GET / HTTP/1.1")).keep_alive);
  BOOST_TEST(!passed(head("GET / HTTP/1.1", "Host: x\r\nConnection: foo, Close\r\n")).keep_alive);
  BOOST_TEST(!passed(head("GET / HTTP/1.0", "")).keep_alive);
}

struct Encoding {
  const char* list;
  bool gzip;
};
std::ostream& operator<<(std::ostream& out, const Encoding& row) {
  return out << row.list;
}
const Encoding kEncodings[] = {{"gzip", true},
                               {"deflate, gzip;q=0.1", true},
                               {"*", true},
                               {"gzip;q=0", false},
                               {"gzip;q=0.0, *", false},
                               {"*;q=0", false},
                               {"br, gzipp", false},
                               {"", false},
                               {"identity", false}};
BOOST_DATA_TEST_CASE(compresses_only_for_those_who_say_so, data::make(kEncodings), row) {
  const std::string fields = std::string("Host: x\r\nAccept-Encoding: ") + row.list + "\r\n";
  BOOST_TEST(passed(head("GET / HTTP/1.1", fields)).accepts_gzip == row.gzip);
}

BOOST_AUTO_TEST_CASE(names_method_and_path_of_what_it_refuses) {
  const auto result = pass_gate(head("POST /search?q=secret HTTP/1.1"));
  BOOST_TEST(std::get<Refusal>(result).method == "POST");
  BOOST_TEST(std::get<Refusal>(result).path == "/search");
}

BOOST_AUTO_TEST_CASE(whatever_passes_is_plain) {
  std::mt19937 random(3);
  const std::string seed =
      head("GET /search?q=a HTTP/1.1", "Host: x\r\nAccept-Encoding: gzip\r\nContent-Length: 0\r\n");
  size_t let_in = 0;
  for (int round = 0; round < 50000; ++round) {
    std::string bytes = seed;
    for (size_t i = random() % 3 + 1; i > 0; --i)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto result = pass_gate(bytes);
    if (!std::holds_alternative<HttpRequest>(result)) continue;
    ++let_in;
    const auto& request = std::get<HttpRequest>(result);
    BOOST_TEST_REQUIRE(request.path.starts_with('/'));
    for (const char c : request.path + request.query) BOOST_TEST_REQUIRE((c > 0x20 && c < 0x7f));
  }
  BOOST_TEST(let_in > 0u);
}

BOOST_AUTO_TEST_CASE(joins_what_proxies_say_of_whom_they_forward) {
  const auto passed = pass_gate(
      "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\n\r\n");
  BOOST_TEST(std::get<HttpRequest>(passed).forwarded_for == "192.0.2.1, 192.0.2.2");
}

BOOST_AUTO_TEST_SUITE_END()
