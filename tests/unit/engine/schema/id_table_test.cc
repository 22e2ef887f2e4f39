// Short strings are found again where they were put.
#include "engine/schema/id_table.h"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace pressmark;

BOOST_AUTO_TEST_CASE(an_arena_gives_back_what_was_added_when_a_chunk_is_full) {
  Arena arena;
  const std::string half(1u << 19, 'h');
  const uint32_t first = arena.add(half);
  const uint32_t second = arena.add(half);
  const uint32_t empty = arena.add("");
  BOOST_TEST(arena.text(empty, 0).empty());
  const uint32_t third = arena.add("x");
  BOOST_TEST((arena.text(first, half.size()) == half));
  BOOST_TEST((arena.text(second, half.size()) == half));
  BOOST_TEST(arena.text(third, 1) == "x");
}
