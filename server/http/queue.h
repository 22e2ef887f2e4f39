// Requests that wait for a worker, first come, first served. Safe to call from many threads.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "server/http/caller.h"

namespace pressmark {

class RequestQueue {
 public:
  explicit RequestQueue(size_t max) : max_(max) {}

  /// False, and the caller stays with whom it was, when as many wait as may.
  bool push(std::unique_ptr<Caller>& caller) {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() >= max_) return false;
      waiting_.push_back(std::move(caller));
    }
    some_.notify_one();
    return true;
  }
  /// The one that has waited longest; waits for one. Null once the queue is closed.
  std::unique_ptr<Caller> pop() {
    std::unique_lock lock(mutex_);
    some_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (closed_) return nullptr;
    std::unique_ptr<Caller> caller = std::move(waiting_.front());
    waiting_.pop_front();
    return caller;
  }
  size_t size() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
  }
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    some_.notify_all();
  }

 private:
  const size_t max_;
  mutable std::mutex mutex_;
  std::condition_variable some_;
  std::deque<std::unique_ptr<Caller>> waiting_;
  bool closed_ = false;
};

}  // namespace pressmark
