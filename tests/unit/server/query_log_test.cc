// What is kept of what people look for, and what never is.
#include "server/query_log.h"

#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/support/temp_dir.h"

using namespace pressmark;
using testing::TempDir;
namespace fs = std::filesystem;

namespace {

constexpr uint32_t kLeast = limits::kQueryLogLeastDefault;

struct Fixture {
  TempDir dir;
  Date today = {2026, 11, 23};
  std::vector<std::string> messages;
  fs::path path = dir.path() / "log";

  QueryLogOptions options() {
    return {path, kLeast, [this] { return today; },
            [this](const std::string& said) { messages.push_back(said); }};
  }
  QueryDay read(const Date& day) const {
    const Result<QueryDay> read = QueryDirectory(path).read(day);
    BOOST_TEST_REQUIRE(read.ok());
    return read.value();
  }
  QueryDay read() const { return read(today); }
  /// All bytes below the directory, the names too.
  std::string bytes() const {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      std::ifstream file(entry.path(), std::ios::binary);
      all += entry.path().filename().string() + '\n' + std::string(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }
};

void ask(QueryLog& log, const std::string& text, size_t times, const std::string& former = "") {
  for (size_t i = 0; i < times; ++i) log.count(text, former, false);
}

/// Files cannot grow while it lives, as on a full disk.
class FullDisk {
 public:
  FullDisk() {
    BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none = {0, before_.rlim_max};
    BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(query_log, Fixture)

BOOST_AUTO_TEST_CASE(a_query_is_in_clear_from_the_time_that_is_often_enough) {
  QueryLog log(options());
  ask(log, "Flood  Defences", kLeast - 1);
  log.write();
  BOOST_TEST(read().searches == kLeast - 1);
  BOOST_TEST(read().queries.empty());
  log.count("flood defences", "", true);
  log.write();
  BOOST_TEST((read().queries.at("flood defences") == QueryTally{kLeast, 1}));
  log.count("FLOOD DEFENCES ", "", true);
  log.write();
  BOOST_TEST((read().queries.at("flood defences") == QueryTally{kLeast + 1, 2}));
  BOOST_TEST(read().without_results == 2u);
}

BOOST_AUTO_TEST_CASE(what_few_have_asked_is_on_the_disk_in_no_form) {
  {
    QueryLog log(options());
    ask(log, "whistleblower", kLeast - 1);
    log.write();
    const std::string before = bytes();
    BOOST_TEST(before.find("whistle") == std::string::npos);
    // A hash would make the file another one; only the counter does.
    ask(log, "something else", kLeast - 1);
  }
  QueryDay day = read();
  BOOST_TEST(day.searches == 2 * (kLeast - 1));
  day.searches = 0;
  BOOST_TEST(day.empty());
}

BOOST_AUTO_TEST_CASE(what_may_tell_of_a_person_is_counted_and_forgotten) {
  const std::vector<std::string> personal = {"jane.doe@example.org", "020 7946 0018",
                                             "de89 3704 0044 0532 0130 00", "4111 1111 1111 1111",
                                             "c01x00t47"};
  {
    QueryLog log(options());
    for (const std::string& text : personal) {
      ask(log, text, 2 * kLeast);
      ask(log, "skills", kLeast, text);
    }
  }
  BOOST_TEST(read().withheld == 2 * kLeast * personal.size());
  BOOST_TEST(read().changes.empty());
  const std::string all = bytes();
  for (const std::string& text : personal) BOOST_TEST(all.find(text) == std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(a_change_of_words_is_in_clear_by_the_same_rule) {
  QueryLog log(options());
  ask(log, "zeugs", kLeast);
  ask(log, "sachen", kLeast - 1, "Zeugs");
  log.write();
  BOOST_TEST(read().changes.empty());
  BOOST_TEST(read().changed == kLeast - 1);
  ask(log, "sachen", 1, "zeugs");
  log.write();
  BOOST_TEST((read().changes.at({"zeugs", "sachen"}) == kLeast));
}

BOOST_AUTO_TEST_CASE(the_same_words_again_are_no_new_question) {
  QueryLog log(options());
  ask(log, "skills", kLeast, " SKILLS ");
  ask(log, " \t ", kLeast);
  log.write();
  BOOST_TEST(read().empty());
}

BOOST_AUTO_TEST_CASE(a_new_day_begins_with_nothing_and_another_key) {
  QueryLog log(options());
  ask(log, "skills", kLeast - 1);
  const Date yesterday = today;
  today = {2026, 11, 24};
  ask(log, "skills", kLeast - 1);
  log.write();
  BOOST_TEST(read(yesterday).searches == kLeast - 1);
  BOOST_TEST(read(yesterday).queries.empty());
  BOOST_TEST(read().searches == kLeast - 1);
  BOOST_TEST(read().queries.empty());
  ask(log, "skills", 1);
  log.write();
  BOOST_TEST(read().queries.at("skills").asked == kLeast);
}

BOOST_AUTO_TEST_CASE(thirty_days_are_kept_and_the_one_before_is_not) {
  {
    QueryLog log(options());
    ask(log, "skills", kLeast);
  }
  const Date first = today;
  today = {2026, 12, 22};  // the 30th day
  { const QueryLog log(options()); }
  BOOST_TEST(read(first).searches == kLeast);
  today = {2026, 12, 23};
  { const QueryLog log(options()); }
  BOOST_TEST(read(first).empty());
}

BOOST_AUTO_TEST_CASE(goes_on_after_a_restart_and_has_forgotten_who_waited) {
  {
    QueryLog log(options());
    ask(log, "known", kLeast);
    ask(log, "waiting", kLeast - 1);
    ask(log, "next", kLeast, "known");
  }
  {
    QueryLog log(options());
    ask(log, "known", 1);
    ask(log, "waiting", 1);
    ask(log, "next", 1, "known");
  }
  BOOST_TEST(read().searches == 3 * kLeast + 2);
  BOOST_TEST(read().queries.at("known").asked == kLeast + 1);
  BOOST_TEST((read().changes.at({"known", "next"}) == kLeast + 1));
  BOOST_TEST(!read().queries.contains("waiting"));
}

BOOST_AUTO_TEST_CASE(two_servers_add_to_one_day) {
  QueryLog one(options()), other(options());
  ask(one, "skills", kLeast);
  ask(other, "skills", kLeast);
  one.write();
  other.write();
  BOOST_TEST(read().queries.at("skills").asked == 2 * kLeast);
}

BOOST_AUTO_TEST_CASE(a_full_disk_costs_one_message_and_nothing_that_was_counted) {
  QueryLog log(options());
  ask(log, "skills", kLeast);
  {
    const FullDisk full;
    log.write();
    ask(log, "skills", 1);
    log.write();
    BOOST_TEST(messages.size() == 1u);
  }
  log.write();
  BOOST_TEST(read().queries.at("skills").asked == kLeast + 1);
  BOOST_TEST(read().searches == kLeast + 1);
  ask(log, "skills", 1);
  const FullDisk full;
  log.write();
  BOOST_TEST(messages.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_day_is_written_late_when_the_disk_was_full_at_its_end) {
  QueryLog log(options());
  ask(log, "skills", kLeast);
  const Date yesterday = today;
  today = {2026, 11, 24};
  {
    const FullDisk full;
    log.write();
  }
  log.write();
  BOOST_TEST(read(yesterday).queries.at("skills").asked == kLeast);
}

BOOST_AUTO_TEST_CASE(a_damaged_day_is_complained_of_and_left_alone) {
  dir.write("log/2026-11-23.json", "not ours");
  {
    QueryLog log(options());
    ask(log, "skills", kLeast);
    log.write();
  }
  BOOST_TEST(messages.size() == 1u);
  BOOST_TEST(messages.front().find("2026-11-23.json: is no day of a query log") != std::string::npos);
  BOOST_TEST(bytes().find("not ours") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_long_query_is_cut_between_two_characters) {
  QueryLog log(options());
  std::string text;
  while (text.size() < limits::kLoggedQueryBytesMax - 1) text += 'a';
  ask(log, text + "üb", kLeast);
  ask(log, text + "x", kLeast);
  log.write();
  BOOST_TEST(read().queries.contains(text));
  BOOST_TEST(read().queries.contains(text + "x"));
  BOOST_TEST(read().queries.size() == 2u);
}

BOOST_AUTO_TEST_CASE(counts_of_many_threads_add_up) {
  QueryLog log(options());
  log.start();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 250; ++n) {
        log.count("skills", "", n % 2 == 0);
        if (n % 50 == 0) log.write();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  log.write();
  BOOST_TEST((read().queries.at("skills") == QueryTally{1'000, 500}));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(waiting_counts)

BOOST_AUTO_TEST_CASE(a_flood_of_single_queries_takes_the_memory_of_the_limit_and_hides_nobody) {
  WaitingCounts counts(3);
  for (size_t i = 0; i < limits::kWaitingQueriesMax; ++i) counts.count(std::to_string(i), false);
  BOOST_TEST(counts.size() == limits::kWaitingQueriesMax);
  counts.count("one more", false);
  BOOST_TEST(counts.size() == 1u);
  BOOST_TEST(!counts.count("one more", false));
  BOOST_TEST(counts.count("one more", false)->asked == 3u);
}

BOOST_AUTO_TEST_CASE(a_flood_makes_counts_too_small_and_never_too_large) {
  WaitingCounts counts(3);
  counts.count("twice", true);
  counts.count("twice", true);
  for (size_t i = 0; i < limits::kWaitingQueriesMax; ++i) counts.count(std::to_string(i), false);
  BOOST_TEST(!counts.count("twice", true));
  const auto tally = counts.count("twice", false);
  BOOST_TEST((tally == QueryTally{3, 2}));
}

BOOST_AUTO_TEST_CASE(no_more_are_in_clear_than_the_limit) {
  WaitingCounts counts(2);
  for (size_t i = 0; i <= limits::kLoggedQueriesMax; ++i) {
    BOOST_TEST_REQUIRE(!counts.count(std::to_string(i), false));
    BOOST_TEST_REQUIRE(counts.count(std::to_string(i), false).has_value() == (i < limits::kLoggedQueriesMax));
  }
  BOOST_TEST(counts.count("0", false)->asked == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
