#include "indexer/source/scratch_file.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <system_error>

#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

std::string read(ScratchFile& file, uint64_t offset, size_t size) {
  std::string bytes(size, '\0');
  file.read(offset, bytes.data(), size);
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_appended_is_read_from_the_buffer_and_from_the_file) {
  const TempDir directory;
  ScratchFile file(directory.path());
  std::string all;
  // Past the size of the buffer, in pieces that do not divide it, one of them larger than it.
  for (size_t i = 0; i < 400; ++i) {
    const std::string piece(i == 200 ? 3u << 20 : 7'000 + i, static_cast<char>('a' + i % 26));
    BOOST_REQUIRE_EQUAL(file.append(piece), all.size());
    all += piece;
    BOOST_REQUIRE(read(file, all.size() - 5, 5) == all.substr(all.size() - 5));
  }
  BOOST_TEST(file.size() == all.size());
  BOOST_TEST((read(file, 0, all.size()) == all));
  BOOST_TEST(read(file, all.size(), 0).empty());
}

BOOST_AUTO_TEST_CASE(a_read_may_begin_in_the_file_and_end_in_the_buffer) {
  const TempDir directory;
  ScratchFile file(directory.path());
  file.append(std::string(2u << 20, 'a'));
  file.append("bcd");
  BOOST_TEST(read(file, (2u << 20) - 2, 5) == "aabcd");
}

BOOST_AUTO_TEST_CASE(what_is_overwritten_leaves_its_neighbours) {
  const TempDir directory;
  ScratchFile file(directory.path());
  file.append("one two three");
  file.overwrite(4, "TWO");
  BOOST_TEST(read(file, 0, 13) == "one TWO three");
  BOOST_TEST(file.append("!") == 13U);
  BOOST_TEST(read(file, 8, 6) == "three!");
}

BOOST_AUTO_TEST_CASE(leaves_no_name_and_says_when_it_cannot_be_made) {
  const TempDir directory;
  ScratchFile file(directory.path());
  file.append("x");
  BOOST_TEST(std::filesystem::is_empty(directory.path()));
  BOOST_CHECK_THROW(ScratchFile(directory.path() / "nowhere"), std::system_error);
}
