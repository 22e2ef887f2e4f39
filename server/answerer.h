// Answerer: what the pages and the API need of a search service. SearchService is the one that serves; tests
// stand in another. Called from many threads at once; outlives whoever holds it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/search_service.h"

namespace pressmark {

class Answerer {
 public:
  virtual ~Answerer() = default;
  /// These do what the functions of SearchService with the same names do, and throw NotReady like them.
  virtual SearchResponse search(const SearchRequest& request) = 0;
  virtual PassagesResponse passages(const SearchRequest& request) = 0;
  virtual std::vector<Suggestion> suggest(const std::string& text, size_t limit) = 0;
  virtual std::optional<PublicationResponse> publication(const std::string& id) = 0;
  virtual std::optional<SimilarResponse> similar(const std::string& id, size_t limit) = 0;
  virtual std::optional<FoundResponse> find_in(const FindRequest& request) = 0;
  virtual std::optional<QuotedResponse> find_quoted(const QuotedRequest& request) = 0;
  virtual Explanation explain(const SearchRequest& request, const std::string& id) = 0;
  virtual IndexStatus status() = 0;
};

}  // namespace pressmark
