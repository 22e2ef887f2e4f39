#include "server/search_service.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include "engine/limits.h"
#include "engine/match/complete.h"
#include "engine/match/house.h"
#include "engine/match/searcher.h"
#include "engine/match/suggest.h"
#include "engine/query/time_limit.h"
#include "engine/schema/generation_names.h"
#include "server/editorial_file.h"
#include "server/lifted_filters.h"
#include "server/publication.h"
#include "server/response_values.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

Order order_of(Sort sort) {
  switch (sort) {
    case Sort::kNewest:
      return Order::kNewest;
    case Sort::kOldest:
      return Order::kOldest;
    case Sort::kRelevance:
      break;
  }
  return Order::kRelevance;
}

Query query_of(const SearchRequest& request) {
  return request.query ? *request.query : parse_query(request.text, request.today);
}

uint32_t page_of(const SearchRequest& request) {
  return std::max(1U, request.page);
}
uint32_t per_page_of(const SearchRequest& request) {
  return std::max(1U, request.per_page);
}

/// Which of the results are wanted, by which ranking.
MatchOptions options_of(const SearchRequest& request) {
  MatchOptions options;
  options.parts = request.parts;
  options.first = (page_of(request) - 1) * per_page_of(request);
  options.count = per_page_of(request);
  return options;
}

/// A response with what it says again of the request.
template <class Response>
Response begin(const Searcher& searcher, const SearchRequest& request) {
  Response response;
  response.text = request.text;
  response.page = page_of(request);
  response.per_page = per_page_of(request);
  response.generation = searcher.index().manifest().generation;
  return response;
}

/// Said where something was typed and none of it is a word to look for or a condition.
void note_without_words(const SearchRequest& request, const Query& query, std::vector<std::string>& notes) {
  const bool typed = request.text.find_first_not_of(" \t") != std::string::npos;
  const bool wanted = std::any_of(query.clauses.begin(), query.clauses.end(),
                                  [](const Clause& clause) { return clause.occur != Occur::kMustNot; });
  if (!typed || wanted || query.filters != Filters{}) return;
  notes.push_back("There is no word to look for in “" + request.text +
                  "”; these are all publications that nothing excludes.");
}

/// Where nothing has all that was demanded, puts what has some of the words in the place of `plan` and
/// `found` and says so. `match` runs a plan. True when it did.
template <class Found, class Match>
bool relax(Searcher& searcher, const SearchRequest& request, const Query& query, Plan& plan, Found& found,
           std::vector<std::string>& notes, Match&& match) {
  if (found.total > 0 || found.partial) return false;
  const Query wider_query = relaxed(query);
  if (wider_query == query) return false;
  Plan wider = searcher.plan(wider_query, request.filters, request.parts);
  Found more = match(wider);
  if (more.total == 0) return false;
  plan = std::move(wider);
  found = std::move(more);
  notes.emplace_back("No publication has all that is demanded; these have some of the words.");
  return true;
}

/// Takes the time of one stage after the other.
class StageClock {
 public:
  /// Milliseconds since the call before, or since it was made.
  double lap() {
    const Clock::time_point before = std::exchange(lap_, Clock::now());
    return std::chrono::duration<double, std::milli>(lap_ - before).count();
  }

 private:
  Clock::time_point lap_ = Clock::now();
};

/// Ends the last stage.
template <class Response>
void finish(StageClock& clock, Response& response) {
  response.stages.snippets_ms = clock.lap();
  const StageTimes& stages = response.stages;
  response.took_ms = stages.parse_ms + stages.match_ms + stages.snippets_ms;
}

}  // namespace

class SearchService::Impl {
 public:
  Impl(fs::path directory, Verify verify, fs::path editorial)
      : directory_(std::move(directory)), verify_(verify) {
    if (!editorial.empty()) editorial_.emplace(std::move(editorial));
    refresh();
  }

  bool refresh() {
    const std::lock_guard refreshing(refresh_mutex_);
    const bool changed = std::exchange(editorial_changed_, false);
    const bool edited = editorial_ ? editorial_->refresh() : changed;
    const bool swapped = refresh_index();
    if (swapped || edited) apply_editorial();
    set_reason(fault_);
    return swapped;
  }

  void set_editorial(fs::path editorial) {
    const std::lock_guard refreshing(refresh_mutex_);
    editorial_.reset();
    if (!editorial.empty()) editorial_.emplace(std::move(editorial));
    editorial_changed_ = true;
  }

  std::vector<std::string> editorial_messages() {
    const std::lock_guard lock(mutex_);
    return std::exchange(editorial_messages_, {});
  }

  SearchResponse search(const SearchRequest& request) {
    StageClock clock;
    const Lease lease(*this);
    Searcher& searcher = lease.searcher();
    auto response = begin<SearchResponse>(searcher, request);
    Query query = query_of(request);
    Plan plan = searcher.plan(query, request.filters, request.parts);
    response.notes = plan.notes;
    note_without_words(request, query, response.notes);
    searcher.allow(kCorrectedBy);
    if (auto better = correction(searcher, query, plan, request)) {
      response.did_you_mean = DidYouMean{better->text, better->total};
      if (better->certain && plan.pinned.empty()) {
        response.notes.push_back("Not every word is in the collection; these are results for “" +
                                 better->text + "”.");
        query = std::move(better->query);
        plan = searcher.plan(query, request.filters, request.parts);
      }
    }
    response.stages.parse_ms = clock.lap();
    MatchOptions options = options_of(request);
    options.order = order_of(request.sort);
    options.facets = request.facets;
    RankedHits ranked = searcher.search(plan, options);
    searcher.allow(kCountedBy);
    if (ranked.total == 0 && !ranked.partial) response.lifted = lift_filters(searcher, query, request);
    response.relaxed = relax(searcher, request, query, plan, ranked, response.notes,
                             [&](const Plan& wider) { return searcher.search(wider, options); });
    response.stages.match_ms = clock.lap();
    response.total = ranked.total;
    response.total_exact = ranked.total_exact;
    response.partial = ranked.partial;
    if (request.facets) response.facets = facets_of(ranked.facets, plan.text_filters, plan.request_filters);
    const Wanted wanted = wanted_of(plan);
    SnippetMaker snippets = searcher.snippets(wanted);
    const auto parts = request.snippets ? searcher.best_parts(plan, ranked.hits)
                                        : std::vector<std::vector<WeightedRange>>(ranked.hits.size());
    for (size_t i = 0; i < ranked.hits.size(); ++i) {
      if (auto made = make_hit(searcher, plan, ranked.hits[i], snippets, parts[i])) {
        response.hits.push_back(std::move(*made));
      }
    }
    for (const RelatedHit& related : ranked.related) {
      if (auto made = make_related(searcher, related)) response.related.push_back(std::move(*made));
    }
    finish(clock, response);
    return response;
  }

  PassagesResponse passages(const SearchRequest& request) {
    StageClock clock;
    const Lease lease(*this);
    Searcher& searcher = lease.searcher();
    auto response = begin<PassagesResponse>(searcher, request);
    const Query query = query_of(request);
    Plan plan = searcher.plan(query, request.filters, request.parts);
    response.notes = plan.notes;
    response.stages.parse_ms = clock.lap();
    const MatchOptions options = options_of(request);
    RankedParts ranked = searcher.search_parts(plan, options);
    response.relaxed = relax(searcher, request, query, plan, ranked, response.notes,
                             [&](const Plan& wider) { return searcher.search_parts(wider, options); });
    response.stages.match_ms = clock.lap();
    response.total = ranked.total;
    response.partial = ranked.partial;
    const Wanted wanted = wanted_of(plan);
    SnippetMaker snippets = searcher.snippets(wanted);
    for (const RankedPart& part : ranked.parts) {
      if (auto made = make_passage(searcher, part, snippets)) response.passages.push_back(std::move(*made));
    }
    finish(clock, response);
    return response;
  }

  std::vector<Suggestion> suggest(const std::string& text, size_t limit) {
    const Lease lease(*this);
    std::vector<Suggestion> suggestions;
    for (Completion& completion : complete(lease.searcher(), text, limit, denied(lease.searcher()))) {
      suggestions.push_back(
          {std::move(completion.text), completion.total, std::move(completion.url), completion.type});
    }
    return suggestions;
  }

  /// What `answer` makes with a searcher of the generation served now.
  template <class Answer>
  auto with_searcher(const Answer& answer) {
    const Lease lease(*this);
    return answer(lease.searcher());
  }

  Explanation explain(const SearchRequest& request, const std::string& id) {
    const Lease lease(*this);
    lease.searcher().begin(std::chrono::milliseconds(limits::kExplanationTimeMs));
    return pressmark::explain(lease.searcher(), query_of(request), request.filters, id);
  }

  IndexStatus status() const {
    const std::lock_guard lock(mutex_);
    IndexStatus status;
    status.reason = reason_;
    if (!index_) return status;
    status.ready = true;
    status.generation = index_->manifest().generation;
    status.created = index_->manifest().created;
    status.publications = index_->manifest().publications;
    status.languages = index_->languages();
    return status;
  }

 private:
  /// Opens the generation that is current, if it is another one, or else one in its place. True when there is
  /// one to go over to. Sets fault_.
  bool refresh_index() {
    std::error_code none;
    const fs::path target = fs::read_symlink(directory_ / kCurrentGeneration, none);
    if (none) {
      fault_ = "there is no index in " + directory_.string() + "; make one with `indexer update --index " +
               directory_.string() + " SOURCE...`";
      return false;
    }
    if (target == refused_) return false;
    refused_.clear();
    fault_.clear();
    if (target == served_) return false;
    const std::optional<std::string> fault = open(target);
    if (!fault) return true;
    refused_ = target;
    fault_ = *fault;
    if (opened_) {
      fault_ += "; " + served_.string() + " is served on";
      return false;
    }
    const bool found = open_newest_but(target);
    if (found) fault_ += "; " + served_.string() + " is served in its place";
    return found;
  }

  /// Goes over to a generation; what is wrong with it where it cannot be.
  std::optional<std::string> open(const fs::path& generation) {
    auto opened = Index::open(directory_ / generation, verify_);
    if (!opened.ok()) return opened.error().where + ": " + opened.error().message;
    opened_ = opened.value();
    served_ = generation;
    return std::nullopt;
  }

  /// Goes over to the newest whole generation that is not the one that is current. False when there is none.
  bool open_newest_but(const fs::path& current) {
    const std::vector<std::string> names = generation_names(directory_);
    return std::any_of(names.rbegin(), names.rend(),
                       [&](const std::string& name) { return name != current && !open(name); });
  }

  /// Makes the editors' rules for the generation served and goes over to both at once.
  void apply_editorial() {
    if (!editorial_) {
      if (opened_) serve(opened_, nullptr);
      return;
    }
    std::vector<std::string> messages = editorial_->messages();
    if (opened_) {
      std::shared_ptr<const HouseRules> house;
      try {
        house = make_house_rules(*opened_, editorial_->editorial());
        for (const Error& fault : house->faults()) messages.push_back(one_line(fault));
      } catch (const std::runtime_error& error) {
        messages.emplace_back(error.what());  // what the editors say is no reason not to serve
      }
      serve(opened_, house);
    }
    const std::lock_guard lock(mutex_);
    editorial_messages_ = std::move(messages);
  }

  void serve(std::shared_ptr<const Index> index, std::shared_ptr<const HouseRules> house) {
    const std::lock_guard lock(mutex_);
    index_ = std::move(index);
    house_ = std::move(house);
    idle_.clear();
  }

  /// A searcher of the generation served now, taken from the idle ones and given back.
  class Lease {
   public:
    explicit Lease(Impl& service) : service_(service), searcher_(service.take()) {
      searcher_->begin(std::chrono::milliseconds(limits::kQueryTimeMs));
    }
    ~Lease() { service_.give_back(std::move(searcher_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Searcher& searcher() const { return *searcher_; }

   private:
    Impl& service_;
    std::unique_ptr<Searcher> searcher_;
  };

  /// A better spelling, looked for where a word is missing or, on a page for people, where one is rare.
  static std::optional<Correction> correction(Searcher& searcher, const Query& query, const Plan& plan,
                                              const SearchRequest& request) {
    const bool missing = std::any_of(plan.words.begin(), plan.words.end(),
                                     [](const PlanWord& word) { return word.terms.empty(); });
    if (!missing && !request.facets) return std::nullopt;
    return correct(searcher, query, plan, request.filters, denied(searcher));
  }

  static const DeniedWords& denied(const Searcher& searcher) {
    static const DeniedWords kNone;
    return searcher.house() == nullptr ? kNone : searcher.house()->denied();
  }

  std::unique_ptr<Searcher> take() {
    std::shared_ptr<const Index> index;
    std::shared_ptr<const HouseRules> house;
    {
      const std::lock_guard lock(mutex_);
      if (!index_) throw NotReady(reason_);
      if (!idle_.empty()) {
        auto searcher = std::move(idle_.back());
        idle_.pop_back();
        return searcher;
      }
      index = index_;
      house = house_;
    }
    return std::make_unique<Searcher>(std::move(index), std::move(house));
  }

  void give_back(std::unique_ptr<Searcher> searcher) {
    const std::lock_guard lock(mutex_);
    if (&searcher->index() == index_.get() && searcher->house() == house_.get())
      idle_.push_back(std::move(searcher));
  }

  void set_reason(std::string reason) {
    const std::lock_guard lock(mutex_);
    reason_ = std::move(reason);
  }

  const fs::path directory_;
  const Verify verify_;
  std::mutex refresh_mutex_;  // guards what follows, up to mutex_
  fs::path served_, refused_;
  std::string fault_;  // why the current generation is not the one served; empty when it is
  std::shared_ptr<const Index> opened_;
  std::optional<EditorialFile> editorial_;
  bool editorial_changed_ = false;  // the file is another than the one whose rules are served
  mutable std::mutex mutex_;        // guards what follows
  std::shared_ptr<const Index> index_;
  std::shared_ptr<const HouseRules> house_;
  std::vector<std::string> editorial_messages_;
  std::vector<std::unique_ptr<Searcher>> idle_;
  std::string reason_;
};

SearchService::SearchService(fs::path index_directory, Verify verify, fs::path editorial)
    : impl_(std::make_unique<Impl>(std::move(index_directory), verify, std::move(editorial))) {}

SearchService::~SearchService() = default;

void SearchService::set_editorial(fs::path editorial) {
  impl_->set_editorial(std::move(editorial));
}
bool SearchService::refresh() {
  return impl_->refresh();
}
std::vector<std::string> SearchService::editorial_messages() {
  return impl_->editorial_messages();
}
SearchResponse SearchService::search(const SearchRequest& request) {
  return impl_->search(request);
}
PassagesResponse SearchService::passages(const SearchRequest& request) {
  return impl_->passages(request);
}

std::vector<Suggestion> SearchService::suggest(const std::string& text, size_t limit) {
  return impl_->suggest(text, limit);
}
std::optional<PublicationResponse> SearchService::publication(const std::string& id) {
  return impl_->with_searcher([&](Searcher& searcher) { return make_publication(searcher, id); });
}
std::optional<SimilarResponse> SearchService::similar(const std::string& id, size_t limit) {
  return impl_->with_searcher([&](Searcher& searcher) { return make_similar(searcher, id, limit); });
}
std::optional<FoundResponse> SearchService::find_in(const FindRequest& request) {
  return impl_->with_searcher([&](Searcher& searcher) { return find_in_publication(searcher, request); });
}
std::optional<QuotedResponse> SearchService::find_quoted(const QuotedRequest& request) {
  return impl_->with_searcher([&](Searcher& searcher) { return pressmark::find_quoted(searcher, request); });
}
Explanation SearchService::explain(const SearchRequest& request, const std::string& id) {
  return impl_->explain(request, id);
}
IndexStatus SearchService::status() const {
  return impl_->status();
}

}  // namespace pressmark
