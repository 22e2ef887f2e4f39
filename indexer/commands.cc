#include "indexer/commands.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "indexer/gate.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/ledger.h"
#include "indexer/publication_json.h"
#include "indexer/reader/reader.h"
#include "indexer/source/source.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

volatile std::sig_atomic_t interrupted = 0;

extern "C" void on_interrupt(int) {
  // A second Ctrl-C leaves at once: nothing is published before the link is renamed.
  if (interrupted != 0) _exit(kExitInterrupted);
  interrupted = 1;
}

/// One line on a terminal, rewritten in place; nothing where stderr is a file.
bool show_progress(size_t done, size_t total) {
  static const bool terminal = isatty(STDERR_FILENO) != 0;
  if (terminal) {
    std::fprintf(stderr, "\r%zu of %zu files", done, total);
    if (done == total) std::fprintf(stderr, "\r\x1b[K");
  }
  return interrupted == 0;
}

std::string counted(uint64_t count, const char* what) {
  return std::to_string(count) + " " + what;
}

void print_summary(const RunSummary& summary) {
  for (const Problem& problem : summary.failures) {
    const std::string place = problem.error.where.empty() || problem.error.where == problem.path
                                  ? problem.path
                                  : problem.path + ", " + problem.error.where;
    std::cerr << "failed: " << place << ": " << error_name(problem.error.code) << ": "
              << problem.error.message << '\n';
  }
  for (const Warning& warning : summary.warnings)
    std::cerr << "warning: " << warning.path << ": " << warning.text << '\n';
  std::printf("%s: %s, %s, %s, %s, %s, %s; ", counted(summary.seen, "seen").c_str(),
              counted(summary.added, "added").c_str(), counted(summary.updated, "updated").c_str(),
              counted(summary.unchanged, "unchanged").c_str(), counted(summary.removed, "removed").c_str(),
              counted(summary.skipped, "skipped").c_str(), counted(summary.failed, "failed").c_str());
  std::printf(summary.published ? "published %s" : "nothing new, %s stays", summary.generation.c_str());
  std::printf(" (%.1f s)\n", summary.seconds);
}

Result<std::filesystem::path> current_of(const std::string& index) {
  if (const auto current = IndexDirectory(index).current()) return *current;
  return Error{ErrorCode::kUnreadable,
               "there is no index here; make one with `indexer update --index " + index + " SOURCE...`",
               index};
}

int fail(const Error& error, int code) {
  std::cerr << "indexer: " << error.where << ": " << error.message << '\n';
  return code;
}

}  // namespace

int update(const RunOptions& options, bool json) {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::signal(SIGPIPE, SIG_IGN);
  const RunSummary summary = run(options, show_progress);
  if (json) {
    std::cout << to_json(summary) << '\n';
  } else {
    print_summary(summary);
  }
  return summary.failed > 0 ? kExitSomeFailed : kExitDone;
}

int status(const std::string& index, bool json) {
  const auto current = current_of(index);
  if (!current.ok()) return fail(current.error(), kExitNoInput);
  const Result<Manifest> manifest = read_manifest(current.value(), Verify::kSizes);
  if (!manifest.ok()) return fail(manifest.error(), kExitInputOutput);
  const Manifest& m = manifest.value();
  uint64_t bytes = 0;
  for (const auto& [name, file] : m.files) bytes += file.bytes;
  const std::vector<std::string> generations = IndexDirectory(index).generations();
  if (json) {
    Json out = {{"generation", m.generation},     {"created", m.created},
                {"publications", m.publications}, {"bytes", bytes},
                {"text_bytes", m.text_bytes},     {"languages", m.languages},
                {"generations", generations}};
    std::cout << out.dump(2) << '\n';
    return kExitDone;
  }
  std::cout << "generation    " << m.generation << ", published " << m.created << '\n'
            << "publications  " << m.publications << '\n'
            << "size          " << bytes << " bytes, for " << m.text_bytes << " bytes of text\n"
            << "languages    ";
  for (const auto& [language, count] : m.languages) std::cout << ' ' << language << ' ' << count;
  std::cout << "\nkept         ";
  for (const std::string& name : generations) std::cout << ' ' << name;
  std::cout << '\n';
  return kExitDone;
}

int check(const std::string& index) {
  const auto current = current_of(index);
  if (!current.ok()) return fail(current.error(), kExitNoInput);
  const Result<Manifest> manifest = read_manifest(current.value(), Verify::kHashes);
  if (!manifest.ok()) return fail(manifest.error(), kExitInputOutput);
  if (const std::string broken = check_postings(current.value()); !broken.empty()) {
    return fail({ErrorCode::kCorrupt, "the postings do not check: " + broken, current.value().string()},
                kExitInputOutput);
  }
  std::cout << manifest.value().generation << ": every file is as it was published, the postings check\n";
  return kExitDone;
}

int rollback(const std::string& index, const std::string& generation) {
  IndexDirectory directory(index);
  if (const auto current = current_of(index); !current.ok()) return fail(current.error(), kExitNoInput);
  directory.lock();
  const Result<std::string> now = directory.roll_back(generation);
  if (!now.ok())
    return fail(now.error(), now.error().code == ErrorCode::kUnreadable ? kExitNoInput : kExitInputOutput);
  std::cout << "serving " << now.value() << '\n';
  return kExitDone;
}

int failures(const std::string& index, bool json) {
  const auto current = current_of(index);
  if (!current.ok()) return fail(current.error(), kExitNoInput);
  const Result<Ledger> ledger = read_ledger(current.value());
  if (!ledger.ok()) return fail(ledger.error(), kExitInputOutput);
  Json list = Json::array();
  for (const auto& [path, entry] : ledger.value()) {
    for (const Error& problem : entry.problems) {
      const char* outcome = entry.skipped ? "skipped" : "failed";
      if (json) {
        list.push_back({{"path", path},
                        {"outcome", outcome},
                        {"reason", error_name(problem.code)},
                        {"detail", problem.message},
                        {"where", problem.where}});
      } else {
        std::cout << outcome << '\t' << path << '\t' << error_name(problem.code) << '\t' << problem.message
                  << '\n';
      }
    }
  }
  if (json) std::cout << list.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  return kExitDone;
}

int inspect(const std::string& file, const std::string& base_url, bool json) {
  Result<std::string> bytes = read_file(file);
  if (!bytes.ok()) return fail(bytes.error(), kExitNoInput);
  ReadRequest request;
  request.path = std::filesystem::path(file).filename();
  request.base_url = base_url;
  const Result<ReadResult> result = read_document(bytes.value(), request);
  if (!result.ok()) {
    std::cerr << "indexer: " << file << ": " << error_name(result.error().code) << ": "
              << result.error().message << '\n';
    return kExitSomeFailed;
  }
  for (const Publication& publication : result.value().publications) {
    std::cout << (json ? to_json(publication) : to_text(publication)) << '\n';
  }
  for (const Error& item : result.value().bad_items) {
    std::cerr << "indexer: " << file << ", " << item.where << ": " << item.message << '\n';
  }
  return result.value().bad_items.empty() ? kExitDone : kExitSomeFailed;
}

}  // namespace pressmark
