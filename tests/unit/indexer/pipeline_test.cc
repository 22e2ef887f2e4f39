// The batch as a whole: real files in, generations out.
#include "indexer/pipeline.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "indexer/generation.h"
#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace fs = std::filesystem;

namespace {

struct Site {
  Site() {
    files.write("a.txt", "Stone bridge\n\nThe bridge at Kesterwick is of stone.\n");
    files.write("b.md", "---\ntitle: Ferry\ndate: 2023-05-01\n---\n\nThe ferry crosses at noon.\n");
    files.write("c.html",
                "<!doctype html><html lang=en><title>Tides</title><main><h1>Tides</h1><p>High water.</main>");
  }

  RunSummary update(bool allow_shrink = false) {
    RunOptions options;
    options.index = index.path() / "index";
    options.sources = {files.path().string()};
    options.allow_shrink = allow_shrink;
    return run(options, [](size_t, size_t) { return true; });
  }

  std::vector<std::string> find(const std::string& query) {
    Searcher searcher(open_current(index.path() / "index"));
    return ids_of(searcher, query);
  }

  TempDir files, index;
};

uint64_t sum(const RunSummary& s) {
  return s.added + s.updated + s.unchanged + s.skipped + s.failed;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(update, Site)

BOOST_AUTO_TEST_CASE(adds_what_is_new) {
  const RunSummary summary = update();
  BOOST_TEST(summary.added == 3U);
  BOOST_TEST(summary.seen == sum(summary));
  BOOST_TEST(summary.published);
  BOOST_TEST(summary.generation == "gen-000001");
  BOOST_TEST(find("bridge") == std::vector<std::string>{"a.txt"}, boost::test_tools::per_element());
  BOOST_TEST(find("ferry") == std::vector<std::string>{"b.md"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(publishes_nothing_when_nothing_has_changed) {
  update();
  const RunSummary again = update();
  BOOST_TEST(again.unchanged == 3U);
  BOOST_TEST(!again.published);
  BOOST_TEST(again.generation == "gen-000001");
  BOOST_TEST(again.bytes == 0U);
  BOOST_TEST(IndexDirectory(index.path() / "index").generations().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_that_was_only_touched_is_unchanged) {
  update();
  fs::last_write_time(files.path() / "a.txt", fs::file_time_type::clock::now() + std::chrono::hours(1));
  const RunSummary again = update();
  BOOST_TEST(again.unchanged == 3U);
  BOOST_TEST(!again.published);
}

BOOST_AUTO_TEST_CASE(reads_again_what_changed_and_takes_out_what_has_gone) {
  update();
  files.write("a.txt", "Steel bridge\n\nThe bridge at Kesterwick is of steel now.\n");
  fs::remove(files.path() / "c.html");
  const RunSummary summary = update();
  BOOST_TEST(summary.updated == 1U);
  BOOST_TEST(summary.unchanged == 1U);
  BOOST_TEST(summary.removed == 1U);
  BOOST_TEST(summary.seen == sum(summary));
  BOOST_TEST(find("steel").size() == 1U);
  BOOST_TEST(find("stone").empty());
  BOOST_TEST(find("tides").empty());
}

BOOST_AUTO_TEST_CASE(a_bad_file_costs_itself_and_is_named_each_time) {
  files.write("d.pdf", "%PDF-1.4 and then nothing that a PDF has");
  files.write("e.txt", "");
  for (int round = 0; round < 2; ++round) {
    const RunSummary summary = update();
    BOOST_TEST(summary.failed == 2U);
    BOOST_REQUIRE_EQUAL(summary.failures.size(), 2U);
    BOOST_TEST(summary.failures[0].path == "d.pdf");
    BOOST_TEST((summary.failures[0].error.code == ErrorCode::kDamaged));
    BOOST_TEST((summary.failures[1].error.code == ErrorCode::kEmpty));
    BOOST_TEST(summary.seen == sum(summary));
    BOOST_TEST(summary.published == (round == 0));
  }
  BOOST_TEST(find("bridge").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_that_can_no_longer_be_read_leaves_what_was_read_before_and_a_draft_does_not) {
  update();
  files.write("b.md", "");
  const RunSummary summary = update();
  BOOST_TEST(summary.failed == 1U);
  BOOST_TEST(summary.removed == 0U);
  BOOST_TEST(find("ferry").size() == 1U);
  files.write("b.md", "---\ntitle: Ferry\ndraft: true\n---\n\nThe ferry crosses at noon.\n");
  BOOST_TEST(update().removed == 1U);
  BOOST_TEST(find("ferry").empty());
}

BOOST_AUTO_TEST_CASE(bad_lines_of_an_export_cost_themselves) {
  files.write("items.jsonl",
              "{\"id\":\"x1\",\"title\":\"One\",\"text\":\"Quay wall.\"}\nnot json\n"
              "{\"id\":\"x2\",\"title\":\"Two\",\"text\":\"Quay crane.\"}\n");
  const RunSummary summary = update();
  BOOST_TEST(summary.added == 5U);
  BOOST_TEST(summary.failed == 1U);
  BOOST_TEST(summary.failures[0].error.where == "line 2");
  BOOST_TEST(find("quay").size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_folder_that_has_gone_does_not_empty_the_site) {
  update();
  for (const char* name : {"a.txt", "b.md", "c.html"}) fs::remove(files.path() / name);
  BOOST_CHECK_EXCEPTION(update(), GateRefused, [](const GateRefused& refused) {
    return std::string(refused.what()).find("from 3 to 0") != std::string::npos;
  });
  BOOST_TEST(find("bridge").size() == 1U);
  BOOST_TEST(update(true).removed == 3U);
  BOOST_TEST(find("bridge").empty());
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_publishes_nothing_and_the_next_one_goes_on) {
  RunOptions options;
  options.index = index.path() / "index";
  options.sources = {files.path().string()};
  BOOST_CHECK_THROW(run(options, [](size_t done, size_t) { return done < 1; }), Interrupted);
  BOOST_TEST(!IndexDirectory(options.index).current().has_value());
  BOOST_TEST(update().added == 3U);
}

BOOST_AUTO_TEST_CASE(a_source_that_is_not_there_is_an_error_that_names_it) {
  RunOptions options;
  options.index = index.path() / "index";
  options.sources = {(files.path() / "nowhere").string()};
  BOOST_CHECK_EXCEPTION(run(options, [](size_t, size_t) { return true; }), std::invalid_argument,
                        [](const std::invalid_argument& e) {
                          return std::string(e.what()).find("nowhere") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_CASE(the_summary_as_json_has_the_fields_that_scripts_rely_on) {
  files.write("d.pdf", "%PDF-1.4 broken");
  const auto json = nlohmann::json::parse(to_json(update()));
  for (const char* field :
       {"seen", "added", "updated", "unchanged", "removed", "skipped", "failed", "bytes"}) {
    BOOST_TEST(json[field].is_number_unsigned(), field);
  }
  BOOST_TEST(json["failures"][0]["path"] == "d.pdf");
  BOOST_TEST(json["failures"][0]["reason"] == "damaged");
  BOOST_TEST(json["generation"] == "gen-000001");
  BOOST_TEST(json["seconds"].is_number());
}

BOOST_AUTO_TEST_SUITE_END()
