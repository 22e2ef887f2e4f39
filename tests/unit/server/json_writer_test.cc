#include "server/json_writer.h"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

using namespace pressmark;

namespace {

std::string written(const auto& value) {
  return JsonWriter().value(value).take();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_writer)

BOOST_AUTO_TEST_CASE(puts_commas_between_and_nowhere_else) {
  JsonWriter json;
  json.open_object().member("a", 1).key("b").open_array().value("x").null().open_object().close_object();
  json.open_array().close_array().value(true).close_array().member("c", std::vector<std::string>{"y", "z"});
  json.key("d").open_object().close_object().member("e", ",").member("f", "[").member("g", ":");
  BOOST_TEST(json.close_object().take() ==
             R"({"a":1,"b":["x",null,{},[],true],"c":["y","z"],"d":{},"e":",","f":"[","g":":"})");
}

BOOST_AUTO_TEST_CASE(escapes_what_json_and_html_want_escaped) {
  BOOST_TEST(written("\"\\\b\f\n\r\t") == R"("\"\\\b\f\n\r\t")");
  BOOST_TEST(written(std::string("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\x7f\"");
  BOOST_TEST(written("</a>&\u2028\u2029\u202a") == "\"\\u003c/a\\u003e\\u0026\\u2028\\u2029\u202a\"");
  BOOST_TEST(written("Ä\U0001f600") == "\"Ä\U0001f600\"");
}

BOOST_AUTO_TEST_CASE(replaces_each_byte_that_is_no_utf8) {
  BOOST_TEST(written("a\xff"
                     "b") == "\"a\uFFFDb\"");
  BOOST_TEST(written("\xe2\x80") == "\"\uFFFD\uFFFD\"");
}

BOOST_AUTO_TEST_CASE(writes_numbers_that_read_back_the_same) {
  BOOST_TEST(written(std::numeric_limits<uint64_t>::max()) == "18446744073709551615");
  BOOST_TEST(written(std::numeric_limits<int64_t>::min()) == "-9223372036854775808");
  BOOST_TEST(written(uint8_t{7}) == "7");
  BOOST_TEST(written(0.1) == "0.1");
  BOOST_TEST(written(1e300) == "1e+300");
  BOOST_TEST(written(std::numeric_limits<double>::quiet_NaN()) == "0");
  BOOST_TEST(written(-std::numeric_limits<double>::infinity()) == "0");
}

BOOST_AUTO_TEST_CASE(is_always_json_of_the_same_text) {
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (size_t i = random() % 12; i > 0; --i) text += static_cast<char>(random());
    const std::string json = written(text);
    BOOST_TEST(json.find_first_of("<>&\n") == std::string::npos);
    const std::string read = nlohmann::json::parse(json).get<std::string>();
    const std::string again = nlohmann::json::parse(written(read)).get<std::string>();
    BOOST_TEST(read == again);
    BOOST_TEST((read == text) == (read.find("\uFFFD") == std::string::npos));
  }
}

BOOST_AUTO_TEST_SUITE_END()
