#include "server/xml.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

#include "server/url.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Row {
  std::string text, escaped;
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.escaped;
}
const Row kRows[] = {
    // markup
    {"a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d"},
    {"&amp;", "&amp;amp;"},
    // what stays
    {"", ""},
    {"tab\t line\n return\r", "tab\t line\n return\r"},
    {"Orl\u00E9ans \U0001F600", "Orl\u00E9ans \U0001F600"},
    // what XML has no way to write
    {std::string("a\0b", 3), "a\uFFFDb"},
    {"a\x01\x0B\x1F", "a\uFFFD\uFFFD\uFFFD"},
    {"\xEF\xBF\xBE\xEF\xBF\xBF", "\uFFFD\uFFFD"},
    // what is no UTF-8
    {"a\xFF", "a\uFFFD"},
    {"\xC3", "\uFFFD"},
    {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(xml)

BOOST_DATA_TEST_CASE(escapes_text, data::make(kRows), row) {
  BOOST_TEST(escape_xml(row.text) == row.escaped);
}

BOOST_AUTO_TEST_CASE(whatever_bytes_come_the_result_is_text_without_markup) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? random() % 0x40 : random());
    const std::string escaped = escape_xml(bytes);
    BOOST_TEST_REQUIRE(valid_utf8(escaped));
    BOOST_TEST_REQUIRE(escaped.find_first_of("<>\"") == std::string::npos);
    for (const char c : escaped) {
      const auto byte = static_cast<unsigned char>(c);
      BOOST_TEST_REQUIRE((byte >= 0x20 || c == '\t' || c == '\n' || c == '\r'));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
