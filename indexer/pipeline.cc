#include "indexer/pipeline.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include "engine/analysis/analyzer.h"
#include "engine/schema/manifest.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/fetch/frontier.h"
#include "indexer/gate.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/intake.h"
#include "indexer/reading.h"
#include "indexer/sandbox/reader_pool.h"
#include "indexer/source/source.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

// Files handed to the readers before the first answer is needed, a reader.
constexpr size_t kAheadPerJob = 4;

std::optional<Date> date_of(int64_t modified_ns) {
  const auto time = static_cast<std::time_t>(modified_ns / 1'000'000'000);
  std::tm utc{};
  gmtime_r(&time, &utc);
  return Date::make(utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}

/// What decides, beside its bytes, what is made of a document.
std::string settings_of(const RunOptions& options) {
  std::string settings = "readers " + std::to_string(kReadersVersion) + ", base-url " + options.base_url;
  for (const std::string& selector : options.content_selectors) settings += ", content " + selector;
  if (!options.ocr_languages.empty()) settings += ", ocr " + options.ocr_languages;
  return settings;
}

/// Documents of very different sizes leave holes that the allocator would keep.
void give_back_memory() {
  ::malloc_trim(0);
}

template <class T>
T value_or_throw(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().where + ": " + result.error().message);
  return std::move(result).value();
}

class Run {
 public:
  Run(const RunOptions& options, const Progress& progress)
      : options_(options),
        progress_(progress),
        readers_(sandbox_options(options), options.jobs),
        directory_(options.index) {
    for (const std::string& source : options.sources)
      (is_address(source) ? addresses_ : paths_).push_back(source);
  }

  RunSummary run() {
    const auto start = std::chrono::steady_clock::now();
    SourceListing listing = list_sources(paths_);
    directory_.lock();
    spool_.emplace(options_.index);
    collection_.emplace(options_.index);
    open_earlier();
    intake_->summary().confinement = readers_.confinement();
    for (const Error& error : listing.errors) intake_->fail_place(error);
    for (const SourceItem& item : listing.items) intake_->expect(item.path);
    read_files(std::move(listing.items));
    read_addresses();
    give_back_memory();
    remove_gone();
    index_all();
    give_back_memory();
    publish();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    intake_->summary().seconds = took.count();
    return std::move(intake_->summary());
  }

 private:
  /// A file on its way: looked at, perhaps with a reader, in order.
  struct Item {
    std::string path;
    bool submitted = false;
    LedgerEntry entry;
  };

  void open_earlier() {
    Ledger ledger;
    current_ = directory_.current();
    if (current_) {
      const Result<Manifest> manifest = read_manifest(*current_, Verify::kHashes, analyzer_version());
      if (manifest.ok()) earlier_publications_ = manifest.value().publications;
      if (!options_.from_nothing)
        ledger = value_or_throw(manifest.ok() ? read_ledger(*current_) : manifest.error());
    }
    intake_.emplace(std::move(ledger), settings_of(options_), *collection_, *spool_);
    if (current_) intake_->summary().generation = current_->filename();
  }

  IndexWriter& writer() {
    if (!writer_) {
      built_ = directory_.begin(!options_.from_nothing);
      writer_ = std::make_unique<IndexWriter>(built_);
    }
    return *writer_;
  }

  void report_progress(std::string_view stage, size_t done, size_t total) {
    if (!progress_(stage, done, total)) throw Interrupted("interrupted; nothing was published");
  }

  void read_files(std::vector<SourceItem> items) {
    size_t next = 0, done = 0;
    std::deque<Item> under_way;
    while (done < items.size()) {
      // What is known of a file moves from the list to the ledger and is not in both.
      while (next < items.size() && readers_.pending() < kAheadPerJob * options_.jobs)
        under_way.push_back(look_at(std::exchange(items[next++], {})));
      report_progress("read", done, items.size());
      // Files that need no reader are dealt with in their turn, so that the order of the sources decides.
      if (finish(under_way.front())) {
        under_way.pop_front();
        ++done;
      }
    }
    report_progress("read", done, items.size());
  }

  Item look_at(const SourceItem& source) {
    Item item;
    item.path = source.path;
    item.entry.bytes = source.bytes;
    item.entry.modified_ns = source.modified_ns;
    const std::optional<LedgerEntry> known = intake_->reusable(source.path);
    if (known && known->bytes == source.bytes && known->modified_ns == source.modified_ns) return item;
    Result<Descriptor> file = open_file(source.file);
    if (!file.ok()) {
      item.entry.problems.push_back(file.error());
      return item;
    }
    ReadJob job;
    job.file = std::move(file).value();
    job.request = request_of(options_, source.path);
    job.request.file_date = date_of(source.modified_ns);
    if (known) job.known_hash = known->hash;
    readers_.submit(std::move(job));
    item.submitted = true;
    return item;
  }

  /// Takes the next piece of the file at the head of the queue; whether that was all of it.
  bool finish(Item& item) {
    const std::string& path = item.path;
    if (item.submitted) return take_piece(path, item.entry);
    if (item.entry.problems.empty()) {
      intake_->keep(path, *intake_->earlier(path));
    } else {
      intake_->close(path, std::move(item.entry));
    }
    return true;
  }

  bool take_piece(const std::string& path, LedgerEntry& entry) {
    ReadPiece piece = readers_.next();
    entry.hash = piece.hash;
    if (piece.unchanged) {
      LedgerEntry known = *intake_->earlier(path);
      known.validators = entry.validators;
      known.listed_as = entry.listed_as;
      intake_->keep(path, std::move(known));
      return true;
    }
    if (piece.result.ok()) {
      intake_->take(path, std::move(piece.result).value(), entry);
    } else {
      entry.problems.push_back(piece.result.error());
    }
    if (!piece.last) return false;
    intake_->summary().bytes += piece.bytes;
    intake_->close(path, std::move(entry));
    return true;
  }

  void read_addresses() {
    FetchOptions options;
    options.allow_private = options_.allow_private;
    options.delay_ms = options_.delay_ms;
    size_t done = 0;
    Frontier frontier;
    options.interrupted = [&] { return !progress_("fetched", done, frontier.known_count()); };
    Fetcher fetcher(options);
    for (const std::string& address : addresses_) frontier.add(address);
    while (const std::optional<Waiting> waiting = frontier.next()) {
      report_progress("fetched", done++, frontier.known_count());
      const LedgerEntry entry = read_address(fetcher, *waiting);
      uint64_t elsewhere = 0;
      for (const Link& link : entry.links) {
        const std::string listed_as = link.modified ? link.modified->iso() : "";
        elsewhere += frontier.add_named(link.url, listed_as, waiting->url) ? 0 : 1;
      }
      if (elsewhere > 0)
        intake_->warn(waiting->url, "links_elsewhere: " + std::to_string(elsewhere) + " are left out");
    }
    report_progress("fetched", done, done);
  }

  /// What the ledger has of it then.
  LedgerEntry read_address(Fetcher& fetcher, const Waiting& waiting) {
    const std::string& url = waiting.url;
    const std::optional<LedgerEntry> known = intake_->reusable(url);
    const bool as_listed = known && !waiting.listed_as.empty() && known->listed_as == waiting.listed_as;
    if (as_listed && !known->failed) {
      intake_->keep(url, *known);
      return intake_->ledger().find(url).value();
    }
    Result<Fetched> fetched = fetcher.get(url, known ? known->validators : Validators{});
    LedgerEntry entry;
    entry.listed_as = waiting.listed_as;
    if (!fetched.ok()) {
      report_progress("fetched", 0, 1);
      entry.problems.push_back(fetched.error());
      // What its list named before is still looked at, though the list cannot be had.
      if (const auto before = intake_->earlier(url)) entry.links = before->links;
      intake_->close(url, std::move(entry));
    } else if (!fetched.value().modified) {
      intake_->keep(url, *known);
    } else {
      entry.validators = fetched.value().validators;
      ReadJob job;
      job.file = std::move(fetched.value().body);
      job.request = request_of(options_, url);
      job.request.url = fetched.value().url;
      job.request.content_type = fetched.value().content_type;
      if (known) job.known_hash = known->hash;
      readers_.submit(std::move(job));
      while (!take_piece(url, entry)) {
      }
    }
    return intake_->ledger().find(url).value();
  }

  void remove_gone() {
    for (const std::string& id : intake_->gone()) {
      collection_->remove(id);
      if (writer().remove(id)) ++intake_->summary().removed;
    }
  }

  /// All texts are known now: what stands on many pages is marked, and the rest of the work follows.
  void index_all() {
    Collection& collection = *collection_;
    if (!collection.touched()) {
      if (current_ && !options_.from_nothing)
        intake_->summary().collection = value_or_throw(Collection::report_of(*current_));
      return;
    }
    if (current_ && !options_.from_nothing) {
      if (const auto error = collection.load(*current_))
        throw std::runtime_error(error->where + ": " + error->message);
    }
    collection.decide();
    const size_t total = spool_->count() + collection.changed().size();
    size_t done = 0;
    spool_->for_each([&](const std::string& path, Publication& publication) {
      report_progress("indexed", done++, total);
      collection.apply(publication);
      if (writer().put(publication, path).truncated)
        intake_->warn(path, "truncated: the text is over the limit");
    });
    for (const std::string& id : collection.changed()) {
      report_progress("indexed", done++, total);
      std::optional<StoredPublication> stored = writer().stored(id);
      if (!stored) continue;
      collection.reapply(stored->publication);
      writer().put(stored->publication, stored->source);
    }
    report_progress("indexed", total, total);
    intake_->summary().collection = collection.report();
    writer().set_works(intake_->summary().collection.works);
  }

  void publish() {
    RunSummary& summary = intake_->summary();
    summary.seen = summary.added + summary.updated + summary.unchanged + summary.skipped + summary.failed;
    if (!writer_ && !intake_->changed() && current_ && !options_.from_nothing) return;
    const IndexTotals totals = writer().finish();
    writer_.reset();
    write_ledger(intake_->ledger(), built_);
    if (collection_->touched()) collection_->save(built_);
    Manifest manifest = manifest_of(totals);
    GateOptions gate;
    gate.publications_before = earlier_publications_;
    gate.allow_shrink = options_.allow_shrink;
    if (const auto refused = refuse(built_, manifest, gate)) {
      directory_.discard(built_);
      throw GateRefused(*refused);
    }
    summary.generation = directory_.publish(built_, std::move(manifest));
    summary.published = true;
  }

  const RunOptions& options_;
  const Progress& progress_;
  ReaderPool readers_;
  IndexDirectory directory_;
  std::vector<std::string> paths_, addresses_;
  std::optional<fs::path> current_;
  uint64_t earlier_publications_ = 0;
  std::optional<Spool> spool_;
  std::optional<Collection> collection_;
  std::optional<Intake> intake_;
  fs::path built_;
  std::unique_ptr<IndexWriter> writer_;
};

}  // namespace

RunSummary run(const RunOptions& options, const Progress& progress) {
  return Run(options, progress).run();
}

}  // namespace pressmark
