// Site: the routes. A request that passed the gate -> an answer, with its security headers, caching and
// compression. Nothing that is thrown inside leaves it: the client always gets a whole answer. Safe to call
// from many threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/answerer.h"
#include "server/http/documents.h"
#include "server/http/message.h"
#include "server/problem.h"
#include "server/today.h"

namespace pressmark {

struct SiteOptions {
  uint32_t searches_max = 16;                      // at once; one more is told to come back
  uint32_t documents_max = 16;                     // being sent at once
  std::optional<std::filesystem::path> documents;  // folder served under /documents/
  std::function<Date()> today = local_day;         // asked by each search, from many threads
};

class Site {
 public:
  /// `answerer` outlives the site. Throws std::system_error when the documents' folder cannot be opened.
  Site(Answerer& answerer, const SiteOptions& options);

  HttpAnswer answer(const HttpRequest& request, std::string_view request_id);
  /// The answer to a request that was refused; a page when `path` is a page's, else a problem document.
  HttpAnswer refuse(const Problem& problem, std::string_view path, std::string_view request_id) const;

 private:
  /// Counts those inside; a place is given back when what enter() returned is dropped.
  class Places {
   public:
    explicit Places(uint32_t max) : max_(max), taken_(std::make_shared<std::atomic<uint32_t>>(0)) {}
    std::shared_ptr<void> enter();  // null when all are taken

   private:
    uint32_t max_;
    std::shared_ptr<std::atomic<uint32_t>> taken_;
  };

  HttpAnswer route(const HttpRequest& request, std::string_view request_id);
  HttpAnswer search(const HttpRequest& request, std::string_view request_id);
  HttpAnswer passages(const HttpRequest& request, std::string_view request_id);
  /// What a search came to.
  struct Made {
    std::string body, generation;
    bool partial = false;
  };
  /// The answer to a search of either kind: kept by whoever has it still, else made where there is room.
  HttpAnswer search_answer(const HttpRequest& request, std::string_view request_id,
                           const SearchRequest& wanted, const std::function<Made()>& make);
  HttpAnswer suggest(const HttpRequest& request, std::string_view request_id);
  HttpAnswer home();
  HttpAnswer ready();
  HttpAnswer document(const HttpRequest& request, std::string_view request_id);

  Answerer& answerer_;
  std::function<Date()> today_;
  std::optional<Documents> documents_;
  Places searches_, sendings_;
};

}  // namespace pressmark
