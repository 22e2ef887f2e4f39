// What is written of works is read again; what is damaged is refused.
#include "engine/schema/works.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "engine/schema/schema.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;
using namespace std::string_literals;

BOOST_AUTO_TEST_CASE(works_are_read_as_written) {
  const TempDir directory;
  const Works works = {{1, 2}, {3, 400, 70'000}, {5, 0xffffffff}};
  write_works(directory.path(), works);
  const auto read = read_works(directory.path());
  BOOST_REQUIRE(read.ok());
  BOOST_TEST((read.value() == works));
}

BOOST_AUTO_TEST_CASE(works_written_again_take_the_place_of_the_earlier_ones) {
  const TempDir directory;
  write_works(directory.path(), {{1, 2}, {3, 4}});
  write_works(directory.path(), {});
  BOOST_TEST(read_works(directory.path()).value().empty());
}

BOOST_AUTO_TEST_CASE(a_missing_or_damaged_file_is_refused_by_name) {
  const TempDir directory;
  BOOST_TEST((read_works(directory.path()).error().code == ErrorCode::kUnreadable));
  const auto refused = [&](const std::string& bytes) {
    std::ofstream(directory.path() / "works.dat", std::ios::binary | std::ios::trunc) << bytes;
    const auto read = read_works(directory.path());
    return !read.ok() && read.error().code == ErrorCode::kCorrupt &&
           read.error().where.find("works.dat") != std::string::npos;
  };
  BOOST_TEST(refused(std::string("\x02\x01", 2)));          // ends within a work
  BOOST_TEST(refused(std::string("\x01\x01", 2)));          // a work of one form
  BOOST_TEST(refused(std::string("\x02\x00\x01", 3)));      // document 0
  BOOST_TEST(refused(std::string("\x02\x01\x00", 3)));      // one document twice
  BOOST_TEST(refused(std::string("\xff\xff\xff\x7f", 4)));  // more forms than bytes
  BOOST_TEST(!refused(std::string("\x02\x01\x01", 3)));
}

BOOST_AUTO_TEST_CASE(editions_are_known_by_their_series_and_their_own_words) {
  const auto report_2023 = schema::decode_edition(schema::encode_edition("annual report", "2023"));
  const auto report_2024 = schema::decode_edition(schema::encode_edition("annual report", "2024"));
  const auto plan_2024 = schema::decode_edition(schema::encode_edition("transport plan", "2024"));
  BOOST_REQUIRE((report_2023 && report_2024 && plan_2024));
  BOOST_TEST(report_2023->series == report_2024->series);
  BOOST_TEST(report_2023->edition != report_2024->edition);
  BOOST_TEST(report_2024->series != plan_2024->series);
  BOOST_TEST(report_2024->edition == plan_2024->edition);
  BOOST_TEST(!schema::decode_edition("eleven bytes"s.substr(1)).has_value());
  BOOST_TEST(!schema::decode_edition("").has_value());
}
