// indexer: options, wiring, exit code.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <new>
#include <thread>

#include "indexer/commands.h"
#include "indexer/generation.h"
#include "indexer/reader/ocr.h"
#include "indexer/reader/reader.h"

namespace {

using namespace pressmark;

struct Options {
  RunOptions run;
  std::string index, generation;
  uint32_t least = 1;
  std::vector<std::string> files;
  bool json = false;
};

void add_safety_flags(CLI::App& command, Options& options) {
  command.add_flag("--allow-private", options.run.allow_private,
                   "Fetch from addresses of this machine and of private networks as well");
  command.add_flag("--unsafe-no-sandbox", options.run.allow_unconfined,
                   "Read even where the kernel cannot confine the readers");
}

void add_content_option(CLI::App& command, Options& options) {
  const auto check = [](const std::string& text) {
    return is_content_selector(text) ? std::string()
                                     : "no selector such as main, #content or div.post-body: " + text;
  };
  command
      .add_option(
          "--content", options.run.content_selectors,
          "CSS selector of the element that holds the content of the site's pages; several are tried in turn")
      ->check(CLI::Validator(check, "SELECTOR"))
      ->expected(1)
      ->take_all();
}

void add_ocr_option(CLI::App& command, Options& options) {
  command
      .add_option("--ocr", options.run.ocr_languages,
                  "Read pages that are pictures of text, in these languages of tesseract: eng, eng+deu")
      ->check(CLI::Validator(ocr_languages_fault, "LANGUAGES"));
}

void add_run_command(CLI::App& app, const char* name, const char* text, Options& options) {
  CLI::App* command = app.add_subcommand(name, text);
  command->add_option("--index", options.run.index, "Directory of the index; made if it is not there")
      ->required();
  command
      ->add_option("--base-url", options.run.base_url,
                   "Address under which the site publishes the files: http(s)://… or a path")
      ->capture_default_str();
  command->add_flag("--allow-shrink", options.run.allow_shrink,
                    "Publish even if more than half of the publications have gone");
  command->add_option("--jobs", options.run.jobs, "Documents read at the same time")
      ->check(CLI::Range(1U, kJobsMax))
      ->capture_default_str();
  command
      ->add_option("--delay-ms", options.run.delay_ms,
                   "Milliseconds between two requests to one host; a longer Crawl-delay counts")
      ->check(CLI::Range(0U, 3'600'000U))
      ->capture_default_str();
  add_content_option(*command, options);
  add_ocr_option(*command, options);
  add_safety_flags(*command, options);
  command->add_flag("--json", options.json, "Print the summary as one JSON object");
  command
      ->add_option(
          "SOURCE", options.run.sources,
          "Folders, files and http(s) addresses of feeds, sitemaps and documents: the whole collection; what "
          "is no longer in them is removed")
      ->required();
}

CLI::App* add_index_command(CLI::App& app, const char* name, const char* text, Options& options) {
  CLI::App* command = app.add_subcommand(name, text);
  command->add_option("INDEX", options.index, "Directory of the index")->required();
  return command;
}

void declare(CLI::App& app, Options& options) {
  app.set_version_flag("--version", PRESSMARK_VERSION);
  app.require_subcommand(1);
  add_run_command(app, "update", "Read what changed and publish a new generation", options);
  add_run_command(app, "rebuild", "Read everything anew and publish a new generation", options);
  add_index_command(app, "status", "What is published", options)->add_flag("--json", options.json, "As JSON");
  add_index_command(app, "check", "Verify every file of the published generation", options);
  add_index_command(app, "failures", "What could not be read, and why", options)
      ->add_flag("--json", options.json, "As JSON");
  add_index_command(app, "health", "What is worth knowing of the documents: warnings, boilerplate, works",
                    options)
      ->add_flag("--json", options.json, "As JSON");
  add_index_command(app, "rollback", "Serve an earlier generation again", options)
      ->add_option("GENERATION", options.generation, "Its name; the one before the current if left out");
  add_index_command(app, "acronyms", "What its texts say that acronyms stand for: synonyms to choose from",
                    options)
      ->add_option("--least", options.least, "Leave out what fewer publications say")
      ->capture_default_str();
  CLI::App* inspect = app.add_subcommand("inspect", "What the readers make of files; writes nothing");
  inspect->add_flag("--json", options.json, "As JSON");
  inspect->add_option("--base-url", options.run.base_url, "As for update")->capture_default_str();
  add_content_option(*inspect, options);
  add_ocr_option(*inspect, options);
  add_safety_flags(*inspect, options);
  inspect->add_option("FILE", options.files, "Files and http(s) addresses")->required();
}

int run_command(const std::string& name, const Options& options) {
  if (name == "status") return status(options.index, options.json);
  if (name == "check") return check(options.index);
  if (name == "failures") return failures(options.index, options.json);
  if (name == "rollback") return rollback(options.index, options.generation);
  if (name == "health") return health(options.index, options.json);
  if (name == "acronyms") return acronyms(options.index, options.least);
  if (name == "inspect") return inspect(options.files, options.run, options.json);
  RunOptions run = options.run;
  run.from_nothing = name == "rebuild";
  return update(run, options.json);
}

int report(const std::exception& error, int code) {
  std::cerr << "indexer: " << error.what() << '\n';
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Pressmark's batch program: publications in, one searchable generation out", "indexer");
  Options options;
  options.run.jobs = std::clamp(std::thread::hardware_concurrency(), 1U, kJobsMax);
  declare(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitDone : kExitUsage;
  }
  try {
    return run_command(app.get_subcommands().front()->get_name(), options);
  } catch (const LockHeld& error) {
    return report(error, kExitLocked);
  } catch (const GateRefused& error) {
    return report(error, kExitNotPublished);
  } catch (const Interrupted& error) {
    return report(error, kExitInterrupted);
  } catch (const std::invalid_argument& error) {
    return report(error, kExitNoInput);
  } catch (const std::system_error& error) {
    return report(error, kExitInputOutput);
  } catch (const std::bad_alloc&) {
    std::cerr << "indexer: out of memory; nothing was published\n";
    // Xapian's destructor would try to write what is half done.
    std::cerr.flush();
    _exit(kExitNotPublished);
  } catch (const std::exception& error) {
    return report(error, kExitNotPublished);
  }
}
