#include "indexer/ledger.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const TempDir directory;
  Ledger ledger;
  ledger.settings = "readers 7";
  ledger.entries["reports/a.pdf"] = {
      120,  1'700'000'000'000'000'001, "abc", {"reports/a.pdf"}, {"no_text_layer"}, {}, {}, {}, {}, {}, false,
      false};
  ledger.entries["b \"quoted\"\n.jsonl"] = {
      7,  -5, "def", {"1", "2"}, {},   {}, {{ErrorCode::kBadSyntax, "no brace", "line 3"}},
      {}, {}, {},    false,      false};
  LedgerEntry& page = ledger.entries["https://example.org/map.xml"];
  page.validators = {"\"7\"", "Mon, 02 Mar 2026 10:00:00 GMT"};
  page.listed_as = "2026-03-02";
  page.links = {{"https://example.org/a", Date::make(2026, 3, 2), false},
                {"https://example.org/b.xml", {}, true}};
  ledger.entries["c.bin"] = {1,  2,  "0", {},   {},  {}, {{ErrorCode::kUnsupported, "binary", "c.bin"}},
                             {}, {}, {},  true, true};
  write_ledger(ledger, directory.path());
  const auto read = read_ledger(directory.path());
  BOOST_REQUIRE(read.ok());
  BOOST_TEST(read.value().settings == "readers 7");
  BOOST_TEST((read.value().entries == ledger.entries));
}

BOOST_AUTO_TEST_CASE(an_absent_ledger_is_empty_and_a_broken_one_names_its_line) {
  const TempDir directory;
  BOOST_TEST(read_ledger(directory.path()).value().entries.empty());
  Ledger ledger;
  ledger.entries["a"] = {};
  write_ledger(ledger, directory.path());
  directory.write("sources.jsonl",
                  "{\"path\":\"a\",\"bytes\":1,\"modified_ns\":1,\"hash\":\"\"}\n{\"path\":\n");
  const auto broken = read_ledger(directory.path());
  BOOST_REQUIRE(!broken.ok());
  BOOST_TEST(broken.error().where.find("sources.jsonl:2") != std::string::npos);
}
