#include "indexer/sandbox/reader_pool.h"

#include <sys/stat.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "indexer/source/source.h"

namespace pressmark {
namespace {

// A reader that names ever nearer places to go on from would never end: past so many pieces they must be, on
// average, of so many bytes.
constexpr uint64_t kSmallPiecesMax = 1'000;
constexpr uint64_t kPieceBytesMin = 4'096;

uint64_t bytes_of(const std::vector<std::string>& texts) {
  uint64_t bytes = texts.size() * sizeof(std::string);
  for (const std::string& text : texts) bytes += text.size();
  return bytes;
}

uint64_t bytes_of(const Publication& publication) {
  uint64_t bytes = sizeof publication + publication.title.size() + publication.summary.size() +
                   bytes_of(publication.authors) + bytes_of(publication.topics) +
                   bytes_of(publication.documents) + bytes_of(publication.warnings);
  for (const Part& part : publication.parts) {
    bytes += sizeof part + part.label.size() + part.anchor.size();
    for (const Block& block : part.blocks) bytes += sizeof block + block.text.size();
  }
  return bytes;
}

/// About the memory that a piece takes while it waits.
uint64_t bytes_of(const ReadPiece& piece) {
  uint64_t bytes = sizeof piece;
  if (!piece.result.ok()) return bytes;
  const ReadResult& result = piece.result.value();
  for (const Publication& publication : result.publications) bytes += bytes_of(publication);
  for (const Error& error : result.bad_items)
    bytes += sizeof error + error.message.size() + error.where.size();
  for (const Link& link : result.links) bytes += sizeof link + link.url.size();
  return bytes + bytes_of(result.warnings);
}

ReadPiece failed(Error error) {
  return ReadPiece{{}, 0, false, true, std::move(error)};
}

/// One file on its way through the pool.
struct Place {
  struct Waiting {
    ReadPiece piece;
    uint64_t bytes = 0;
  };

  ReadJob job;                 // of the thread that reads it
  std::deque<Waiting> pieces;  // guarded by the pool's mutex, as what follows
  std::exception_ptr failure;
};

}  // namespace

class ReaderPool::Impl {
 public:
  Impl(const SandboxOptions& options, unsigned workers, Sandbox::Read reader) {
    const unsigned workers_count = workers > 0 ? workers : 1;
    // All zygotes before any waits for its own, so that they warm up side by side.
    for (unsigned i = 0; i < workers_count; ++i) {
      sandboxes_.push_back(std::make_unique<Sandbox>(options, reader));
    }
    for (const auto& sandbox : sandboxes_) confinement_ = confinement_text(sandbox->confinement());
    for (const auto& sandbox : sandboxes_) {
      threads_.emplace_back([this, &sandbox](const std::stop_token& stop) { work(*sandbox, stop); });
    }
  }

  ~Impl() {
    for (std::jthread& thread : threads_) thread.request_stop();
    for (const auto& sandbox : sandboxes_) sandbox->stop();
    threads_.clear();
  }

  void submit(ReadJob job) {
    auto place = std::make_shared<Place>();
    place->job = std::move(job);
    const std::lock_guard lock(mutex_);
    order_.push_back(place);
    unread_.push_back(std::move(place));
    submitted_.notify_one();
  }

  size_t pending() const {
    const std::lock_guard lock(mutex_);
    return order_.size();
  }

  ReadPiece next() {
    std::unique_lock lock(mutex_);
    ENGINE_CHECK(!order_.empty());
    const std::shared_ptr<Place> place = order_.front();
    arrived_.wait(lock, [&] { return !place->pieces.empty() || place->failure; });
    if (place->pieces.empty()) {
      order_.pop_front();
      taken_.notify_all();
      std::rethrow_exception(place->failure);
    }
    Place::Waiting waiting = std::move(place->pieces.front());
    place->pieces.pop_front();
    buffered_bytes_ -= waiting.bytes;
    if (waiting.piece.last) order_.pop_front();
    // A worker may wait for room, or for its file to be the first.
    taken_.notify_all();
    return std::move(waiting.piece);
  }

  const std::string& confinement() const { return confinement_; }

 private:
  void work(Sandbox& sandbox, const std::stop_token& stop) {
    for (;;) {
      std::shared_ptr<Place> place;
      {
        std::unique_lock lock(mutex_);
        if (!submitted_.wait(lock, stop, [&] { return !unread_.empty(); }) || stop.stop_requested()) return;
        place = std::move(unread_.front());
        unread_.pop_front();
      }
      try {
        read(sandbox, *place, stop);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        place->failure = std::current_exception();
        arrived_.notify_one();
      }
      // Waiting to be taken needs no open file.
      place->job.file.reset();
    }
  }

  void read(Sandbox& sandbox, Place& place, const std::stop_token& stop) {
    const ReadJob& job = place.job;
    struct stat info {};
    if (fstat(job.file.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
      const Error error{ErrorCode::kUnreadable, "cannot be read: it is no regular file", job.request.path};
      deliver(place, failed(error), stop);
      return;
    }
    Result<std::string> hash = content_hash(job.file.get(), stop);
    if (!hash.ok()) {
      deliver(place, failed(Error{hash.error().code, hash.error().message, job.request.path}), stop);
      return;
    }
    ReadPiece piece{std::move(hash).value(), static_cast<uint64_t>(info.st_size), false, true, ReadResult{}};
    if (piece.hash == job.known_hash) {
      piece.unchanged = true;
      deliver(place, std::move(piece), stop);
      return;
    }
    read_pieces(sandbox, place, piece, stop);
  }

  void read_pieces(Sandbox& sandbox, Place& place, const ReadPiece& head, const std::stop_token& stop) {
    ReadRequest request = place.job.request;
    request.offset = 0;
    request.first_line = 1;
    for (uint64_t pieces_count = 1;; ++pieces_count) {
      ReadPiece piece{head.hash, head.bytes, false, true, sandbox.read(place.job.file, request)};
      if (piece.result.ok()) {
        request.offset = piece.result.value().next_offset;
        request.first_line = piece.result.value().next_line;
        piece.last = request.offset == 0 || request.offset >= head.bytes;
      }
      if (!piece.last && pieces_count > kSmallPiecesMax + request.offset / kPieceBytesMin) {
        piece.last = true;
        piece.result =
            Error{ErrorCode::kCorrupt, "its reader makes no headway; split the file", request.path};
      }
      const bool last = piece.last;
      if (!deliver(place, std::move(piece), stop) || last) return;
    }
  }

  /// Waits for room, unless nothing comes before this piece. False when the pool ends.
  bool deliver(Place& place, ReadPiece piece, const std::stop_token& stop) {
    const uint64_t bytes = bytes_of(piece);
    std::unique_lock lock(mutex_);
    const bool has_room = taken_.wait(lock, stop, [&] {
      return buffered_bytes_ + bytes <= kBufferedBytesMax ||
             (order_.front().get() == &place && place.pieces.empty());
    });
    if (!has_room) return false;
    place.pieces.push_back({std::move(piece), bytes});
    buffered_bytes_ += bytes;
    arrived_.notify_one();
    return true;
  }

  std::string confinement_;
  std::vector<std::unique_ptr<Sandbox>> sandboxes_;

  mutable std::mutex mutex_;
  std::condition_variable_any submitted_, taken_;
  std::condition_variable arrived_;
  std::deque<std::shared_ptr<Place>> order_;   // guarded by mutex_: what was handed in and is not all taken
  std::deque<std::shared_ptr<Place>> unread_;  // guarded by mutex_: what no worker has begun
  uint64_t buffered_bytes_ = 0;                // guarded by mutex_

  std::vector<std::jthread> threads_;
};

ReaderPool::ReaderPool(const SandboxOptions& options, unsigned workers, Sandbox::Read reader)
    : impl_(std::make_unique<Impl>(options, workers, reader)) {}
ReaderPool::~ReaderPool() = default;

void ReaderPool::submit(ReadJob job) {
  impl_->submit(std::move(job));
}

size_t ReaderPool::pending() const {
  return impl_->pending();
}

ReadPiece ReaderPool::next() {
  return impl_->next();
}

const std::string& ReaderPool::confinement() const {
  return impl_->confinement();
}

}  // namespace pressmark
