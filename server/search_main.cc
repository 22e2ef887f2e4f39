// `search`: answers in the terminal, a run over a file of topics, or a report. Options, wiring, exit code.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <variant>

#include "engine/query/query.h"
#include "server/explanation.h"
#include "server/parameters.h"
#include "server/report_command.h"
#include "server/response_json.h"
#include "server/run_file.h"
#include "server/search_service.h"
#include "server/terminal.h"
#include "server/today.h"

namespace {

using namespace pressmark;

constexpr int kExitUsage = 64, kExitDamaged = 65, kExitNoInput = 66, kExitIo = 74;

struct Options {
  std::string index, editorial, explain;
  std::vector<std::string> words;
  std::string page, per_page, sort, from, to;
  std::vector<std::string> kinds, languages;
  bool json = false;
  bool passages = false;

  std::string topics, run, timings;
  uint32_t depth = 1'000;
  bool snippets = false;
  std::vector<std::string> without;
};

/// The parts of the ranking by the names that the command line has for them.
const std::map<std::string, bool RankingParts::*> kParts = {
    {"burstiness", &RankingParts::burstiness}, {"title", &RankingParts::title},
    {"pairs", &RankingParts::pairs},           {"smoothing", &RankingParts::smoothing},
    {"expansion", &RankingParts::expansion},   {"recency", &RankingParts::recency}};

/// The exit code when the command line says all there is to do.
std::optional<int> parse_options(int argc, char** argv, Options& options) {
  CLI::App app{"Searches an index"};
  app.add_option("--index", options.index, "Directory that the indexer writes")->required();
  app.add_option("--editorial", options.editorial, "File of the editors: synonyms, pins and the like (TOML)");
  app.add_option("QUERY", options.words, "What to search");
  app.add_option("--page", options.page, "Page of the results, from 1");
  app.add_option("--per-page", options.per_page, "Results on a page");
  app.add_option("--sort", options.sort, "relevance, newest or oldest");
  app.add_option("--kind", options.kinds, "report, post, page or data");
  app.add_option("--lang", options.languages, "Language, such as en");
  app.add_option("--from", options.from, "Earliest day: 2022, \"March 2022\", 2022-03-29, \"last year\"");
  app.add_option("--to", options.to, "Latest day");
  auto* explain =
      app.add_option("--explain", options.explain,
                     "Say why the publication with this id or address ranks where it does for the "
                     "query, or why it is not found");
  app.add_flag("--json", options.json,
               "Print what /api/v1/search (or passages) answers; the explanation as JSON");
  app.add_flag("--passages", options.passages, "Pages and sections in place of publications");
  auto* topics = app.add_option("--topics", options.topics, "Search each line id<TAB>query of this file");
  auto* run = app.add_option("--run", options.run, "Write the run here, in TREC format")->needs(topics);
  topics->needs(run);
  topics->excludes(explain);
  app.add_option("--depth", options.depth, "Results for each topic")
      ->check(CLI::Range(1, 1'000'000))
      ->needs(topics)
      ->capture_default_str();
  app.add_option("--timings", options.timings, "Write id<TAB>microseconds here")->needs(topics);
  app.add_flag("--snippets", options.snippets, "Make snippets for each topic")->needs(topics);
  app.add_option("--without", options.without, "Leave this part of the ranking out, to measure it")
      ->check(CLI::IsMember(kParts))
      ->needs(topics);
  app.footer("search report --query-log DIR: what people look for; see search report --help");
  app.set_version_flag("--version", PRESSMARK_VERSION);
  try {
    app.parse(argc, argv);
    if (options.words.empty() == options.topics.empty()) {
      throw CLI::ValidationError("give either a QUERY or --topics");
    }
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  return std::nullopt;
}

std::vector<Parameter> parameters_of(const Options& options) {
  std::string text;
  for (const std::string& word : options.words) text += (text.empty() ? "" : " ") + word;
  std::vector<Parameter> parameters = {{"q", text},
                                       {"page", options.page},
                                       {"per_page", options.per_page},
                                       {"sort", options.sort},
                                       {"from", options.from},
                                       {"to", options.to}};
  for (const std::string& kind : options.kinds) parameters.push_back({"kind", kind});
  for (const std::string& language : options.languages) parameters.push_back({"lang", language});
  return parameters;
}

bool bold_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
}

bool print(const std::string& text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
}

Emphasis emphasis() {
  return bold_wanted() ? Emphasis::kBold : Emphasis::kNone;
}

std::string hits_text(SearchService& service, const SearchRequest& request, const Options& options) {
  const SearchResponse response = service.search(request);
  return options.json ? search_json(response, request, Took::kLeftOut) + '\n'
                      : terminal_text(response, emphasis());
}

std::string passages_text(SearchService& service, const SearchRequest& request, const Options& options) {
  const PassagesResponse response = service.passages(request);
  return options.json ? passages_json(response, Took::kLeftOut) + '\n' : terminal_text(response, emphasis());
}

int answer_query(SearchService& service, const Options& options) {
  auto parsed = parse_search_parameters(parameters_of(options), local_day());
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    std::fprintf(stderr, "search: %s\n", problem->detail.c_str());
    return kExitUsage;
  }
  const SearchRequest& request = std::get<SearchRequest>(parsed);
  std::string text;
  if (!options.explain.empty()) {
    const Explanation explanation = service.explain(request, options.explain);
    text = options.json ? explanation_json(explanation) + '\n' : explanation_text(explanation);
  } else {
    text = options.passages ? passages_text(service, request, options) : hits_text(service, request, options);
  }
  return print(text) ? 0 : kExitIo;
}

int io_failure(const std::string& file) {
  std::fprintf(stderr, "search: cannot write %s\n", file.c_str());
  return kExitIo;
}

int answer_topics(SearchService& service, const Options& options) {
  std::ifstream file(options.topics, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) {
    std::fprintf(stderr, "search: cannot read %s\n", options.topics.c_str());
    return kExitNoInput;
  }
  const Result<std::vector<Topic>> topics = parse_topics(content.str(), options.topics);
  if (!topics.ok()) {
    std::fprintf(stderr, "search: %s: %s\n", topics.error().where.c_str(), topics.error().message.c_str());
    return kExitUsage;
  }
  std::ofstream run(options.run, std::ios::binary);
  std::ofstream timings;
  if (!options.timings.empty()) timings.open(options.timings, std::ios::binary);
  for (const Topic& topic : topics.value()) {
    const auto began = std::chrono::steady_clock::now();
    SearchRequest request;
    request.text = topic.text;
    request.query = parse_query(topic.text);
    // A topic may be longer than what is typed into a box; then nothing of it is left out.
    if (!request.query->notes.empty()) request.query = words_query(topic.text);
    request.per_page = options.depth;
    request.facets = false;
    request.snippets = options.snippets;
    for (const std::string& part : options.without) request.parts.*kParts.at(part) = false;
    const std::string lines = options.passages ? run_lines(topic.id, service.passages(request).passages)
                                               : run_lines(topic.id, service.search(request));
    const auto took = std::chrono::steady_clock::now() - began;
    run << lines;
    if (timings.is_open()) {
      timings << topic.id << '\t' << std::chrono::duration_cast<std::chrono::microseconds>(took).count()
              << '\n';
    }
  }
  if (!run.flush()) return io_failure(options.run);
  if (!options.timings.empty() && !timings.flush()) return io_failure(options.timings);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Not a subcommand of the options above: `search --index DIR annual report` is a query.
  if (argc > 1 && std::string_view(argv[1]) == "report") return report_command(argc - 1, argv + 1);
  Options options;
  if (const std::optional<int> code = parse_options(argc, argv, options)) return *code;
  if (!std::filesystem::is_directory(options.index)) {
    std::fprintf(stderr, "search: there is no directory %s\n", options.index.c_str());
    return kExitNoInput;
  }
  if (!options.editorial.empty() && !std::filesystem::is_regular_file(options.editorial)) {
    std::fprintf(stderr, "search: there is no file %s\n", options.editorial.c_str());
    return kExitNoInput;
  }
  try {
    SearchService service{options.index, Verify::kSizes, options.editorial};
    for (const std::string& message : service.editorial_messages())
      std::fprintf(stderr, "search: %s\n", message.c_str());
    const int code =
        options.topics.empty() ? answer_query(service, options) : answer_topics(service, options);
    const std::string degraded = service.status().reason;
    if (degraded.empty()) return code;
    std::fprintf(stderr, "search: %s\n", degraded.c_str());
    return code == 0 ? kExitDamaged : code;
  } catch (const NotReady& error) {
    std::fprintf(stderr, "search: %s\n", error.what());
    return kExitNoInput;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "search: %s\n", error.what());
    return 1;
  }
}
