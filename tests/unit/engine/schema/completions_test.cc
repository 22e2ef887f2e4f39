// What is written of completions is found again; what is damaged is refused or harmless.
#include "engine/schema/completions.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

CompletionTables sample_tables() {
  CompletionTables tables;
  tables.titles = {{7, "digital strategy 2024"}, {3, "the digital digital divide"}, {9, "roads"}};
  tables.phrases = {{"digital skills", "digital skills", 12}, {"café society", "cafe society", 3}};
  tables.words = {{"digital", 41}, {"road", 5}, {"zebra", 8}};
  return tables;
}

CompletionFile write_and_open(const std::filesystem::path& directory, const CompletionTables& tables) {
  write_completions(directory, tables);
  auto opened = CompletionFile::open(directory);
  BOOST_REQUIRE(opened.ok());
  return std::move(opened).value();
}

std::vector<uint32_t> entries(const CompletionList& list, CompletionWords words) {
  const auto found = list.entries(words);
  return {found.begin(), found.end()};
}

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// Reads all that can be asked for.
size_t read_all(const CompletionFile& file) {
  size_t sum = 0;
  const CompletionWords all = file.with_prefix("");
  for (CompletionWordId word = all.begin; word < all.end; ++word)
    sum += file.word(word).size() + file.form(word);
  for (const CompletionList* list : {&file.titles(), &file.phrases()}) {
    for (const uint32_t entry : list->entries(all))
      for (const CompletionWordId word : list->words(entry)) sum += file.word(word).size();
  }
  for (uint32_t title = 0; title < file.titles().size(); ++title) sum += file.docid(title);
  for (uint32_t phrase = 0; phrase < file.phrases().size(); ++phrase)
    sum += file.phrase(phrase).size() + file.phrase_documents(phrase);
  for (const uint32_t rank : file.ranks(all)) sum += rank;
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(completions_file)

BOOST_AUTO_TEST_CASE(finds_words_by_their_beginnings) {
  const TempDir directory;
  const CompletionFile file = write_and_open(directory.path(), sample_tables());
  const CompletionWords found = file.with_prefix("di");
  BOOST_TEST(found.end - found.begin == 2U);  // digital, divide
  BOOST_TEST(file.word(found.begin) == "digital");
  BOOST_TEST(file.with_prefix("x").empty());
  BOOST_TEST(file.with_prefix("zebras").empty());
  BOOST_TEST(file.with_prefix("").end == file.words_count());
  BOOST_TEST(file.word(file.exactly("road").begin) == "road");
  BOOST_TEST(file.exactly("roa").empty());
}

BOOST_AUTO_TEST_CASE(knows_the_entries_of_words_by_rank) {
  const TempDir directory;
  const CompletionFile file = write_and_open(directory.path(), sample_tables());
  BOOST_TEST((entries(file.titles(), file.exactly("digital")) == std::vector<uint32_t>{0, 1}));
  BOOST_TEST((entries(file.titles(), file.with_prefix("d")) == std::vector<uint32_t>{0, 1, 1}));
  BOOST_TEST((entries(file.phrases(), file.exactly("cafe")) == std::vector<uint32_t>{1}));
  BOOST_TEST(file.docid(0) == 7U);
  BOOST_TEST(file.phrase(1) == "café society");
  BOOST_TEST(file.phrase_documents(0) == 12U);
  BOOST_TEST(file.titles().words(1).size() == 4U);
}

BOOST_AUTO_TEST_CASE(ranks_single_words_and_no_others) {
  const TempDir directory;
  const CompletionFile file = write_and_open(directory.path(), sample_tables());
  BOOST_TEST(file.ranks(file.exactly("zebra")).front() == 2U);
  BOOST_TEST(file.form(file.exactly("zebra").begin) == 8U);
  BOOST_TEST(file.ranks(file.exactly("roads")).front() == CompletionFile::kNoRank);
}

BOOST_AUTO_TEST_CASE(may_be_empty) {
  const TempDir directory;
  const CompletionFile file = write_and_open(directory.path(), {});
  BOOST_TEST(file.with_prefix("a").empty());
  BOOST_TEST(file.titles().size() == 0U);
  BOOST_TEST(read_all(file) == 0U);
}

BOOST_AUTO_TEST_CASE(keeps_so_many_words_of_an_entry) {
  std::string words;
  for (size_t i = 0; i <= limits::kCompletionWordsMax; ++i) words += "w" + std::to_string(i) + ' ';
  words.pop_back();
  const TempDir directory;
  const CompletionFile file = write_and_open(directory.path(), {{{1, words}}, {}, {}});
  BOOST_TEST(file.titles().words(0).size() == limits::kCompletionWordsMax);
}

BOOST_AUTO_TEST_CASE(damage_is_refused_or_harmless) {
  const TempDir directory;
  write_completions(directory.path(), sample_tables());
  const std::filesystem::path path = directory.path() / "completions.dat";
  const std::string whole = read_bytes(path);
  for (size_t cut = 0; cut < whole.size(); ++cut) {
    write_bytes(path, whole.substr(0, cut));
    const auto opened = CompletionFile::open(directory.path());
    BOOST_REQUIRE_MESSAGE(!opened.ok(), "cut at " << cut);
    BOOST_TEST((opened.error().code == ErrorCode::kCorrupt));
    BOOST_TEST(opened.error().where == path.string());
  }
  std::mt19937 random(11);
  size_t refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = whole;
    for (size_t changes = 1 + random() % 3; changes > 0; --changes)
      damaged[random() % damaged.size()] = static_cast<char>(random());
    write_bytes(path, damaged);
    const auto opened = CompletionFile::open(directory.path());
    if (opened.ok()) {
      read_all(opened.value());
    } else {
      ++refused;
    }
  }
  BOOST_TEST(refused > 1000U);
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_unreadable) {
  const TempDir directory;
  BOOST_TEST((CompletionFile::open(directory.path()).error().code == ErrorCode::kUnreadable));
}

BOOST_AUTO_TEST_SUITE_END()
