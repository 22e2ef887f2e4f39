#include "server/nearest_name.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(nearest_name_)

BOOST_AUTO_TEST_CASE(is_the_one_with_the_fewest_changed_letters) {
  const std::array<std::string_view, 3> names = {"listen", "index", "times.head_ms"};
  BOOST_TEST(nearest_name("listn", names) == "listen");
  BOOST_TEST(nearest_name("times.haed_ms", names) == "times.head_ms");
  BOOST_TEST(nearest_name("indexx", names) == "index");
}

BOOST_AUTO_TEST_CASE(looks_at_the_beginning_of_a_long_name) {
  const std::array<std::string_view, 2> names = {"b", "aaaaaaaaaaaaaaaa"};
  BOOST_TEST(nearest_name(std::string(1u << 20, 'a'), names) == "aaaaaaaaaaaaaaaa");
}

BOOST_AUTO_TEST_SUITE_END()
