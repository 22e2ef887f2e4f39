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
    return std::vector<Suggestion>(limit, {text + " skills", 3, "", Completion::Type::kPhrase});
  }
  std::optional<PublicationResponse> publication(const std::string& id) override {
    if (id != known_id) return std::nullopt;
    return publication_response;
  }
  std::optional<SimilarResponse> similar(const std::string& id, size_t limit) override {
    if (id != known_id) return std::nullopt;
    SimilarResponse alike = sample_similar();
    if (alike.publications.size() > limit) alike.publications.resize(limit);
    return alike;
  }
  std::optional<FoundResponse> find_in(const FindRequest& request) override {
    if (request.id != known_id) return std::nullopt;
    find_requests.push_back(request);
    FoundResponse found = sample_found();
    found.found.text = request.text;
    return found;
  }
  std::optional<QuotedResponse> find_quoted(const QuotedRequest& request) override {
    if (request.id != known_id) return std::nullopt;
    if (request.words == "gone") return QuotedResponse{};
    return QuotedResponse{sample_passages().passages.front(), true};
  }
  Explanation explain(const SearchRequest& request, const std::string& id) override {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    Explanation answer = explanation;
    answer.id = id;
    return answer;
  }
  IndexStatus status() override { return index; }

  std::vector<SearchRequest> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  SearchResponse response = sample_response();
  PassagesResponse passages_response = sample_passages();
  IndexStatus index = {true, "gen-000012", "2026-11-22T10:00:00Z", "", 12345, {"en"}};
  Explanation explanation;
  std::string known_id = "reports/skills.pdf";
  PublicationResponse publication_response = sample_publication();
  std::vector<FindRequest> find_requests;  // not for several threads
  std::function<void()> before_search;     // runs inside search(); may throw or wait

 private:
  std::mutex mutex_;
  std::vector<SearchRequest> requests_;
};

}  // namespace pressmark
