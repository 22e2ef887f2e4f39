#include "server/http/access_log.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(access_log)

BOOST_AUTO_TEST_CASE(writes_one_line_of_json) {
  BOOST_TEST(
      log_line({"2026-11-23T04:00:00Z", "GET", "/search", 200, 1234, 2.34567, "1f", ""}) ==
      R"({"time":"2026-11-23T04:00:00Z","method":"GET","path":"/search","status":200,"bytes":1234,"ms":2.346,"id":"1f"})");
}

BOOST_AUTO_TEST_CASE(stays_one_line_whatever_was_sent) {
  const std::string line =
      log_line({"", "G\nT", std::string("/a\r\n\0\x1b[2J\xff", 11), 400, 0, 0, "1f", "x\ny"});
  for (const char c : line) BOOST_TEST(static_cast<unsigned char>(c) >= 0x20);
  const auto json = nlohmann::json::parse(line);
  BOOST_TEST(json.at("path") == std::string("/a\r\n\0\x1b[2J\xEF\xBF\xBD", 13));
  BOOST_TEST(json.at("fault") == "x\ny");
}

BOOST_AUTO_TEST_CASE(cuts_long_fields) {
  const std::string exact(kLoggedBytesMax, 'a');
  BOOST_TEST(nlohmann::json::parse(log_line({"", "GET", exact, 200, 0, 0, "", ""})).at("path") == exact);
  BOOST_TEST(nlohmann::json::parse(log_line({"", "GET", exact + "a", 200, 0, 0, "", ""})).at("path") ==
             exact);
}

BOOST_AUTO_TEST_SUITE_END()
