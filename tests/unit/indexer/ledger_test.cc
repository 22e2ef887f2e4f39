#include "indexer/ledger.h"

#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

LedgerEntry of_file(const std::string& hash, std::vector<std::string> ids = {}) {
  LedgerEntry entry;
  entry.bytes = 120;
  entry.modified_ns = 1'700'000'000'000'000'001;
  entry.hash = hash;
  entry.ids = std::move(ids);
  return entry;
}

LedgerEntry with_warning(const std::string& warning) {
  LedgerEntry entry;
  entry.warnings = {warning};
  return entry;
}

/// One entry of every shape.
Ledger varied() {
  Ledger ledger;
  ledger.settings = "readers 7";
  LedgerEntry report = of_file("00ff10a0e3b0c442", {"reports/a.pdf"});
  report.warnings = {"no_text_layer", ""};
  ledger.put("reports/a.pdf", report);
  LedgerEntry lines = of_file("def", {"1", "2"});
  lines.modified_ns = -5;
  lines.problems = {{ErrorCode::kBadSyntax, "no brace", "line 3"}, {ErrorCode::kConflict, "", ""}};
  ledger.put("b \"quoted\"\n.jsonl", lines);
  LedgerEntry page = of_file("", {"another id"});
  page.validators = {"\"7\"", "Mon, 02 Mar 2026 10:00:00 GMT"};
  page.listed_as = "2026-03-02";
  page.links = {{"https://example.org/a", Date::make(2026, 3, 2), false},
                {"https://example.org/b.xml", {}, true}};
  ledger.put("https://example.org/map.xml", page);
  LedgerEntry unknown = of_file("ABCD");
  unknown.problems = {{ErrorCode::kUnsupported, "binary", "c.bin"}};
  unknown.failed = unknown.skipped = true;
  ledger.put("c.bin", unknown);
  LedgerEntry listed;
  listed.listed_as = "2026";
  ledger.put("only listed", listed);
  ledger.put("empty", {});
  return ledger;
}

std::vector<std::string> warnings_put(const Ledger& ledger) {
  std::vector<std::string> all;
  ledger.for_each_put([&](const std::string& path, const LedgerEntry& entry) {
    for (const std::string& warning : entry.warnings) all.push_back(path + ":" + warning);
  });
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const TempDir directory;
  const Ledger ledger = varied();
  write_ledger(ledger, directory.path());
  const auto read = read_ledger(directory.path());
  BOOST_REQUIRE(read.ok());
  BOOST_TEST(read.value().settings == "readers 7");
  BOOST_TEST(read.value().size() == 6U);
  BOOST_TEST(read.value().says_the_same(ledger));
  ledger.for_each([&](const std::string& path, const LedgerEntry& entry) {
    const auto there = read.value().find(path);
    BOOST_REQUIRE(there.has_value());
    BOOST_TEST((*there == entry), path);
  });
}

BOOST_AUTO_TEST_CASE(an_entry_comes_out_of_memory_as_it_went_in) {
  Ledger ledger;
  for (const char* hash :
       {"", "a", "0", "00", "abc", "abcd", "ABCD", "zz", "0123456789abcdef0123456789abcdef"}) {
    const LedgerEntry entry = of_file(hash, {"path"});
    ledger.put("path", entry);
    BOOST_TEST((ledger.find("path") == entry), hash);
  }
  LedgerEntry long_list;  // longer than any piece of memory that entries share
  for (int i = 0; i < 20'000; ++i)
    long_list.links.push_back({"https://example.org/page/" + std::to_string(i), {}, false});
  ledger.put("list", long_list);
  ledger.put("behind", of_file("ab"));
  BOOST_TEST((ledger.find("list") == long_list));
  BOOST_TEST((ledger.find("behind") == of_file("ab")));
  BOOST_TEST(!ledger.find("elsewhere").has_value());
}

BOOST_AUTO_TEST_CASE(a_path_has_its_last_entry_and_the_order_has_all_that_were_put) {
  Ledger ledger;
  ledger.put("b", with_warning("first"));
  ledger.put("a", with_warning("second"));
  ledger.put("b", with_warning("third"));
  ledger.amend("a", with_warning("better"));
  BOOST_TEST(ledger.size() == 2U);
  BOOST_TEST(warnings_put(ledger) == (std::vector<std::string>{"b:first", "a:better", "b:third"}),
             boost::test_tools::per_element());
  std::vector<std::string> paths;
  ledger.for_each([&](const std::string& path, const LedgerEntry& entry) {
    paths.push_back(path + ":" + entry.warnings.at(0));
  });
  BOOST_TEST(paths == (std::vector<std::string>{"a:better", "b:third"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_path_is_expected_only_when_that_was_said_and_has_no_entry_by_that) {
  Ledger ledger;
  ledger.put("fetched", {});
  ledger.expect("file");
  BOOST_TEST(ledger.expects("file"));
  BOOST_TEST(!ledger.expects("fetched"));
  BOOST_TEST(!ledger.expects("nothing"));
  BOOST_TEST(ledger.size() == 1U);
  BOOST_TEST(!ledger.find("file").has_value());
}

BOOST_AUTO_TEST_CASE(two_ledgers_say_the_same_but_for_the_times_of_files) {
  Ledger other = varied();
  LedgerEntry touched = *other.find("c.bin");
  touched.modified_ns += 1;
  other.put("c.bin", touched);
  BOOST_TEST(varied().says_the_same(other));
  touched.bytes += 1;
  other.put("c.bin", touched);
  BOOST_TEST(!varied().says_the_same(other));
  Ledger more = varied();
  more.put("more", {});
  BOOST_TEST(!varied().says_the_same(more));
  BOOST_TEST(!more.says_the_same(varied()));
  Ledger set_otherwise = varied();
  set_otherwise.settings = "readers 8";
  BOOST_TEST(!varied().says_the_same(set_otherwise));
}

BOOST_AUTO_TEST_CASE(an_absent_ledger_is_empty_and_a_broken_one_names_its_line) {
  const TempDir directory;
  BOOST_TEST(read_ledger(directory.path()).value().size() == 0U);
  const std::string good = "{\"path\":\"a\",\"bytes\":1,\"modified_ns\":1,\"hash\":\"\"}\n";
  const std::string far(limits::kFieldBytesMax + 1, 'p');
  for (const std::string& line :
       {std::string("{\"path\":\n"),
        "{\"path\":\"" + far + "\",\"bytes\":1,\"modified_ns\":1,\"hash\":\"\"}\n"}) {
    directory.write("sources.jsonl", good + line);
    const auto broken = read_ledger(directory.path());
    BOOST_REQUIRE(!broken.ok());
    BOOST_TEST(broken.error().where.find("sources.jsonl:2") != std::string::npos);
  }
}
