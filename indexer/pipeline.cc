#include "indexer/pipeline.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/analysis/analyzer.h"
#include "engine/limits.h"
#include "engine/schema/manifest.h"
#include "indexer/gate.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/reader/reader.h"
#include "indexer/sandbox/sandbox.h"
#include "indexer/source/source.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

std::optional<Date> date_of(int64_t modified_ns) {
  const auto time = static_cast<std::time_t>(modified_ns / 1'000'000'000);
  std::tm utc{};
  gmtime_r(&time, &utc);
  return Date::make(utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}

/// A JSON Lines file may hold a whole collection: it is read in pieces, cut at line ends.
constexpr size_t kPieceBytes = 8u << 20;

std::vector<std::string_view> pieces_of(std::string_view bytes, Format format) {
  if (format != Format::kJsonLines) return {bytes};
  std::vector<std::string_view> pieces;
  while (bytes.size() > kPieceBytes) {
    const size_t end = bytes.find('\n', kPieceBytes);
    if (end == std::string_view::npos) break;
    pieces.push_back(bytes.substr(0, end + 1));
    bytes.remove_prefix(end + 1);
  }
  pieces.push_back(bytes);
  return pieces;
}

uint32_t lines_in(std::string_view bytes) {
  return static_cast<uint32_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

class Run {
 public:
  Run(const RunOptions& options, const Progress& progress)
      : options_(options), progress_(progress), sandbox_(SandboxOptions{}), directory_(options.index) {}

  RunSummary run() {
    const auto start = std::chrono::steady_clock::now();
    const SourceListing listing = list_sources(options_.sources);
    directory_.lock();
    open_earlier();
    for (const auto& [path, entry] : earlier_) gone_.insert(entry.ids.begin(), entry.ids.end());
    for (const Error& error : listing.errors) fail_place(error);
    size_t done = 0;
    for (const SourceItem& item : listing.items) paths_.insert(item.path);
    for (const SourceItem& item : listing.items) {
      if (!progress_(done++, listing.items.size())) throw Interrupted("interrupted; nothing was published");
      take(item);
    }
    progress_(done, listing.items.size());
    remove_gone();
    publish();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    summary_.seconds = took.count();
    return std::move(summary_);
  }

 private:
  void open_earlier() {
    current_ = directory_.current();
    if (!current_) return;
    summary_.generation = current_->filename();
    const Result<Manifest> manifest = read_manifest(*current_, Verify::kHashes, analyzer_version());
    if (manifest.ok()) earlier_publications_ = manifest.value().publications;
    if (options_.from_nothing) return;
    if (!manifest.ok()) {
      throw std::runtime_error(manifest.error().where + ": " + manifest.error().message);
    }
    Result<Ledger> ledger = read_ledger(*current_);
    if (!ledger.ok()) throw std::runtime_error(ledger.error().where + ": " + ledger.error().message);
    earlier_ = std::move(ledger).value();
  }

  IndexWriter& writer() {
    if (!writer_) {
      built_ = directory_.begin(!options_.from_nothing);
      writer_ = std::make_unique<IndexWriter>(built_);
    }
    return *writer_;
  }

  void fail_file(const std::string& path, std::vector<Error> problems) {
    LedgerEntry entry;
    entry.problems = std::move(problems);
    entry.failed = true;
    note(path, entry, 0);
    ledger_[path] = std::move(entry);
  }

  /// A folder that cannot be listed or a file that cannot be looked at: what it gave before stays, since
  /// nobody has seen that it is gone.
  void fail_place(const Error& error) {
    for (const auto& [path, entry] : earlier_) {
      if (path.starts_with(error.where + "/")) keep(path, entry);
    }
    const auto earlier = earlier_.find(error.where);
    LedgerEntry entry;
    if (earlier != earlier_.end()) entry.ids = earlier->second.ids;
    for (const std::string& id : entry.ids) gone_.erase(id);
    entry.problems = {error};
    entry.failed = true;
    note(error.where, entry, 0);
    ledger_[error.where] = std::move(entry);
  }

  /// Counts what an entry says and keeps its reports.
  void note(const std::string& path, const LedgerEntry& entry, uint64_t unchanged) {
    summary_.unchanged += unchanged;
    for (const Error& problem : entry.problems) {
      if (entry.skipped) {
        ++summary_.skipped;
        summary_.warnings.push_back({path, "skipped: " + problem.message});
      } else {
        ++summary_.failed;
        summary_.failures.push_back({path, problem});
      }
    }
    for (const std::string& warning : entry.warnings) summary_.warnings.push_back({path, warning});
  }

  void take(const SourceItem& item) {
    const auto earlier = earlier_.find(item.path);
    const bool known = earlier != earlier_.end();
    if (known && earlier->second.bytes == item.bytes && earlier->second.modified_ns == item.modified_ns) {
      keep(item.path, earlier->second);
      return;
    }
    Result<std::string> bytes = read_file(item.file);
    if (!bytes.ok()) {
      fail_file(item.path, {bytes.error()});
      return;
    }
    summary_.bytes += bytes.value().size();
    std::string hash = content_hash(bytes.value());
    if (known && earlier->second.hash == hash) {
      keep(item.path, earlier->second);
      return;
    }
    LedgerEntry entry;
    entry.bytes = item.bytes;
    entry.modified_ns = item.modified_ns;
    entry.hash = std::move(hash);
    read(item, bytes.value(), entry);
    if (entry.failed && !entry.skipped && known && !earlier->second.ids.empty()) {
      // What could be read before is worth more than nothing: it stays until the file can be read again.
      entry.ids = earlier->second.ids;
      entry.warnings.emplace_back("the version read earlier is still served");
      for (const std::string& id : entry.ids) gone_.erase(id);
    }
    note(item.path, entry, 0);
    ledger_[item.path] = std::move(entry);
  }

  void keep(const std::string& path, const LedgerEntry& entry) {
    for (const std::string& id : entry.ids) gone_.erase(id);
    note(path, entry, entry.failed ? 0 : entry.ids.size());
    ledger_[path] = entry;
  }

  void read(const SourceItem& item, std::string_view bytes, LedgerEntry& entry) {
    ReadRequest request;
    request.path = item.path;
    request.base_url = options_.base_url;
    request.file_date = date_of(item.modified_ns);
    for (const std::string_view piece : pieces_of(bytes, detect_format(bytes, item.path))) {
      Result<ReadResult> result = sandbox_.read(piece, request);
      if (!result.ok()) {
        entry.problems.push_back(result.error());
        continue;
      }
      entry.problems.insert(entry.problems.end(), result.value().bad_items.begin(),
                            result.value().bad_items.end());
      for (const Publication& publication : result.value().publications) put(item.path, publication, entry);
      request.first_line += lines_in(piece);
    }
    entry.failed = entry.ids.empty();
    const bool one_problem = entry.failed && entry.problems.size() == 1;
    entry.skipped = one_problem && (entry.skipped || entry.problems.front().code == ErrorCode::kUnsupported);
  }

  void put(const std::string& path, const Publication& publication, LedgerEntry& entry) {
    if (publication.id != path && paths_.count(publication.id) > 0) {
      entry.skipped = true;
      entry.problems.push_back(
          {ErrorCode::kConflict,
           "is a copy, by its canonical link, of " + publication.id + ", which is indexed", path});
      return;
    }
    const Result<PutOutcome> outcome = writer().put(publication, path);
    if (!outcome.ok()) {
      entry.problems.push_back(outcome.error());
      return;
    }
    gone_.erase(publication.id);
    entry.ids.push_back(publication.id);
    ++(outcome.value().replaced ? summary_.updated : summary_.added);
    entry.warnings.insert(entry.warnings.end(), publication.warnings.begin(), publication.warnings.end());
    if (outcome.value().truncated) entry.warnings.emplace_back("truncated: the text is over the limit");
  }

  void remove_gone() {
    for (const std::string& id : gone_) {
      if (writer().remove(id)) ++summary_.removed;
    }
  }

  /// Whether the ledger says anything new: a file's time alone does not.
  bool ledger_changed() const {
    const auto same = [](const auto& a, const auto& b) {
      LedgerEntry entry = a.second;
      entry.modified_ns = b.second.modified_ns;
      return a.first == b.first && entry == b.second;
    };
    return !std::equal(ledger_.begin(), ledger_.end(), earlier_.begin(), earlier_.end(), same);
  }

  void publish() {
    summary_.seen =
        summary_.added + summary_.updated + summary_.unchanged + summary_.skipped + summary_.failed;
    if (!writer_ && !ledger_changed() && current_ && !options_.from_nothing) return;
    const IndexTotals totals = writer().finish();
    writer_.reset();
    write_ledger(ledger_, built_);
    Manifest manifest = manifest_of(totals);
    GateOptions gate;
    gate.publications_before = earlier_publications_;
    gate.allow_shrink = options_.allow_shrink;
    if (const auto refused = refuse(built_, manifest, gate)) {
      directory_.discard(built_);
      throw GateRefused(*refused);
    }
    summary_.generation = directory_.publish(built_, std::move(manifest));
    summary_.published = true;
  }

  const RunOptions& options_;
  const Progress& progress_;
  Sandbox sandbox_;
  IndexDirectory directory_;
  std::optional<fs::path> current_;
  uint64_t earlier_publications_ = 0;
  Ledger earlier_, ledger_;
  std::set<std::string> gone_;   // ids of the earlier generation that no source has given in this run
  std::set<std::string> paths_;  // of all files of this run
  fs::path built_;
  std::unique_ptr<IndexWriter> writer_;
  RunSummary summary_;
};

}  // namespace

RunSummary run(const RunOptions& options, const Progress& progress) {
  return Run(options, progress).run();
}

std::string to_json(const RunSummary& summary) {
  using Json = nlohmann::ordered_json;
  Json json = {{"seen", summary.seen},           {"added", summary.added},     {"updated", summary.updated},
               {"unchanged", summary.unchanged}, {"removed", summary.removed}, {"skipped", summary.skipped},
               {"failed", summary.failed}};
  json["failures"] = Json::array();
  for (const Problem& problem : summary.failures) {
    json["failures"].push_back({{"path", problem.path},
                                {"reason", error_name(problem.error.code)},
                                {"detail", problem.error.message},
                                {"where", problem.error.where}});
  }
  json["warnings"] = Json::array();
  for (const Warning& warning : summary.warnings) {
    json["warnings"].push_back({{"path", warning.path}, {"warning", warning.text}});
  }
  json["generation"] = summary.generation;
  json["published"] = summary.published;
  json["seconds"] = summary.seconds;
  json["bytes"] = summary.bytes;
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace pressmark
