#include "indexer/report.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "indexer/health.h"

using namespace pressmark;

namespace {

RunSummary sample() {
  RunSummary summary;
  summary.seen = 9;
  summary.failed = 1;
  summary.failures = {{"a.pdf", {ErrorCode::kDamaged, "is cut off", "a.pdf"}},
                      {"b.jsonl", {ErrorCode::kBadSyntax, "is no JSON", "line 3"}}};
  for (int i = 0; i < 7; ++i) summary.warnings.push_back({"f" + std::to_string(i), "no_date"});
  summary.warnings.push_back({"g.pdf", "pages_without_text: 3-9"});
  summary.collection.repeated_count = 1;
  summary.collection.repeated = {{"Ann Example leads the team.", 12}};
  summary.collection.works = {{"x.html", "x.pdf"}};
  summary.confinement = "seccomp";
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_text_names_each_failure_and_groups_the_warnings) {
  BOOST_TEST(to_text(sample()) ==
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
  const auto json = nlohmann::json::parse(to_json(sample()));
  BOOST_TEST(json["warnings"].size() == 8U);
  BOOST_TEST(json["failures"][1]["where"] == "line 3");
  BOOST_TEST(json["boilerplate"]["texts"][0]["publications"] == 12);
  BOOST_TEST(json["works"][0][1] == "x.pdf");
  BOOST_TEST(json["confinement"] == "seccomp");
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
