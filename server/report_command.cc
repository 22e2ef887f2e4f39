#include "server/report_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "server/query_days.h"
#include "server/query_report.h"
#include "server/query_report_page.h"
#include "server/today.h"

namespace pressmark {
namespace {

constexpr int kExitUsage = 64, kExitNoInput = 66, kExitIo = 74;

struct Options {
  std::string query_log, html, golden;
  uint32_t days = limits::kQueryLogDays;
  bool json = false;
};

/// The exit code when the command line says all there is to do.
std::optional<int> parse_options(int argc, char** argv, Options& options) {
  CLI::App app{"Says what people look for, and do not find", "search report"};
  app.add_option("--query-log", options.query_log, "Directory that `server --query-log` writes")->required();
  app.add_option("--days", options.days, "Days up to today")
      ->check(CLI::Range(uint32_t{1}, limits::kQueryLogDays))
      ->capture_default_str();
  app.add_flag("--json", options.json, "Print one JSON object");
  app.add_option("--html", options.html, "Write a page with plots here");
  app.add_option(
      "--golden", options.golden,
      "Write the most asked queries here, as topics for `search --topics`: candidates to be judged");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  return std::nullopt;
}

/// Whether the file was written; says so when it was not.
bool write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (file.flush()) return true;
  std::fprintf(stderr, "search: cannot write %s\n", path.c_str());
  return false;
}

}  // namespace

int report_command(int argc, char** argv) {
  Options options;
  if (const std::optional<int> code = parse_options(argc, argv, options)) return *code;
  if (!std::filesystem::is_directory(options.query_log)) {
    std::fprintf(stderr, "search: there is no directory %s\n", options.query_log.c_str());
    return kExitNoInput;
  }
  const QueryDirectory directory(options.query_log);
  const Date today = local_day();
  std::vector<QueryDay> days;
  bool whole = true;
  for (uint32_t back = options.days; back-- > 0;) {
    Result<QueryDay> day = directory.read(days_before(today, back));
    if (day.ok()) {
      days.push_back(std::move(day).value());
    } else {
      std::fprintf(stderr, "search: %s: %s\n", day.error().where.c_str(), day.error().message.c_str());
      whole = false;
    }
  }
  const QueryReport report = make_query_report(days, today, options.days);
  const std::string text = options.json ? query_report_json(report) + '\n' : query_report_text(report);
  bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!options.html.empty()) written = write_file(options.html, query_report_page(report)) && written;
  if (!options.golden.empty()) written = write_file(options.golden, query_report_topics(report)) && written;
  return !written ? kExitIo : whole ? 0 : 1;
}

}  // namespace pressmark
