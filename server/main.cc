// `server`: answers searches over HTTP. Options, wiring, clean stop.
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
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

#include "server/http/server.h"
#include "server/search_service.h"
#include "server/url.h"

namespace {

using namespace std::chrono_literals;
using namespace pressmark;

constexpr int kExitUsage = 64, kExitNoInput = 66, kExitUnavailable = 69;
constexpr auto kPatience = 5s;    // for answers under way when told to stop
constexpr auto kLastResort = 8s;  // then the process ends whatever still runs

struct Options {
  std::string index, documents, editorial, public_url;
  std::vector<std::string> cors;
  ServerOptions server;
};

/// The exit code when the command line says all there is to do.
std::optional<int> parse_options(int argc, char** argv, Options& options) {
  CLI::App app{"Answers searches over HTTP"};
  app.add_option("--index", options.index, "Directory that the indexer writes")->required();
  app.add_option("--listen", options.server.listen, "Address and port to answer on")->capture_default_str();
  app.add_option("--editorial", options.editorial, "File of the editors: synonyms, pins and the like (TOML)");
  app.add_option("--documents", options.documents, "Directory whose files are served under /documents/");
  app.add_option("--cors", options.cors,
                 "Origin whose pages may read the API, such as https://www.example.org, or * for all; "
                 "repeatable")
      ->allow_extra_args(false);
  app.add_option("--public-url", options.public_url,
                 "What readers reach the server by, such as https://search.example.org; for feeds and the "
                 "browser's search bar, else made from each request's Host");
  app.set_version_flag("--version", PRESSMARK_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  return std::nullopt;
}

class ServiceAnswerer : public Answerer {
 public:
  explicit ServiceAnswerer(SearchService& service) : service_(service) {}
  SearchResponse search(const SearchRequest& request) override { return service_.search(request); }
  PassagesResponse passages(const SearchRequest& request) override { return service_.passages(request); }
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
  std::optional<QuotedResponse> find_quoted(const std::string& id, const std::string& words) override {
    return service_.find_quoted(id, words);
  }
  IndexStatus status() override { return service_.status(); }

 private:
  SearchService& service_;
};

/// The origin that the command line gives with `option`; throws std::invalid_argument for what is none.
std::string origin_option(const char* option, std::string_view text) {
  if (const std::optional<std::string> origin = read_origin(text)) return *origin;
  throw std::invalid_argument(std::string(option) + ": '" + std::string(text) +
                              "' is not scheme and host alone, such as https://www.example.org");
}

SiteOptions site_options(const Options& options) {
  SiteOptions site;
  if (!options.documents.empty()) site.documents = options.documents;
  for (const std::string& origin : options.cors)
    site.cors.push_back(origin == "*" ? origin : origin_option("--cors", origin));
  if (!options.public_url.empty()) {
    const std::string_view url = options.public_url;
    site.public_origin = origin_option("--public-url", url.substr(0, url.size() - url.ends_with('/')));
  }
  return site;
}

void report_editorial(SearchService& service) {
  for (const std::string& message : service.editorial_messages())
    std::fprintf(stderr, "server: %s\n", message.c_str());
}

/// Looks for a new generation, and another editors' file, every second until `signals` brings one.
void refresh_until_signal(SearchService& service, const sigset_t& signals) {
  while (true) {
    const timespec second = {1, 0};
    if (sigtimedwait(&signals, nullptr, &second) > 0) return;
    try {
      if (service.refresh()) {
        std::fprintf(stderr, "{\"event\":\"generation\",\"generation\":\"%s\"}\n",
                     service.status().generation.c_str());
      }
      report_editorial(service);
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

int serve(const Options& options) {
  const SiteOptions with = site_options(options);
  SearchService service{options.index, Verify::kHashes, options.editorial};
  report_editorial(service);
  ServiceAnswerer answerer{service};
  Site site{answerer, with};
  AccessLog log{STDERR_FILENO};
  HttpServer server{site, log, options.server};

  // Blocked before any thread is made, so that all inherit it and only this one takes the signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  server.start();
  const IndexStatus status = service.status();
  if (!status.ready) std::fprintf(stderr, "server: not ready: %s\n", status.reason.c_str());
  std::fprintf(stderr, "server: listening on %s (port %u)\n", options.server.listen.c_str(), server.port());
  refresh_until_signal(service, signals);
  stop(server);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (const std::optional<int> code = parse_options(argc, argv, options)) return *code;
  for (const std::string& directory : {options.index, options.documents}) {
    if (directory.empty() || std::filesystem::is_directory(directory)) continue;
    std::fprintf(stderr, "server: there is no directory %s\n", directory.c_str());
    return kExitNoInput;
  }
  if (!options.editorial.empty() && !std::filesystem::is_regular_file(options.editorial)) {
    std::fprintf(stderr, "server: there is no file %s\n", options.editorial.c_str());
    return kExitNoInput;
  }
  try {
    return serve(options);
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
