// An Answerer that gives a prepared response and keeps what it was asked.
#pragma once

#include <functional>
#include <mutex>

#include "server/answerer.h"
#include "tests/unit/server/sample.h"

namespace pressmark {

class FakeAnswerer : public Answerer {
 public:
  SearchResponse search(const SearchRequest& request) override {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    if (before_search) before_search();
    return response;
  }
  PassagesResponse passages(const SearchRequest& request) override {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    return passages_response;
  }
  std::vector<Suggestion> suggest(const std::string& text, size_t limit) override {
    return std::vector<Suggestion>(limit, {text + " skills", 3, ""});
  }
  IndexStatus status() override { return index; }

  std::vector<SearchRequest> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  SearchResponse response = sample_response();
  PassagesResponse passages_response = sample_passages();
  IndexStatus index = {true, "gen-000012", "2026-11-22T10:00:00Z", "", 12345, {"en"}};
  std::function<void()> before_search;  // runs inside search(); may throw or wait

 private:
  std::mutex mutex_;
  std::vector<SearchRequest> requests_;
};

}  // namespace pressmark
