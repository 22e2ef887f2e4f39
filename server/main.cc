// `server`: answers searches over HTTP. Options, wiring, clean stop.
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include "server/http/metrics.h"
#include "server/http/operator_site.h"
#include "server/http/server.h"
#include "server/http/site.h"
#include "server/query_log.h"
#include "server/search_service.h"
#include "server/settings/sources.h"
#include "server/today.h"

namespace {

using namespace std::chrono_literals;
using namespace pressmark;

constexpr int kExitUsage = 64, kExitNoInput = 66, kExitUnavailable = 69, kExitConfig = 78;
constexpr auto kPatience = 5s;    // for answers under way when told to stop
constexpr auto kLastResort = 8s;  // then the process ends whatever still runs

constexpr std::string_view kEnvironmentPrefix = "PRESSMARK_";

struct CommandLine {
  SettingSources sources;
  bool print_config = false, print_default_config = false;
};

/// The exit code when the command line says all there is to do.
std::optional<int> parse_command_line(int argc, char** argv, CommandLine& line) {
  CLI::App app{"Answers searches over HTTP"};
  std::string file;
  app.add_option("--config", file, "File of settings (TOML); environment and flags count before it");
  app.add_flag("--print-config", line.print_config, "Say what is set, and where, and end");
  app.add_flag("--print-default-config", line.print_default_config,
               "Write a file that explains every setting, and end");
  std::vector<std::vector<std::string>> given(all_settings().size());
  for (size_t i = 0; i < given.size(); ++i) {
    const Setting& setting = all_settings()[i];
    const bool list = std::holds_alternative<TextsField>(setting.field);
    app.add_option(setting.flag(), given[i], std::string(setting.help) + (list ? " Repeatable." : ""))
        ->allow_extra_args(false)
        ->type_name("");
  }
  app.set_version_flag("--version", PRESSMARK_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  line.sources.file = file;
  for (size_t i = 0; i < given.size(); ++i) {
    for (std::string& text : given[i]) {
      line.sources.flags.emplace_back(all_settings()[i].name, std::move(text));
    }
  }
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (!text.starts_with(kEnvironmentPrefix) || equals == std::string_view::npos) continue;
    line.sources.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return std::nullopt;
}

/// What is wrong with the files and directories that are named; empty when they are there.
std::string missing(const Settings& settings) {
  for (const std::string& directory : {settings.index, settings.documents}) {
    if (!directory.empty() && !std::filesystem::is_directory(directory)) {
      return "there is no directory " + directory;
    }
  }
  if (!settings.editorial.empty() && !std::filesystem::is_regular_file(settings.editorial)) {
    return "there is no file " + settings.editorial;
  }
  return {};
}

/// What to exit with for these faults, which it says; nothing when there are none.
std::optional<int> refuse_faults(const SettingsReading& reading) {
  std::optional<int> code;
  for (const SettingFault& fault : reading.faults) {
    std::fprintf(stderr, "server: %s: %s\n", fault.where.c_str(), fault.message.c_str());
    if (!fault.on_command_line) code = kExitConfig;
    if (!code) code = kExitUsage;
  }
  return code;
}

class ServiceAnswerer : public Answerer {
 public:
  ServiceAnswerer(SearchService& service, Metrics& metrics) : service_(service), metrics_(metrics) {}
  SearchResponse search(const SearchRequest& request) override { return counted(service_.search(request)); }
  PassagesResponse passages(const SearchRequest& request) override {
    return counted(service_.passages(request));
  }
  std::vector<Suggestion> suggest(const std::string& text, size_t limit) override {
    return service_.suggest(text, limit);
  }
  std::optional<PublicationResponse> publication(const std::string& id) override {
    return service_.publication(id);
  }
  std::optional<SimilarResponse> similar(const std::string& id, size_t limit) override {
    return service_.similar(id, limit);
  }
  std::optional<FoundResponse> find_in(const FindRequest& request) override {
    return service_.find_in(request);
  }
  std::optional<QuotedResponse> find_quoted(const QuotedRequest& request) override {
    return service_.find_quoted(request);
  }
  Explanation explain(const SearchRequest& request, const std::string& id) override {
    return service_.explain(request, id);
  }
  IndexStatus status() override { return service_.status(); }

 private:
  template <class Response>
  Response counted(Response response) {
    metrics_.searched(response.took_ms / 1000, response.total > 0, response.partial);
    return response;
  }

  SearchService& service_;
  Metrics& metrics_;
};

/// Says why the generation that should be served is not, once for each reason.
class IndexReporter {
 public:
  void report(const IndexStatus& status) {
    if (status.reason == said_) return;
    said_ = status.reason;
    if (said_.empty()) return;
    std::fprintf(stderr, "server: %s%s\n", status.ready ? "" : "not ready: ", said_.c_str());
  }

 private:
  std::string said_;
};

void report_editorial(SearchService& service) {
  for (const std::string& message : service.editorial_messages())
    std::fprintf(stderr, "server: %s\n", message.c_str());
}

/// Lets the process have as many connections open as it may have.
void allow_connections(const ServerOptions& options) {
  constexpr rlim_t kOthers = 256;  // the index's files and those being sent
  rlimit files = {};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  const rlim_t wanted = rlim_t{options.connections_max} + kOthers;
  if (files.rlim_cur >= wanted) return;
  files.rlim_cur = std::min(wanted, files.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur == wanted) return;
  std::fprintf(
      stderr,
      "server: only %llu files may be open, and %llu are wanted; raise the limit or lower work.connections\n",
      static_cast<unsigned long long>(files.rlim_max), static_cast<unsigned long long>(wanted));
}

QueryLogOptions query_log_options(const Settings& settings) {
  QueryLogOptions options;
  options.directory = settings.query_log;
  options.least = settings.query_log_least;
  options.today = local_day;
  options.complain = [](const std::string& message) {
    std::fprintf(stderr, "server: %s\n", message.c_str());
  };
  return options;
}

/// All that answers, in the order in which it is made.
struct Serving {
  explicit Serving(const Settings& settings)
      : service(settings.index, Verify::kHashes, settings.editorial),
        answerer(service, metrics),
        site(answerer, counted(settings)),
        log(STDERR_FILENO, settings.log_requests),
        server(site, log, server_options(settings), &metrics),
        operator_site([this] { return metrics.text(gauges()); }, [this] { return checks(); }) {
    if (!settings.query_log.empty()) query_log.emplace(query_log_options(settings));
    if (settings.operator_listen.empty()) return;
    operator_server.emplace(operator_site, no_log, operator_options(settings));
  }

  /// With what people look for counted, where there is a log.
  SiteOptions counted(const Settings& settings) {
    SiteOptions options = site_options(settings);
    if (settings.query_log.empty()) return options;
    options.asked = [this](const AskedSearch& asked) {
      if (query_log) query_log->count(asked.text, asked.former, asked.without_results);
    };
    return options;
  }

  Gauges gauges() {
    const ServerLoad load = server.load();
    const IndexStatus status = service.status();
    return {load.connections, load.queued, site.searches(),
            load.addresses,   status,      seconds_since(status.created)};
  }

  std::vector<Check> checks() {
    const Gauges now = gauges();
    const std::string index = now.index.ready ? now.index.generation + " of " + now.index.created + ", " +
                                                    std::to_string(now.index.publications) + " publications"
                                              : now.index.reason;
    const bool degraded = now.index.ready && !now.index.reason.empty();
    return {{"index", now.index.ready, true, index},
            {"generation", !degraded, false, degraded ? now.index.reason : "the current one"},
            {"queue", now.connections_queued == 0, false,
             std::to_string(now.connections_queued) + " requests wait for a thread"},
            {"searches", true, false, std::to_string(now.searches) + " under way"}};
  }

  Metrics metrics;
  std::optional<QueryLog> query_log;
  SearchService service;
  ServiceAnswerer answerer;
  Site site;
  AccessLog log;
  HttpServer server;
  AccessLog no_log{STDERR_FILENO, false};
  OperatorSite operator_site;
  std::optional<HttpServer> operator_server;
};

std::string joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

/// Reads the settings again and goes over to those that count without a restart. With any fault nothing
/// changes.
void reload_settings(const SettingSources& sources, Settings& settings, Serving& serving) {
  const SettingsReading reading = read_settings(sources);
  const std::string gone = missing(reading.settings);
  if (!gone.empty()) std::fprintf(stderr, "server: %s\n", gone.c_str());
  if (refuse_faults(reading) || !gone.empty()) {
    std::fprintf(stderr, "server: the settings stay as they were\n");
    return;
  }
  Reloaded reloaded = reload(settings, reading.settings);
  if (reloaded.settings.editorial != settings.editorial) {
    serving.service.set_editorial(reloaded.settings.editorial);
  }
  settings = std::move(reloaded.settings);
  serving.site.apply(site_options(settings));
  serving.server.apply(server_options(settings));
  serving.log.turn(settings.log_requests);
  std::fprintf(
      stderr, "server: settings read again: %s\n",
      reloaded.taken.empty() ? "nothing to go over to" : ("in force now: " + joined(reloaded.taken)).c_str());
  if (!reloaded.waiting.empty()) {
    std::fprintf(stderr, "server: in force after a restart: %s\n", joined(reloaded.waiting).c_str());
  }
}

/// Looks for a new generation, and another editors' file, every second until a signal says to stop.
void refresh_until_stopped(const SettingSources& sources, Settings& settings, Serving& serving,
                           const sigset_t& signals) {
  IndexReporter index;
  while (true) {
    index.report(serving.service.status());
    const timespec second = {1, 0};
    const int signal = sigtimedwait(&signals, nullptr, &second);
    if (signal == SIGTERM || signal == SIGINT) return;
    try {
      if (signal == SIGHUP) reload_settings(sources, settings, serving);
      if (serving.service.refresh()) {
        std::fprintf(stderr, "{\"event\":\"generation\",\"generation\":\"%s\"}\n",
                     serving.service.status().generation.c_str());
      }
      report_editorial(serving.service);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "server: looking for a new generation: %s\n", error.what());
    }
  }
}

void stop(HttpServer& server) {
  std::thread([] {
    std::this_thread::sleep_for(kLastResort);
    _exit(0);
  }).detach();
  server.stop(kPatience);
}

int serve(const SettingSources& sources, Settings settings) {
  // Blocked before any thread is made, so that all inherit it and only this one takes the signals.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  allow_connections(settings.server);
  Serving serving{settings};
  report_editorial(serving.service);
  if (serving.query_log) serving.query_log->start();
  serving.server.start();
  if (serving.operator_server) {
    serving.operator_server->start();
    std::fprintf(stderr, "server: for the operator on %s (port %u)\n", settings.operator_listen.c_str(),
                 serving.operator_server->port());
  }
  std::fprintf(stderr, "server: listening on %s (port %u)\n", settings.server.listen.c_str(),
               serving.server.port());
  refresh_until_stopped(sources, settings, serving, signals);
  stop(serving.server);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine line;
  if (const std::optional<int> code = parse_command_line(argc, argv, line)) return *code;
  if (line.print_default_config) {
    std::fputs(print_default_file().c_str(), stdout);
    return 0;
  }
  const SettingsReading reading = read_settings(line.sources);
  if (const std::optional<int> code = refuse_faults(reading)) return *code;
  if (line.print_config) {
    std::fputs(print_settings(reading).c_str(), stdout);
    return 0;
  }
  if (reading.settings.index.empty()) {
    std::fprintf(stderr, "server: which index? Give --index DIR, PRESSMARK_INDEX, or index in the file\n");
    return kExitUsage;
  }
  if (const std::string what = missing(reading.settings); !what.empty()) {
    std::fprintf(stderr, "server: %s\n", what.c_str());
    return kExitNoInput;
  }
  try {
    return serve(line.sources, reading.settings);
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "server: %s\n", error.what());
    return kExitUsage;
  } catch (const ListenError& error) {
    std::fprintf(stderr, "server: %s\n", error.what());
    return kExitUnavailable;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "server: %s\n", error.what());
    return 1;
  }
}
