#include "server/http/access_log.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(access_log)

namespace {

AccessRecord record() {
  return {.time = "2026-11-23T04:00:00Z",
          .method = "GET",
          .path = "/publications/a%2Fb",
          .route = "/publications/{id}",
          .status = 200,
          .bytes = 1234,
          .took_ms = 2.34567,
          .request_id = "1f",
          .problem = "",
          .fault = ""};
}

}  // namespace

BOOST_AUTO_TEST_CASE(writes_one_line_of_json) {
  BOOST_TEST(
      log_line(record()) ==
      R"({"time":"2026-11-23T04:00:00Z","id":"1f","method":"GET","route":"/publications/{id}","path":"/publications/a%2Fb","status":200,"bytes":1234,"took_ms":2.346})");
}

BOOST_AUTO_TEST_CASE(says_what_went_wrong) {
  AccessRecord refused = record();
  refused.problem = "overloaded";
  refused.fault = "inside";
  const auto json = nlohmann::json::parse(log_line(refused));
  BOOST_TEST(json.at("problem") == "overloaded");
  BOOST_TEST(json.at("fault") == "inside");
}

BOOST_AUTO_TEST_CASE(stays_one_line_whatever_was_sent) {
  AccessRecord hostile = record();
  hostile.method = "G\nT";
  hostile.path = std::string("/a\r\n\0\x1b[2J\xff", 11);
  hostile.fault = "x\ny";
  const std::string line = log_line(hostile);
  for (const char c : line) BOOST_TEST(static_cast<unsigned char>(c) >= 0x20);
  const auto json = nlohmann::json::parse(line);
  BOOST_TEST(json.at("path") == std::string("/a\r\n\0\x1b[2J\xEF\xBF\xBD", 13));
  BOOST_TEST(json.at("fault") == "x\ny");
}

BOOST_AUTO_TEST_CASE(cuts_long_fields) {
  const std::string exact(kLoggedBytesMax, 'a');
  AccessRecord long_path = record();
  for (const std::string& path : {exact, exact + "a"}) {
    long_path.path = path;
    BOOST_TEST(nlohmann::json::parse(log_line(long_path)).at("path") == exact);
  }
}

BOOST_AUTO_TEST_CASE(writes_nothing_while_it_is_turned_off) {
  int ends[2];
  BOOST_TEST_REQUIRE(pipe(ends) == 0);
  AccessLog log{ends[1], false};
  log.write(record());
  log.turn(true);
  log.write(record());
  close(ends[1]);
  std::string written(4'096, '\0');
  written.resize(static_cast<size_t>(read(ends[0], written.data(), written.size())));
  close(ends[0]);
  BOOST_TEST(written == log_line(record()) + '\n');
}

BOOST_AUTO_TEST_SUITE_END()
