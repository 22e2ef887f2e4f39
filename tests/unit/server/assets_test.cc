#include "server/assets.h"

#include <Poco/InflatingStream.h>

#include <boost/test/unit_test.hpp>
#include <iterator>
#include <sstream>

using namespace pressmark;

namespace {

std::string unpacked(std::string_view packed) {
  std::istringstream stream{std::string(packed)};
  Poco::InflatingInputStream inflated(stream, Poco::InflatingStreamBuf::STREAM_GZIP);
  return {std::istreambuf_iterator<char>(inflated), {}};
}

const EmbeddedFile& file_named(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == name) return file;
  }
  throw std::out_of_range(std::string(name));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(assets)

BOOST_AUTO_TEST_CASE(what_browsers_ask_for_is_packed_once_and_for_all) {
  size_t packed = 0;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name.ends_with(".mustache")) {
      BOOST_TEST(file.packed.empty(), file.name);
      continue;
    }
    ++packed;
    BOOST_TEST(unpacked(file.packed) == file.bytes, file.name);
    // No time of packing in it: the same files give the same program.
    BOOST_TEST(file.packed.substr(4, 4) == std::string_view("\0\0\0\0", 4), file.name);
  }
  BOOST_TEST(packed >= 5u);
}

BOOST_AUTO_TEST_CASE(the_box_is_small_enough_for_every_page) {
  BOOST_TEST(file_named("widget.js").packed.size() <= 8u * 1024);
  BOOST_TEST(file_named("widget.css").packed.size() <= 2u * 1024);
  BOOST_TEST(file_named("widget.js").bytes.find("import") == std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(an_asset_is_found_at_its_own_address_and_some_at_one_for_others) {
  const Asset* own = find_asset(asset_address("widget.js"));
  const Asset* shared = find_asset("/widget.js");
  BOOST_TEST_REQUIRE(own != nullptr);
  BOOST_TEST_REQUIRE(shared != nullptr);
  BOOST_TEST(own->bytes == shared->bytes);
  BOOST_TEST(!own->fixed_address);
  BOOST_TEST(shared->fixed_address);
  BOOST_TEST(find_asset("/style.css") == nullptr);
  BOOST_TEST(find_asset("/box.mustache") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
