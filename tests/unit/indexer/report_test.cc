#include "indexer/report.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "indexer/health.h"
#include "tests/support/remarks.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

RunSummary sample() {
  RunSummary summary;
  summary.seen = 9;
  summary.failed = 1;
  LedgerEntry bad;
  bad.problems = {{ErrorCode::kDamaged, "is cut off", "a.pdf"}};
  summary.ledger.put("a.pdf", bad);
  bad.problems = {{ErrorCode::kBadSyntax, "is no JSON", "line 3"}};
  summary.ledger.put("b.jsonl", bad);
  LedgerEntry odd;
  odd.warnings = {"no_date"};
  for (int i = 0; i < 7; ++i) summary.ledger.put("f" + std::to_string(i), odd);
  odd.warnings = {"pages_without_text: 3-9"};
  summary.ledger.put("g.pdf", odd);
  summary.collection.repeated_count = 1;
  summary.collection.repeated = {{"Ann Example leads the team.", 12}};
  summary.collection.works = {{"x.html", "x.pdf"}};
  summary.confinement = "seccomp";
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_text_names_each_failure_and_groups_the_warnings) {
  std::ostringstream text;
  write_text(text, sample());
  BOOST_TEST(text.str() ==
             "failed: a.pdf: damaged: is cut off\n"
             "failed: b.jsonl, line 3: bad_syntax: is no JSON\n"
             "warning: no_date: 7 files: f0, f1, f2, f3, f4, and 2 more\n"
             "warning: pages_without_text: 1 file: g.pdf (3-9)\n"
             "boilerplate by repetition: 1 paragraph\n"
             "  on 12 publications: Ann Example leads the team.\n"
             "works in several forms: 1\n"
             "  x.html = x.pdf\n");
}

BOOST_AUTO_TEST_CASE(the_json_has_everything) {
  const auto json = nlohmann::json::parse(json_of(sample()));
  BOOST_TEST(json["warnings"].size() == 8U);
  BOOST_TEST(json["failures"][1]["where"] == "line 3");
  BOOST_TEST(json["boilerplate"]["texts"][0]["publications"] == 12);
  BOOST_TEST(json["works"][0][1] == "x.pdf");
  BOOST_TEST(json["confinement"] == "seccomp");
}

BOOST_AUTO_TEST_CASE(json_written_member_by_member_looks_like_json_written_at_once) {
  RunSummary summary = sample();
  summary.generation = "gen-\"7\"\n";
  const std::string text = json_of(summary);
  BOOST_TEST(text == nlohmann::ordered_json::parse(text).dump(2) + "\n");
  const std::string empty = json_of({});
  BOOST_TEST(empty == nlohmann::ordered_json::parse(empty).dump(2) + "\n");
}

BOOST_AUTO_TEST_CASE(what_was_skipped_is_a_warning_of_the_run_and_not_of_the_generation) {
  RunSummary summary;
  LedgerEntry skipped;
  skipped.problems = {{ErrorCode::kUnsupported, "is a picture", "a.png"}};
  skipped.skipped = skipped.failed = true;
  summary.ledger.put("a.png", skipped);
  BOOST_TEST(failures_of(summary).empty());
  BOOST_TEST(warned(summary, "a.png", "skipped: is a picture"));
  std::ostringstream text;
  write_text(text, summary.ledger, summary.collection);
  BOOST_TEST(text.str().empty());
}

BOOST_AUTO_TEST_CASE(many_warnings_of_one_file_are_counted_by_kind) {
  std::vector<std::string> warnings(20, "no_date: the file's own time is taken");
  warnings.emplace_back("little_text: 3 words");
  BOOST_TEST(grouped(warnings) ==
                 (std::vector<std::string>{"little_text: 1 publication", "no_date: 20 publications"}),
             boost::test_tools::per_element());
  warnings.resize(3);
  BOOST_TEST(grouped(warnings).size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_said_of_each_piece_of_a_file_is_said_once_of_the_file) {
  std::vector<std::string> all;
  add_warnings(all, {"unknown_fields: colour, mood", "redirects: 3", "damaged"});
  add_warnings(all, {"unknown_fields: mood, size", "redirects: 4", "damaged", "images: 1"});
  BOOST_TEST(all == (std::vector<std::string>{"unknown_fields: colour, mood, size", "redirects: 7", "damaged",
                                              "images: 1"}),
             boost::test_tools::per_element());
}
