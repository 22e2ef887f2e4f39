#include "engine/schema/bytes.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <limits>
#include <random>

#include "engine/schema/mapped_file.h"
#include "tests/unit/engine/schema/schema_test_support.h"

namespace pressmark {

BOOST_AUTO_TEST_SUITE(bytes)

BOOST_AUTO_TEST_CASE(what_is_appended_is_read_back) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 1000; ++round) {
    const uint64_t value = random() >> (random() % 64);
    std::string out;
    append_u8(out, static_cast<uint8_t>(value));
    append_u16(out, static_cast<uint16_t>(value));
    append_u24(out, static_cast<uint32_t>(value));
    append_u32(out, static_cast<uint32_t>(value));
    append_u64(out, value);
    append_varint(out, value);
    append_string(out, std::to_string(value));
    append_varint(out, zigzag(static_cast<int64_t>(value)));
    ByteReader reader(as_bytes(out));
    BOOST_TEST(reader.u8() == static_cast<uint8_t>(value));
    BOOST_TEST(reader.u16() == static_cast<uint16_t>(value));
    BOOST_TEST(reader.u24() == (value & 0xffffff));
    BOOST_TEST(reader.u32() == static_cast<uint32_t>(value));
    BOOST_TEST(reader.u64() == value);
    BOOST_TEST(reader.varint() == value);
    BOOST_TEST(reader.string(20) == std::to_string(value));
    BOOST_TEST(unzigzag(reader.varint()) == static_cast<int64_t>(value));
    BOOST_TEST(reader.finished());
  }
}

BOOST_AUTO_TEST_CASE(small_numbers_of_either_sign_are_one_byte) {
  for (const int64_t value : {0, -1, 1, -64, 63}) {
    std::string out;
    append_varint(out, zigzag(value));
    BOOST_TEST(out.size() == 1);
  }
  BOOST_TEST(unzigzag(zigzag(std::numeric_limits<int64_t>::min())) == std::numeric_limits<int64_t>::min());
}

BOOST_AUTO_TEST_CASE(a_read_beyond_the_end_fails_and_all_after_it) {
  const std::string three = "abc";
  ByteReader reader(as_bytes(three));
  BOOST_TEST(reader.u16() == 0x6261);
  BOOST_TEST(reader.u32() == 0);
  BOOST_TEST(!reader.ok());
  BOOST_TEST(reader.remaining() == 0);
  BOOST_TEST(reader.u8() == 0);
  BOOST_TEST(reader.bytes(1).empty());
  BOOST_TEST(!reader.finished());
}

BOOST_AUTO_TEST_CASE(a_varint_may_not_end_early_or_be_over_64_bits_or_over_its_maximum) {
  const auto fails = [](std::string_view encoded) {
    ByteReader reader(as_bytes(encoded));
    return reader.varint() == 0 && !reader.ok();
  };
  BOOST_TEST(fails(""));
  BOOST_TEST(fails("\x80"));
  BOOST_TEST(fails("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"));
  BOOST_TEST(fails("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x80\x01"));
  BOOST_TEST(!fails("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
  std::string out;
  append_varint(out, 1000);
  BOOST_TEST(ByteReader(as_bytes(out)).varint(1000) == 1000);
  BOOST_TEST(ByteReader(as_bytes(out)).varint(999) == 0);
}

BOOST_AUTO_TEST_CASE(a_string_may_not_be_longer_than_its_limit_or_than_what_is_there) {
  std::string out;
  append_string(out, "abcd");
  BOOST_TEST(ByteReader(as_bytes(out)).string(4) == "abcd");
  BOOST_TEST(ByteReader(as_bytes(out)).string(3).empty());
  out.pop_back();
  ByteReader reader(as_bytes(out));
  BOOST_TEST(reader.string(4).empty());
  BOOST_TEST(!reader.ok());
}

BOOST_AUTO_TEST_CASE(cuts_before_a_code_point_that_does_not_fit) {
  BOOST_TEST(code_point_floor("añb", 9) == 4);
  BOOST_TEST(code_point_floor("añb", 4) == 4);
  BOOST_TEST(code_point_floor("añb", 3) == 3);
  BOOST_TEST(code_point_floor("añb", 2) == 1);
  BOOST_TEST(code_point_floor("😀", 3) == 0);
  BOOST_TEST(code_point_floor("\x80\x80\x80\x80\x80\x80", 5) == 5);
}

BOOST_AUTO_TEST_CASE(maps_files_and_names_those_it_cannot) {
  const TestDirectory directory;
  write_bytes(directory / "empty", "");
  write_bytes(directory / "full", "content");
  BOOST_TEST(MappedFile::open(directory / "empty").value().bytes().empty());
  auto file = MappedFile::open(directory / "full");
  MappedFile moved = std::move(file).value();
  BOOST_TEST(as_text(moved.bytes()) == "content");
  const auto missing = MappedFile::open(directory / "missing");
  BOOST_TEST(missing.error().message.find((directory / "missing").string()) != std::string::npos);
  BOOST_TEST(!MappedFile::open(directory.path()).ok());
}

BOOST_AUTO_TEST_CASE(what_is_released_is_no_longer_in_memory_and_is_there_when_it_is_read_again) {
  const auto resident_pages = [] {
    std::ifstream statm("/proc/self/statm");
    size_t size = 0, resident = 0;
    statm >> size >> resident;
    return resident;
  };
  const TestDirectory directory;
  constexpr size_t kBytes = 32u << 20;
  write_bytes(directory / "large", std::string(kBytes, 'x'));
  const auto file = MappedFile::open(directory / "large");
  const auto count = [&] {
    const auto bytes = file.value().bytes();
    return static_cast<size_t>(std::count(bytes.begin(), bytes.end(), uint8_t{'x'}));
  };
  BOOST_TEST(count() == kBytes);
  const size_t before = resident_pages();
  file.value().release();
  BOOST_TEST(resident_pages() + kBytes / 2 / 4096 < before);
  BOOST_TEST(count() == kBytes);
  MappedFile().release();
}

BOOST_AUTO_TEST_CASE(appends_after_what_is_there_or_in_its_place) {
  const TestDirectory directory;
  {
    AppendFile file(directory / "file", AppendFile::Start::kAtEnd);
    file.append("one");
    file.flush();
    file.append(" lost");
    BOOST_TEST(file.size() == 8);
  }
  AppendFile more(directory / "file", AppendFile::Start::kAtEnd);
  more.append(" two");
  BOOST_TEST(more.size() == 7);
  more.flush();
  BOOST_TEST(read_bytes(directory / "file") == "one two");
  AppendFile again(directory / "file", AppendFile::Start::kEmpty);
  again.append("new");
  again.flush();
  BOOST_TEST(read_bytes(directory / "file") == "new");
  BOOST_CHECK_THROW(AppendFile(directory / "no" / "file", AppendFile::Start::kAtEnd), std::system_error);
  BOOST_TEST(refused_by_full_disk(2, [&] {
    again.append(" and more");
    again.flush();
  }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressmark
