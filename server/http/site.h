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
#include <vector>

#include "server/answerer.h"
#include "server/http/asked.h"
#include "server/http/documents.h"
#include "server/http/handler.h"
#include "server/http/live.h"
#include "server/http/message.h"
#include "server/http/server_timing.h"
#include "server/problem.h"
#include "server/today.h"

namespace pressmark {

struct SiteOptions {
  uint32_t searches_max = 64;                           // at once; one more is told to come back
  uint32_t documents_max = 16;                          // being sent at once
  std::optional<std::filesystem::path> documents = {};  // folder served under /documents/
  std::function<Date()> today = local_day;              // asked by each search, from many threads
  std::vector<std::string> cors = {};  // origins whose pages may read /api/v1/, or "*" for all of them
  std::string public_origin = {};      // what readers reach the site by; when empty, what each request says
  std::function<void(const AskedSearch&)> asked = {};  // told of each question; from many threads
};

class Site : public Handler {
 public:
  /// `answerer` outlives the site. Throws std::system_error when the documents' folder cannot be opened.
  Site(Answerer& answerer, const SiteOptions& options);

  HttpAnswer answer(const HttpRequest& request, std::string_view request_id) override;
  /// A page when `path` is a page's, else a problem document.
  HttpAnswer refuse(const Problem& problem, std::string_view path,
                    std::string_view request_id) const override;
  /// Goes over to these, but for the documents' folder, which stays.
  void apply(const SiteOptions& options);
  /// How many are under way.
  uint32_t searches() const { return searches_.taken(); }

 private:
  /// Counts those inside; a place is given back when what enter() returned is dropped.
  class Places {
   public:
    explicit Places(uint32_t max) : max_(max), taken_(std::make_shared<std::atomic<uint32_t>>(0)) {}
    std::shared_ptr<void> enter();  // null when all are taken
    uint32_t taken() const { return taken_->load(); }
    void set_max(uint32_t max) { max_ = max; }

   private:
    std::atomic<uint32_t> max_;
    std::shared_ptr<std::atomic<uint32_t>> taken_;
  };

  HttpAnswer route(const HttpRequest& request, std::string_view request_id);
  HttpAnswer search(const HttpRequest& request, std::string_view request_id);
  HttpAnswer passages(const HttpRequest& request, std::string_view request_id);
  /// What a search came to.
  struct Made {
    std::string body, generation;
    bool partial = false;
    std::string timing = {};  // of the Server-Timing header; empty for none
  };
  /// What `write` writes of a response, with where the time of it went.
  template <class Response>
  static Made written(const Response& response, const std::function<std::string()>& write) {
    const Stopwatch writing;
    Made made{write(), response.generation, response.partial};
    made.timing = server_timing(response.stages, writing.ms());
    return made;
  }
  HttpAnswer publication(const HttpRequest& request, std::string_view request_id);
  /// A search of any kind, or what is asked of one publication. Equal `asked` of one path and generation,
  /// equal answers.
  struct Question {
    std::string_view type;  // of its answer
    std::string asked;
    std::function<Made()> make;
  };
  /// The answer to it: kept by whoever has it still, else made where there is room.
  HttpAnswer search_answer(const HttpRequest& request, std::string_view request_id, const Question& question);
  /// By which the answers to `wanted` are told apart.
  static std::string asked_by(const SearchRequest& wanted);
  HttpAnswer explain(const HttpRequest& request, std::string_view request_id);
  HttpAnswer suggest(const HttpRequest& request, std::string_view request_id);
  using WriteSuggestions = std::function<std::string(std::string_view text, const std::vector<Suggestion>&)>;
  /// Completions of what the request has typed, as `write` writes them.
  HttpAnswer suggestions(const HttpRequest& request, std::string_view request_id, std::string_view type,
                         const WriteSuggestions& write);
  HttpAnswer feed(const HttpRequest& request, std::string_view request_id);
  HttpAnswer opensearch(const HttpRequest& request, std::string_view request_id);
  /// What the site's whole addresses begin with; nothing when neither the site nor the request says.
  std::optional<std::string> origin_of(const HttpRequest& request) const;
  HttpAnswer home();
  HttpAnswer ready();
  HttpAnswer index_status(const HttpRequest& request, std::string_view request_id);
  HttpAnswer docs(const HttpRequest& request, std::string_view request_id);
  HttpAnswer document(const HttpRequest& request, std::string_view request_id);

  Answerer& answerer_;
  std::function<Date()> today_;
  Live<std::vector<std::string>> cors_;
  Live<std::string> public_origin_;
  std::function<void(const AskedSearch&)> asked_;
  std::optional<Documents> documents_;
  Places searches_, sendings_;
};

}  // namespace pressmark
