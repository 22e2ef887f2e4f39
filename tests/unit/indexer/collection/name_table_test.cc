#include "indexer/collection/name_table.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <stdexcept>
#include <string>

#include "engine/limits.h"

using namespace pressmark;

BOOST_AUTO_TEST_CASE(a_name_keeps_its_number_and_its_text) {
  NameTable names;
  for (uint32_t i = 0; i < 20'000; ++i) BOOST_REQUIRE_EQUAL(names.add("name " + std::to_string(i * 7)), i);
  for (uint32_t i = 0; i < 20'000; i += 37) {
    const std::string name = "name " + std::to_string(i * 7);
    BOOST_REQUIRE_EQUAL(names.add(name), i);
    BOOST_REQUIRE(names.find(name) == i);
    BOOST_REQUIRE_EQUAL(names.name(i), name);
  }
  BOOST_TEST(names.size() == 20'000U);
  BOOST_TEST(!names.find("name 1").has_value());
}

BOOST_AUTO_TEST_CASE(names_are_sorted_as_bytes) {
  NameTable names;
  std::set<std::string> expected;
  for (const char* name : {"b", "", "a", "a/long/path/2", "a/long/path/10", "\xc3\xa4", "B", "a/long"}) {
    names.add(name);
    expected.insert(name);
  }
  std::vector<std::string> sorted;
  for (const uint32_t number : names.sorted()) sorted.emplace_back(names.name(number));
  BOOST_TEST(sorted == std::vector<std::string>(expected.begin(), expected.end()),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_name_may_be_as_long_as_a_field_and_no_longer) {
  NameTable names;
  const std::string longest(limits::kFieldBytesMax, 'x');
  BOOST_TEST(names.name(names.add(longest)) == longest);
  BOOST_CHECK_THROW(names.add(longest + "x"), std::length_error);
}
