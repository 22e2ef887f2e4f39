#include "server/search_service.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include "engine/limits.h"
#include "engine/match/house.h"
#include "engine/match/searcher.h"
#include "engine/match/suggest.h"
#include "server/editorial_file.h"

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

bool year_selected(const Filters& filters, int year) {
  const DateRange& range = filters.published;
  return range.from && range.to && range.from->year == year && range.to->year == year;
}

template <class Values, class T>
bool contains(const Values& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void sort_by_count(std::vector<FacetValue>& values) {
  std::sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
}

std::vector<Facet> facets_of(const FacetCounts& counts, const Filters& text, const Filters& request) {
  Facet kinds{"kind", {}};
  for (const auto& [kind, count] : counts.kinds) {
    const bool selected = contains(text.kinds, kind) || contains(request.kinds, kind);
    kinds.values.push_back({std::string(kind_name(kind)), count, selected});
  }
  sort_by_count(kinds.values);
  Facet years{"year", {}};
  for (auto it = counts.years.rbegin(); it != counts.years.rend(); ++it) {
    const bool selected = year_selected(text, it->first) || year_selected(request, it->first);
    years.values.push_back({std::to_string(it->first), it->second, selected});
  }
  Facet languages{"language", {}};
  for (const auto& [language, count] : counts.languages) {
    const bool selected = contains(text.languages, language) || contains(request.languages, language);
    languages.values.push_back({language, count, selected});
  }
  sort_by_count(languages.values);
  return {kinds, years, languages};
}

/// `url` with `anchor` in place of any fragment it has.
std::string with_anchor(const std::string& url, const std::string& anchor) {
  return anchor.empty() ? url : url.substr(0, url.find('#')) + anchor;
}

bool paged(const StoredFields& fields) {
  return fields.pages_count > 0;
}

HitSnippet snippet_of(const StoredFields& fields, Passage passage) {
  HitSnippet snippet;
  snippet.url = with_anchor(fields.url, passage.anchor);
  if (paged(fields)) snippet.page = passage.part_label;
  snippet.heading = std::move(passage.heading);
  snippet.fragment = std::move(passage.fragment);
  return snippet;
}

HitForm form_of(StoredFields fields, HitForm::Relation relation, bool matches) {
  HitForm form;
  form.relation = relation;
  form.matches = matches;
  form.id = std::move(fields.id);
  form.url = std::move(fields.url);
  form.title = std::move(fields.title);
  form.kind = fields.kind;
  form.published = fields.published;
  form.language = std::move(fields.language);
  form.filetype = std::move(fields.filetype);
  form.pages = fields.pages_count;
  return form;
}

/// What is folded under `hit`. Of another edition one form is enough.
std::vector<HitForm> forms_of(Searcher& searcher, const RankedHit& hit) {
  const Folds& folds = searcher.index().folds();
  const auto own = folds.forms(hit.docid);
  std::vector<uint32_t> docids;
  for (const uint32_t docid : hit.forms)
    if (contains(own, docid)) docids.push_back(docid);
  const size_t matching_forms = docids.size();
  for (const uint32_t docid : own)
    if (docid != hit.docid && !contains(docids, docid)) docids.push_back(docid);
  const size_t forms = docids.size();
  for (const uint32_t docid : hit.forms) {
    const auto seen = [&](uint32_t other) { return other == docid || contains(folds.forms(docid), other); };
    if (std::none_of(docids.begin(), docids.end(), seen)) docids.push_back(docid);
  }
  const Columns& columns = searcher.index().columns();
  std::stable_sort(docids.begin() + static_cast<std::ptrdiff_t>(forms), docids.end(),
                   [&](uint32_t a, uint32_t b) { return columns.day(a) > columns.day(b); });
  std::vector<HitForm> made;
  const HouseRules* house = searcher.house();
  for (size_t i = 0; i < docids.size(); ++i) {
    const auto relation = i < forms ? HitForm::Relation::kForm : HitForm::Relation::kEdition;
    if (house != nullptr && house->hides(docids[i])) continue;
    if (auto fields = searcher.fields(docids[i]))
      made.push_back(form_of(std::move(*fields), relation, i < matching_forms || i >= forms));
  }
  return made;
}

/// Why a hit is there when none of its passages shows a match.
std::string reason_of(const Hit& hit) {
  const bool shown = std::any_of(hit.snippets.begin(), hit.snippets.end(),
                                 [](const HitSnippet& snippet) { return !snippet.fragment.spans.empty(); });
  if (shown) return {};
  if (!hit.title_spans.empty()) return "in the title";
  return hit.pinned ? std::string() : "in its details";
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
    const bool edited = editorial_ && editorial_->refresh();
    const bool swapped = refresh_index();
    if (swapped || edited) apply_editorial();
    return swapped;
  }

  std::vector<std::string> editorial_messages() {
    const std::lock_guard lock(mutex_);
    return std::exchange(editorial_messages_, {});
  }

  SearchResponse search(const SearchRequest& request) {
    const auto start = Clock::now();
    const Lease lease(*this);
    Searcher& searcher = lease.searcher();
    SearchResponse response;
    response.text = request.text;
    response.page = std::max(1U, request.page);
    response.per_page = std::max(1U, request.per_page);
    response.generation = searcher.index().manifest().generation;

    Query query = request.query ? *request.query : parse_query(request.text, request.today);
    Plan plan = searcher.plan(query, request.filters, request.parts);
    response.notes = plan.notes;
    if (auto better = correction(searcher, query, plan, request)) {
      response.did_you_mean = DidYouMean{better->text, better->total};
      if (better->certain && plan.pinned.empty()) {
        response.notes.push_back("Not every word is in the collection; these are results for “" +
                                 better->text + "”.");
        plan = searcher.plan(better->query, request.filters, request.parts);
      }
    }
    MatchOptions options;
    options.parts = request.parts;
    options.first = (response.page - 1) * response.per_page;
    options.count = response.per_page;
    options.order = order_of(request.sort);
    options.facets = request.facets;
    const RankedHits ranked = searcher.search(plan, options);
    response.total = ranked.total;
    response.total_exact = ranked.total_exact;
    response.partial = ranked.partial;
    if (request.facets) response.facets = facets_of(ranked.facets, plan.text_filters, plan.request_filters);
    const Wanted wanted = wanted_of(plan);
    const auto parts = request.snippets ? searcher.best_parts(plan, ranked.hits)
                                        : std::vector<std::vector<WeightedRange>>(ranked.hits.size());
    for (size_t i = 0; i < ranked.hits.size(); ++i) {
      if (auto made = make_hit(searcher, plan, ranked.hits[i], wanted, parts[i])) {
        response.hits.push_back(std::move(*made));
      }
    }
    const std::chrono::duration<double, std::milli> took = Clock::now() - start;
    response.took_ms = took.count();
    return response;
  }

  PassagesResponse passages(const SearchRequest& request) {
    const auto start = Clock::now();
    const Lease lease(*this);
    Searcher& searcher = lease.searcher();
    PassagesResponse response;
    response.text = request.text;
    response.page = std::max(1U, request.page);
    response.per_page = std::max(1U, request.per_page);
    response.generation = searcher.index().manifest().generation;

    const Query query = request.query ? *request.query : parse_query(request.text, request.today);
    const Plan plan = searcher.plan(query, request.filters, request.parts);
    response.notes = plan.notes;
    MatchOptions options;
    options.parts = request.parts;
    options.first = (response.page - 1) * response.per_page;
    options.count = response.per_page;
    const RankedParts ranked = searcher.search_parts(plan, options);
    response.total = ranked.total;
    response.partial = ranked.partial;
    const Wanted wanted = wanted_of(plan);
    for (const RankedPart& part : ranked.parts) {
      if (auto made = make_passage(searcher, part, wanted)) response.passages.push_back(std::move(*made));
    }
    const std::chrono::duration<double, std::milli> took = Clock::now() - start;
    response.took_ms = took.count();
    return response;
  }

  std::vector<Suggestion> suggest(const std::string& text, size_t limit) {
    const Lease lease(*this);
    std::vector<Suggestion> suggestions;
    for (Completion& completion : complete(lease.searcher(), text, limit, denied(lease.searcher()))) {
      suggestions.push_back({std::move(completion.text), completion.total, {}});
    }
    return suggestions;
  }

  Explanation explain(const SearchRequest& request, const std::string& id) {
    const Lease lease(*this);
    const Query query = request.query ? *request.query : parse_query(request.text, request.today);
    return pressmark::explain(lease.searcher(), query, request.filters, id);
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
  /// Opens the generation that is current, if it is another one. True when there is one to serve.
  bool refresh_index() {
    std::error_code none;
    const fs::path target = fs::read_symlink(directory_ / "current", none);
    if (none) {
      set_reason("there is no index in " + directory_.string() + "; make one with `indexer update --index " +
                 directory_.string() + " SOURCE...`");
      return false;
    }
    if (target == refused_ || target == served_) return false;
    auto opened = Index::open(directory_ / target, verify_);
    if (!opened.ok()) {
      refused_ = target;
      set_reason(opened.error().where + ": " + opened.error().message);
      return false;
    }
    opened_ = opened.value();
    served_ = target;
    refused_.clear();
    if (!editorial_) serve(opened_, nullptr);
    return true;
  }

  /// Makes the editors' rules for the generation served and goes over to both at once.
  void apply_editorial() {
    if (!editorial_) return;
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
    reason_.clear();
  }

  /// A searcher of the generation served now, taken from the idle ones and given back.
  class Lease {
   public:
    explicit Lease(Impl& service) : service_(service), searcher_(service.take()) {}
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

  /// With snippets out of `parts`, if there are any.
  static std::optional<Hit> make_hit(Searcher& searcher, const Plan& plan, const RankedHit& ranked,
                                     const Wanted& of_plan, const std::vector<WeightedRange>& parts) {
    auto fields = searcher.fields(ranked.docid);
    if (!fields) return std::nullopt;
    Hit hit;
    hit.score = ranked.score;
    hit.pinned = contains(plan.pinned, ranked.docid);
    hit.url = fields->url;
    hit.kind = fields->kind;
    hit.published = fields->published;
    hit.pages = fields->pages_count;
    hit.forms = forms_of(searcher, ranked);
    if (!parts.empty()) {
      std::optional<SynonymEvidence> synonyms;
      if (!plan.synonyms.empty()) synonyms = synonym_evidence(plan, searcher.index(), ranked.docid, of_plan);
      const Wanted& wanted = synonyms ? synonyms->wanted : of_plan;
      hit.title_spans = searcher.mark(fields->title, fields->language, wanted);
      SnippetOptions options;
      options.passages_max = limits::kSnippetsMax;
      options.bytes_max = limits::kSnippetBytesMax;
      options.ranges = parts;
      Passages passages = searcher.passages(ranked.docid, fields->language, wanted, options);
      for (Passage& passage : passages.passages)
        hit.snippets.push_back(snippet_of(*fields, std::move(passage)));
      hit.more_matches = passages.more_matches;
      hit.reason = synonyms && !synonyms->only_as.empty() ? "as “" + synonyms->only_as + "”"
                   : wanted.words.empty()                 ? std::string()
                                                          : reason_of(hit);
      if (!hit.snippets.empty()) {
        hit.url = hit.snippets.front().url;
        hit.page = hit.snippets.front().page;
      }
    }
    hit.id = std::move(fields->id);
    hit.title = std::move(fields->title);
    hit.language = std::move(fields->language);
    hit.authors = std::move(fields->authors);
    hit.publisher = std::move(fields->publisher);
    hit.topics = std::move(fields->topics);
    hit.filetype = std::move(fields->filetype);
    return hit;
  }

  static std::optional<PassageHit> make_passage(Searcher& searcher, const RankedPart& ranked,
                                                const Wanted& wanted) {
    auto fields = searcher.fields(ranked.docid);
    if (!fields) return std::nullopt;
    auto passage = searcher.passage(ranked, fields->language, wanted, limits::kPassageBytesMax);
    if (!passage) return std::nullopt;
    PassageHit hit;
    hit.part = passage->part + 1;
    hit.anchor = passage->anchor;
    hit.snippet = snippet_of(*fields, std::move(*passage));
    hit.id = std::move(fields->id);
    hit.title = std::move(fields->title);
    hit.published = fields->published;
    hit.kind = fields->kind;
    hit.language = std::move(fields->language);
    hit.score = ranked.score;
    return hit;
  }

  const fs::path directory_;
  const Verify verify_;
  std::mutex refresh_mutex_;  // guards what follows, up to mutex_
  fs::path served_, refused_;
  std::shared_ptr<const Index> opened_;
  std::optional<EditorialFile> editorial_;
  mutable std::mutex mutex_;  // guards what follows
  std::shared_ptr<const Index> index_;
  std::shared_ptr<const HouseRules> house_;
  std::vector<std::string> editorial_messages_;
  std::vector<std::unique_ptr<Searcher>> idle_;
  std::string reason_;
};

SearchService::SearchService(fs::path index_directory, Verify verify, fs::path editorial)
    : impl_(std::make_unique<Impl>(std::move(index_directory), verify, std::move(editorial))) {}

SearchService::~SearchService() = default;

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
Explanation SearchService::explain(const SearchRequest& request, const std::string& id) {
  return impl_->explain(request, id);
}
IndexStatus SearchService::status() const {
  return impl_->status();
}

}  // namespace pressmark
