// What is written of keywords and term counts is read again; what is damaged is refused or empty.
#include "engine/schema/keywords.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <vector>

#include "engine/schema/term_statistics.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

Keywords keywords(const std::vector<Keyword>& all) {
  Keywords made;
  for (const Keyword& keyword : all) made.add(keyword);
  return made;
}

std::vector<Keyword> list(const Keywords& keywords) {
  return {keywords.begin(), keywords.end()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(keywords_are_read_as_written_in_any_order_of_documents) {
  const TempDir directory;
  std::vector<Keyword> full;
  for (uint32_t i = 0; i < kKeywordsMax; ++i)
    full.push_back({i * 1000 + 0xff000000, static_cast<uint8_t>(i + 1)});
  {
    KeywordWriter writer(directory.path());
    writer.put(3, keywords(full));
    writer.put(1, keywords({{7, 255}, {9, 1}}));
  }
  const auto file = KeywordFile::open(directory.path());
  BOOST_REQUIRE(file.ok());
  BOOST_TEST((list(file.value().keywords(1)) == std::vector<Keyword>{{7, 255}, {9, 1}}));
  BOOST_TEST(list(file.value().keywords(2)).empty());
  BOOST_TEST((list(file.value().keywords(3)) == full));
  BOOST_TEST(list(file.value().keywords(0)).empty());
  BOOST_TEST(list(file.value().keywords(4)).empty());
}

BOOST_AUTO_TEST_CASE(a_later_list_takes_the_place_of_an_earlier_one) {
  const TempDir directory;
  KeywordWriter(directory.path()).put(1, keywords({{7, 2}, {9, 3}, {11, 4}}));
  KeywordWriter(directory.path()).put(1, keywords({{8, 5}}));
  const auto file = KeywordFile::open(directory.path());
  BOOST_REQUIRE(file.ok());
  BOOST_TEST((list(file.value().keywords(1)) == std::vector<Keyword>{{8, 5}}));
}

BOOST_AUTO_TEST_CASE(no_more_keywords_are_taken_than_a_slot_holds) {
  Keywords full;
  for (uint32_t i = 0; i < kKeywordsMax; ++i) BOOST_TEST(full.add({i, 1}));
  BOOST_TEST(!full.add({99, 1}));
  BOOST_TEST(full.size() == kKeywordsMax);
}

BOOST_AUTO_TEST_CASE(files_that_end_within_an_entry_are_refused_and_named) {
  const TempDir directory;
  KeywordWriter(directory.path()).put(1, keywords({{7, 2}}));
  TermCounter counter;
  counter.add(3, 2);
  counter.save(directory.path());
  for (const char* name : {"keywords.dat", "terms.dat"}) {
    const auto file = directory.path() / name;
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
  }
  BOOST_TEST(KeywordFile::open(directory.path()).error().where.find("keywords.dat") != std::string::npos);
  BOOST_TEST(TermStatistics::open(directory.path()).error().where.find("terms.dat") != std::string::npos);
  BOOST_TEST(static_cast<int>(TermCounter::load(directory.path()).error().code) ==
             static_cast<int>(ErrorCode::kCorrupt));
}

BOOST_AUTO_TEST_CASE(counts_go_on_where_an_earlier_generation_ended_and_go_back_to_nothing) {
  const TempDir directory;
  TermCounter first;
  first.add(5, 3);
  first.add(5, 1);
  first.add(0, 1);
  first.save(directory.path());
  auto later = TermCounter::load(directory.path());
  BOOST_REQUIRE(later.ok());
  later.value().add(6, 2);
  later.value().subtract(5, 3);
  later.value().save(directory.path());
  const auto statistics = TermStatistics::open(directory.path());
  BOOST_REQUIRE(statistics.ok());
  BOOST_TEST((statistics.value().counts(5) == TermCounts{1, 1}));
  BOOST_TEST((statistics.value().counts(6) == TermCounts{1, 2}));
  BOOST_TEST((statistics.value().counts(0) == TermCounts{1, 1}));
  BOOST_TEST((statistics.value().counts(7) == TermCounts{}));
  later.value().subtract(5, 9);
  later.value().subtract(5, 9);
  later.value().subtract(400, 1);
  BOOST_TEST((later.value().counts(5) == TermCounts{}));
}

BOOST_AUTO_TEST_CASE(a_count_of_occurrences_stays_at_its_largest_value) {
  TermCounter counter;
  counter.add(1, UINT32_MAX - 1);
  counter.add(1, 5);
  BOOST_TEST(counter.counts(1).occurrences == UINT32_MAX);
}
