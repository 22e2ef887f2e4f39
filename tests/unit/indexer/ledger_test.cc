#include "indexer/ledger.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const TempDir directory;
  Ledger ledger;
  ledger["reports/a.pdf"] = {
      120, 1'700'000'000'000'000'001, "abc", {"reports/a.pdf"}, {"no_text_layer"}, {}, false, false};
  ledger["b \"quoted\"\n.jsonl"] = {
      7, -5, "def", {"1", "2"}, {}, {{ErrorCode::kBadSyntax, "no brace", "line 3"}}, false, false};
  ledger["c.bin"] = {1, 2, "0", {}, {}, {{ErrorCode::kUnsupported, "binary", "c.bin"}}, true, true};
  write_ledger(ledger, directory.path());
  const auto read = read_ledger(directory.path());
  BOOST_REQUIRE(read.ok());
  BOOST_TEST((read.value() == ledger));
}

BOOST_AUTO_TEST_CASE(an_absent_ledger_is_empty_and_a_broken_one_names_its_line) {
  const TempDir directory;
  BOOST_TEST(read_ledger(directory.path()).value().empty());
  Ledger ledger;
  ledger["a"] = {};
  write_ledger(ledger, directory.path());
  directory.write("sources.jsonl",
                  "{\"path\":\"a\",\"bytes\":1,\"modified_ns\":1,\"hash\":\"\"}\n{\"path\":\n");
  const auto broken = read_ledger(directory.path());
  BOOST_REQUIRE(!broken.ok());
  BOOST_TEST(broken.error().where.find("sources.jsonl:2") != std::string::npos);
}
