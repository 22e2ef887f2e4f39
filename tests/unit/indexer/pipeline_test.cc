// The batch as a whole: real files in, generations out.
#include "indexer/pipeline.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "tests/support/published_index.h"
#include "tests/support/remarks.h"
#include "tests/support/scripted_server.h"
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
    return run(options, [](std::string_view, size_t, size_t) { return true; });
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
    const std::vector<Failure> failures = failures_of(summary);
    BOOST_REQUIRE_EQUAL(failures.size(), 2U);
    BOOST_TEST(failures[0].path == "d.pdf");
    BOOST_TEST((failures[0].error.code == ErrorCode::kDamaged));
    BOOST_TEST((failures[1].error.code == ErrorCode::kEmpty));
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
  BOOST_TEST(failures_of(summary).at(0).error.where == "line 2");
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
  BOOST_CHECK_THROW(run(options, [](std::string_view, size_t done, size_t) { return done < 1; }),
                    Interrupted);
  BOOST_TEST(!IndexDirectory(options.index).current().has_value());
  BOOST_TEST(update().added == 3U);
}

BOOST_AUTO_TEST_CASE(an_interruption_while_indexing_publishes_nothing_either) {
  update();
  files.write("d.txt", "Cranes\n\nThe crane of the quay.\n");
  RunOptions options;
  options.index = index.path() / "index";
  options.sources = {files.path().string()};
  BOOST_CHECK_THROW(run(options, [](std::string_view stage, size_t, size_t) { return stage == "read"; }),
                    Interrupted);
  BOOST_TEST(find("crane").empty());
  BOOST_TEST(find("bridge").size() == 1U);
  BOOST_TEST(update().added == 1U);
}

BOOST_AUTO_TEST_CASE(the_number_of_readers_makes_no_difference) {
  for (int i = 0; i < 40; ++i) {
    files.write("n" + std::to_string(i) + ".txt",
                "Note " + std::to_string(i) + "\n\nTide table of the quay.\n");
    files.write("m" + std::to_string(i) + ".html",
                "<title>T</title><link rel=canonical href=/documents/same>text");
  }
  RunOptions options;
  options.sources = {files.path().string()};
  std::vector<std::string> reports;
  for (const unsigned jobs : {1U, 3U}) {
    options.index = index.path() / std::to_string(jobs);
    options.jobs = jobs;
    RunSummary summary = run(options, [](std::string_view, size_t, size_t) { return true; });
    summary.seconds = 0;
    reports.push_back(json_of(summary));
  }
  BOOST_TEST(reports[0] == reports[1]);
}

BOOST_AUTO_TEST_CASE(other_options_read_everything_again) {
  update();
  RunOptions options;
  options.index = index.path() / "index";
  options.sources = {files.path().string()};
  options.base_url = "https://example.org/";
  BOOST_TEST(run(options, [](std::string_view, size_t, size_t) { return true; }).updated == 3U);
}

BOOST_AUTO_TEST_CASE(of_two_files_with_one_id_the_first_is_taken_however_the_runs_went) {
  const auto with_id = [](const char* text) {
    return std::string("{\"id\":\"same\",\"title\":\"T\",\"text\":\"") + text + "\"}\n";
  };
  files.write("m.jsonl", with_id("quay wall"));
  update();
  files.write("k.jsonl", with_id("quay crane"));
  const RunSummary second = update();
  BOOST_TEST(second.failed == 1U);
  BOOST_TEST(failures_of(second).at(0).path == "m.jsonl");
  BOOST_TEST(find("crane").size() == 1U);
  fs::remove(files.path() / "k.jsonl");
  BOOST_TEST(update().failed == 0U);
  BOOST_TEST(find("wall").size() == 1U);
}

/// Posts with the same paragraph below a text of their own.
struct Biographies : Site {
  void write_post(const std::string& name) {
    files.write(name, name + "\n\nThe " + name +
                          " post is about the tides of the bay and the ships at anchor there.\n\n" +
                          "Ann Example leads the harbour team and plays football in Surrey.\n");
  }
};

BOOST_FIXTURE_TEST_CASE(a_repeated_paragraph_weighs_little_and_an_update_decides_as_a_rebuild, Biographies) {
  files.write("football.txt",
              "Pitches\n\nThe pitch by the quay was rolled, and football was played until dusk by all.\n");
  for (const char* name : {"one.txt", "two.txt"}) write_post(name);
  update();
  write_post("three.txt");
  const RunSummary third = update();
  BOOST_TEST(third.added == 1U);
  BOOST_TEST(third.updated == 0U);
  BOOST_TEST(third.collection.repeated_count == 1U);
  BOOST_TEST(third.collection.repeated.at(0).publications_count == 3U);
  BOOST_TEST(third.collection.repeated.at(0).text.starts_with("Ann Example leads"));
  BOOST_TEST(find("football").front() == "football.txt");
  BOOST_TEST(find("football").size() == 4U);

  RunOptions rebuild;
  rebuild.index = index.path() / "rebuilt";
  rebuild.sources = {files.path().string()};
  rebuild.from_nothing = true;
  run(rebuild, [](std::string_view, size_t, size_t) { return true; });
  // A writer goes on with what it opens: it gets copies.
  fs::copy(index.path() / "index" / "current" / "", index.path() / "a", fs::copy_options::recursive);
  fs::copy(rebuild.index / "current" / "", index.path() / "b", fs::copy_options::recursive);
  const IndexWriter updated(index.path() / "a"), rebuilt(index.path() / "b");
  for (const char* id : {"football.txt", "one.txt", "two.txt", "three.txt"}) {
    BOOST_TEST((updated.stored(id)->publication == rebuilt.stored(id)->publication), id);
    const std::vector<Block> blocks = updated.stored(id)->publication.parts.at(0).blocks;
    const bool repeated = std::string_view(id) != "football.txt";
    BOOST_TEST((blocks.back().role == Role::kBoilerplate) == repeated, id);
  }

  // Without the third the paragraph is text again.
  fs::remove(files.path() / "three.txt");
  BOOST_TEST(update().collection.repeated_count == 0U);
}

BOOST_AUTO_TEST_CASE(a_run_that_changes_nothing_reports_the_collection_as_the_one_that_did) {
  const std::string paragraph = "Call the harbour office before you come, please.";
  for (const char* name : {"one.txt", "two.txt", "three.txt"}) {
    files.write(name, std::string(name) + " title\n\nSome words that only " + name +
                          " has, and enough of them to be a text of its own.\n\n" + paragraph + "\n");
  }
  files.write("a copy.txt", "Stone bridge\n\nThe bridge at Kesterwick is of stone.\n");
  const CollectionReport first = update().collection;
  BOOST_TEST(first.repeated_count == 1U);
  BOOST_REQUIRE_EQUAL(first.works.size(), 1U);
  files.write("broken.pdf", "%PDF-1.4 and then nothing that a PDF has");
  for (const bool published : {true, false}) {
    // The first of the two publishes its failure, and no text has changed by that.
    const RunSummary again = update();
    BOOST_TEST(again.published == published);
    BOOST_TEST(again.collection.repeated_count == 1U);
    BOOST_TEST(again.collection.repeated.at(0).text == paragraph);
    BOOST_TEST(again.collection.repeated.at(0).publications_count == 3U);
    BOOST_TEST((again.collection.works == first.works));
  }
}

BOOST_AUTO_TEST_CASE(what_stands_out_about_a_document_is_a_warning) {
  files.write("short.html",
              "<!doctype html><html lang=en><title>Short</title><main><h1>Short</h1><p>Few words.</main>");
  const RunSummary summary = update();
  BOOST_TEST(warned(summary, "short.html", "little_text: "));
  BOOST_TEST(warned(summary, "short.html", "no_date"));
  BOOST_TEST(!warned(summary, "b.md", "no_date"));
}

/// A site on loopback with a sitemap of two pages, one of which offers a report.
struct Web : Site {
  Web() {
    const std::string html = "Content-Type: text/html; charset=utf-8\r\nETag: \"1\"\r\n";
    server.say("/sitemap.xml", sitemap({"/weir", "/lock"}));
    server.say("/weir",
               {answer("200 OK", html, page("The weir", "The weir holds the river back.")), kUnchanged});
    server.say("/lock", {answer("200 OK", html, page("The lock", "The lock lifts boats.")), kUnchanged});
  }

  Script sitemap(const std::vector<std::string>& targets) {
    std::string body = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
    for (const std::string& target : targets) body += "<url><loc>" + server.url(target) + "</loc></url>";
    return answer("200 OK", "Content-Type: application/xml\r\n", body + "</urlset>");
  }

  static std::string page(const std::string& title, const std::string& text) {
    return "<!doctype html><html lang=en><title>" + title + "</title><main><h1>" + title + "</h1><p>" + text +
           "</main>";
  }

  RunSummary fetch(bool allow_private = true) {
    RunOptions options;
    options.index = index.path() / "index";
    options.sources = {server.url("/sitemap.xml")};
    options.allow_private = allow_private;
    options.allow_shrink = true;
    options.delay_ms = 0;
    return run(options, [](std::string_view, size_t, size_t) { return true; });
  }

  const Script kUnchanged{"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"};
  ScriptedServer server;
};

BOOST_FIXTURE_TEST_CASE(fetches_what_a_sitemap_names_and_only_what_has_changed, Web) {
  const RunSummary first = fetch();
  BOOST_TEST(first.added == 2U);
  BOOST_TEST(first.failed == 0U);
  BOOST_TEST(first.seen == sum(first));
  BOOST_TEST(find("weir") == std::vector<std::string>{server.url("/weir")}, boost::test_tools::per_element());
  const RunSummary second = fetch();
  BOOST_TEST(second.unchanged == 2U);
  BOOST_TEST(!second.published);
  BOOST_TEST(server.asked("/weir").at(1).head.find("If-None-Match: \"1\"") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_page_that_its_server_has_taken_away_is_taken_out_and_one_that_it_cannot_give_stays,
                        Web) {
  fetch();
  server.say("/weir", answer("410 Gone"));
  server.say("/lock", answer("500 Internal Server Error"));
  const RunSummary summary = fetch();
  BOOST_TEST(summary.failed == 2U);
  BOOST_TEST(summary.removed == 1U);
  BOOST_TEST(find("weir").empty());
  BOOST_TEST(find("lock").size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_sitemap_that_cannot_be_had_takes_nothing_out, Web) {
  fetch();
  server.say("/sitemap.xml", answer("503 Service Unavailable"));
  const RunSummary summary = fetch();
  BOOST_TEST(summary.failed == 1U);
  BOOST_TEST(summary.removed == 0U);
  BOOST_TEST(summary.unchanged == 2U);
}

BOOST_FIXTURE_TEST_CASE(what_a_sitemap_names_on_another_host_is_left_out_and_said, Web) {
  server.say("/sitemap.xml", answer("200 OK", "Content-Type: application/xml\r\n",
                                    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>"
                                    "http://elsewhere.example/a</loc></url><url><loc>" +
                                        server.url("/weir") + "</loc></url></urlset>"));
  const RunSummary summary = fetch();
  BOOST_TEST(summary.added == 1U);
  BOOST_TEST(summary.failed == 0U);
  BOOST_TEST(warned(summary, server.url("/sitemap.xml"), "links_elsewhere: 1"));
}

BOOST_FIXTURE_TEST_CASE(private_addresses_are_refused_unless_allowed, Web) {
  const RunSummary summary = fetch(false);
  BOOST_TEST(summary.failed == 1U);
  BOOST_TEST(failures_of(summary).at(0).error.message.find("--allow-private") != std::string::npos);
  BOOST_TEST(server.asked().empty());
}

BOOST_AUTO_TEST_CASE(a_source_that_is_not_there_is_an_error_that_names_it) {
  RunOptions options;
  options.index = index.path() / "index";
  options.sources = {(files.path() / "nowhere").string()};
  BOOST_CHECK_EXCEPTION(run(options, [](std::string_view, size_t, size_t) { return true; }),
                        std::invalid_argument, [](const std::invalid_argument& e) {
                          return std::string(e.what()).find("nowhere") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_CASE(the_summary_as_json_has_the_fields_that_scripts_rely_on) {
  files.write("d.pdf", "%PDF-1.4 broken");
  const auto json = nlohmann::json::parse(json_of(update()));
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
