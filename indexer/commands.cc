#include "indexer/commands.h"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "indexer/acronyms.h"
#include "indexer/collection/collection.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/gate.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/ledger.h"
#include "indexer/publication_json.h"
#include "indexer/reading.h"
#include "indexer/sandbox/reader_pool.h"
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

/// One line on a terminal, rewritten in place a few times a second; nothing where stderr is a file.
bool show_progress(std::string_view stage, size_t done, size_t total) {
  static const bool terminal = isatty(STDERR_FILENO) != 0;
  static auto next = std::chrono::steady_clock::time_point::min();
  const auto now = std::chrono::steady_clock::now();
  if (terminal && (now >= next || done == total)) {
    next = now + std::chrono::milliseconds(100);
    std::fprintf(stderr, "\r\x1b[K");
    if (done < total) {
      std::fprintf(stderr, "%zu of %zu %.*s", done, total, static_cast<int>(stage.size()), stage.data());
    }
    std::fflush(stderr);
  }
  return interrupted == 0;
}

std::string counted(uint64_t count, const char* what) {
  return std::to_string(count) + " " + what;
}

void print_summary(const RunSummary& summary) {
  write_text(std::cerr, summary);
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

Result<ReadJob> job_of_file(const std::string& file, const RunOptions& options) {
  Result<Descriptor> opened = open_file(file);
  if (!opened.ok()) return opened.error();
  ReadJob job;
  job.file = std::move(opened).value();
  job.request = request_of(options, std::filesystem::path(file).filename());
  return job;
}

Result<ReadJob> job_of_address(const std::string& address, const RunOptions& options) {
  FetchOptions fetch;
  fetch.allow_private = options.allow_private;
  Result<Fetched> fetched = Fetcher(fetch).get(address, {});
  if (!fetched.ok()) return fetched.error();
  ReadJob job;
  job.file = std::move(fetched.value().body);
  job.request = request_of(options, address);
  job.request.url = fetched.value().url;
  job.request.content_type = fetched.value().content_type;
  return job;
}

/// Whether all of it could be read.
bool print_piece(const std::string& file, const ReadPiece& piece, bool json) {
  if (!piece.result.ok()) {
    const Error& error = piece.result.error();
    std::cerr << "indexer: " << file << ": " << error_name(error.code) << ": " << error.message << '\n';
    return false;
  }
  const ReadResult& result = piece.result.value();
  for (const Publication& publication : result.publications)
    std::cout << (json ? to_json(publication) : to_text(publication)) << '\n';
  for (const Link& link : result.links) {
    std::cerr << "indexer: " << file << ": names " << (link.sitemap ? "the sitemap " : "") << link.url
              << '\n';
  }
  for (const std::string& warning : result.warnings)
    std::cerr << "indexer: " << file << ": warning: " << warning << '\n';
  for (const Error& item : result.bad_items)
    std::cerr << "indexer: " << file << ", " << item.where << ": " << item.message << '\n';
  return result.bad_items.empty();
}

}  // namespace

int update(const RunOptions& options, bool json) {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::signal(SIGPIPE, SIG_IGN);
  const RunSummary summary = run(options, show_progress);
  if (json) {
    write_json(std::cout, summary);
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
  ledger.value().for_each([&](const std::string& path, const LedgerEntry& entry) {
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
  });
  if (json) std::cout << list.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  return kExitDone;
}

int health(const std::string& index, bool json) {
  const auto current = current_of(index);
  if (!current.ok()) return fail(current.error(), kExitNoInput);
  const Result<Ledger> ledger = read_ledger(current.value());
  if (!ledger.ok()) return fail(ledger.error(), kExitInputOutput);
  const Result<CollectionReport> collection = Collection::report_of(current.value());
  if (!collection.ok()) return fail(collection.error(), kExitInputOutput);
  if (json) {
    write_json(std::cout, ledger.value(), collection.value());
  } else {
    write_text(std::cout, ledger.value(), collection.value());
  }
  return kExitDone;
}

int acronyms(const std::string& index, uint32_t least) {
  const auto current = current_of(index);
  if (!current.ok()) return fail(current.error(), kExitNoInput);
  const Result<std::vector<Acronym>> found = mine_acronyms(current.value());
  if (!found.ok()) return fail(found.error(), kExitInputOutput);
  std::cout << to_toml(found.value(), least);
  return std::cout.flush() ? kExitDone : kExitInputOutput;
}

int inspect(const std::vector<std::string>& files, const RunOptions& options, bool json) {
  ReaderPool reader(sandbox_options(options), 1);
  bool whole = true;
  for (const std::string& file : files) {
    Result<ReadJob> job = is_address(file) ? job_of_address(file, options) : job_of_file(file, options);
    if (!job.ok()) return fail(job.error(), kExitNoInput);
    reader.submit(std::move(job).value());
    while (reader.pending() > 0) whole = print_piece(file, reader.next(), json) && whole;
  }
  return whole ? kExitDone : kExitSomeFailed;
}

}  // namespace pressmark
