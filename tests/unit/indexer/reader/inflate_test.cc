#include "indexer/reader/inflate.h"

#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "tests/unit/indexer/reader/zip_writer.h"

using namespace pressmark;
using pressmark::testing::gzip_of;

BOOST_AUTO_TEST_CASE(unpacks_one_member_and_says_where_it_ends) {
  const std::string first = gzip_of("first");
  const Inflated inflated = inflate_stream(first + gzip_of("second"), Coding::kGzip, 100);
  BOOST_TEST(inflated.bytes == "first");
  BOOST_TEST(inflated.bytes_taken == first.size());
  BOOST_TEST((inflated.end == InflateEnd::kWhole));
}

BOOST_AUTO_TEST_CASE(keeps_to_its_budget_and_still_finds_the_end) {
  const std::string member = gzip_of(std::string(100, 'x'));
  BOOST_TEST((inflate_stream(member, Coding::kGzip, 100).end == InflateEnd::kWhole));
  const Inflated over = inflate_stream(member + "more", Coding::kGzip, 99);
  BOOST_TEST((over.end == InflateEnd::kTooLarge));
  BOOST_TEST(over.bytes.size() == 99u);
  BOOST_TEST(over.bytes_taken == member.size());
}

BOOST_AUTO_TEST_CASE(tells_what_is_cut_short_from_what_is_damaged) {
  const std::string member = gzip_of("some content that is long enough");
  BOOST_TEST((inflate_stream(member.substr(0, member.size() - 3), Coding::kGzip, 100).end ==
              InflateEnd::kTruncated));
  std::string wrong_sum = member;
  wrong_sum[wrong_sum.size() - 6] ^= 1;
  BOOST_TEST((inflate_stream(wrong_sum, Coding::kGzip, 100).end == InflateEnd::kDamaged));
  BOOST_TEST((inflate_stream("rubbish", Coding::kGzip, 100).end == InflateEnd::kDamaged));
  BOOST_TEST((inflate_stream("", Coding::kGzip, 100).end == InflateEnd::kTruncated));
}

BOOST_AUTO_TEST_CASE(reads_deflate_without_a_frame) {
  const std::string member = gzip_of("framed by nothing");
  // A gzip member is a head of ten bytes, the stream, and a tail of eight.
  const Inflated raw = inflate_stream(member.substr(10), Coding::kDeflate, 100);
  BOOST_TEST(raw.bytes == "framed by nothing");
}

BOOST_AUTO_TEST_CASE(grants_what_a_size_explains) {
  BOOST_TEST(inflate_budget(0) == limits::kArchiveFreeBytes);
  BOOST_TEST(inflate_budget(limits::kArchiveFreeBytes) ==
             std::min(limits::kArchiveBytesMax, limits::kArchiveFreeBytes * limits::kArchiveRatioMax));
  BOOST_TEST(inflate_budget(1'000'000) == 1'000'000 * limits::kArchiveRatioMax);
  BOOST_TEST(inflate_budget(static_cast<size_t>(-1)) == limits::kArchiveBytesMax);
}
