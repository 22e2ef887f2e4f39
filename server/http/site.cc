#include "server/http/site.h"

#include <exception>
#include <utility>
#include <variant>

#include "server/assets.h"
#include "server/http/answering.h"
#include "server/http/explain_routes.h"
#include "server/http/publications_routes.h"
#include "server/http/route_name.h"
#include "server/page.h"
#include "server/parameters.h"
#include "server/response_json.h"
#include "server/url.h"

namespace pressmark {

std::shared_ptr<void> Site::Places::enter() {
  if (taken_->fetch_add(1) >= max_) {
    taken_->fetch_sub(1);
    return nullptr;
  }
  return {taken_.get(), [taken = taken_](void*) { taken->fetch_sub(1); }};
}

Site::Site(Answerer& answerer, const SiteOptions& options)
    : answerer_(answerer),
      today_(options.today),
      cors_(options.cors),
      public_origin_(options.public_origin),
      asked_(options.asked),
      searches_(options.searches_max),
      sendings_(options.documents_max) {
  if (options.documents) documents_.emplace(*options.documents);
}

HttpAnswer Site::answer(const HttpRequest& request, std::string_view request_id) {
  HttpAnswer answer;
  const auto fail = [&](ProblemCode code, std::string fault) {
    answer = refusal({code, "", {}}, request.path, request_id);
    answer.fault = std::move(fault);
  };
  try {
    answer = route(request, request_id);
    compress(answer, request);
  } catch (const NotReady& error) {
    fail(ProblemCode::kNotReady, error.what());
  } catch (const std::exception& error) {
    fail(ProblemCode::kInternal, error.what());
  } catch (...) {
    fail(ProblemCode::kInternal, "an exception that is no std::exception");
  }
  if (request.path.starts_with("/api/v1/")) share(answer, request, *cors_.get());
  secure(answer);
  answer.route = route_name(request.path, answer.status);
  return answer;
}

void Site::apply(const SiteOptions& options) {
  cors_.set(options.cors);
  public_origin_.set(options.public_origin);
  searches_.set_max(options.searches_max);
  sendings_.set_max(options.documents_max);
}

HttpAnswer Site::refuse(const Problem& problem, std::string_view path, std::string_view request_id) const {
  HttpAnswer answer = refusal(problem, path, request_id);
  secure(answer);
  return answer;
}

HttpAnswer Site::route(const HttpRequest& request, std::string_view request_id) {
  const std::string& path = request.path;
  if (path == "/search" || path == "/api/v1/search") return search(request, request_id);
  if (path == "/api/v1/passages") return passages(request, request_id);
  if (path == "/api/v1/suggest") return suggest(request, request_id);
  if (path == "/search.atom" || path == "/search.json") return feed(request, request_id);
  if (path == "/opensearch.xml" || path == "/opensearch-suggest") return opensearch(request, request_id);
  if (is_explain_path(path)) return explain(request, request_id);
  if (is_publication_path(path)) return publication(request, request_id);
  if (path == "/") return home();
  if (path == "/problems") {
    HttpAnswer page = make_answer(200, kHtmlType, problems_page());
    page.headers.emplace_back("Cache-Control", "public, max-age=300");
    return page;
  }
  if (path == "/livez") {
    HttpAnswer alive = make_answer(200, "text/plain; charset=utf-8", "ok\n");
    alive.headers.emplace_back("Cache-Control", "no-store");
    return alive;
  }
  if (path == "/readyz") return ready();
  if (path == "/api/v1/status") return index_status(request, request_id);
  if (path == "/docs") return docs(request, request_id);
  if (path == "/version") {
    HttpAnswer version =
        make_answer(200, kJsonType, dump({{"name", "pressmark"}, {"version", PRESSMARK_VERSION}}));
    version.headers.emplace_back("Cache-Control", "no-store");
    return version;
  }
  if (path.starts_with(kDocumentsPrefix)) return document(request, request_id);
  if (const Asset* asset = find_asset(path)) return asset_answer(*asset, request);
  return refusal({ProblemCode::kNotFound, "", {}}, path, request_id);
}

HttpAnswer Site::search(const HttpRequest& request, std::string_view request_id) {
  const bool page = request.path == "/search";
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  auto parsed = parse_search_parameters(std::get<std::vector<Parameter>>(parameters), today_());
  if (auto* problem = std::get_if<Problem>(&parsed)) return refusal(*problem, request.path, request_id);
  const SearchRequest& wanted = std::get<SearchRequest>(parsed);
  if (!asks_something(wanted)) {
    if (page) return home();
    return refusal({ProblemCode::kMissingParameter,
                    "Nothing is asked for.",
                    {{"q", "it is missing", "words to search"}}},
                   request.path, request_id);
  }

  const auto make = [&] {
    const SearchResponse response = answerer_.search(wanted);
    if (auto asked = asked_ ? asked_by_somebody(request, wanted, *public_origin_.get()) : std::nullopt) {
      asked->without_results = response.total == 0;
      asked_(*asked);
    }
    return written(response, [&] {
      return page ? results_page(wanted, response) : search_json(response, wanted, Took::kShown);
    });
  };
  return search_answer(request, request_id, {page ? kHtmlType : kJsonType, asked_by(wanted), make});
}

HttpAnswer Site::passages(const HttpRequest& request, std::string_view request_id) {
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  auto parsed = parse_passages_parameters(std::get<std::vector<Parameter>>(parameters), today_());
  if (auto* problem = std::get_if<Problem>(&parsed)) return refusal(*problem, request.path, request_id);
  const SearchRequest& wanted = std::get<SearchRequest>(parsed);
  if (wanted.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refusal({ProblemCode::kMissingParameter,
                    "Nothing is asked for.",
                    {{"q", "it is missing", "words that a passage should have"}}},
                   request.path, request_id);
  }
  const auto make = [&] {
    const PassagesResponse response = answerer_.passages(wanted);
    return written(response, [&] { return passages_json(response, Took::kShown); });
  };
  return search_answer(request, request_id, {kJsonType, asked_by(wanted), make});
}

std::string Site::asked_by(const SearchRequest& wanted) {
  // What "last year" finds changes with the day, though nothing else does.
  return to_query_string(wanted) + '#' + wanted.today->iso();
}

HttpAnswer Site::publication(const HttpRequest& request, std::string_view request_id) {
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  std::optional<Problem> refused;
  const auto make = [&] {
    auto made =
        answer_publication(answerer_, request.path, std::get<std::vector<Parameter>>(parameters), today_());
    if (auto* problem = std::get_if<Problem>(&made)) {
      refused = std::move(*problem);
      return Made{};
    }
    auto& found = std::get<PublicationAnswer>(made);
    return Made{std::move(found.body), std::move(found.generation)};
  };
  const std::string_view type = is_publication_page(request.path) ? kHtmlType : kJsonType;
  HttpAnswer answer = search_answer(request, request_id, {type, request.query + '#' + today_().iso(), make});
  return refused ? refusal(*refused, request.path, request_id) : answer;
}

HttpAnswer Site::explain(const HttpRequest& request, std::string_view request_id) {
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  auto parsed = parse_explain_parameters(std::get<std::vector<Parameter>>(parameters), today_());
  if (auto* problem = std::get_if<Problem>(&parsed)) return refusal(*problem, request.path, request_id);
  const ExplainRequest& wanted = std::get<ExplainRequest>(parsed);
  const bool page = request.path == kExplainPath;
  if (const auto missing = find_missing(wanted); missing && !page)
    return refusal(*missing, request.path, request_id);
  // Never kept by anybody: the next look may be at what the editors have just changed.
  const auto make = [&] { return Made{explain_answer(answerer_, request.path, wanted), "", true}; };
  return search_answer(request, request_id, {page ? kHtmlType : kJsonType, request.query, make});
}

HttpAnswer Site::search_answer(const HttpRequest& request, std::string_view request_id,
                               const Question& question) {
  HttpAnswer answer = make_answer(200, question.type, "");
  answer.headers.emplace_back("X-Robots-Tag", "noindex");
  const auto cache = [&](const std::string& tag) {
    answer.headers.emplace_back("ETag", tag);
    answer.headers.emplace_back("Cache-Control", "public, max-age=60");
  };
  if (!request.if_none_match.empty()) {
    const std::string tag = entity_tag(answerer_.status().generation, request.path, question.asked);
    if (names_tag(request.if_none_match, tag)) {
      cache(tag);
      return not_modified(std::move(answer));
    }
  }
  const std::shared_ptr<void> place = searches_.enter();
  if (!place) return refusal({ProblemCode::kOverloaded, "", {}}, request.path, request_id);
  Made made = question.make();
  if (made.partial) {
    answer.headers.emplace_back("Cache-Control", "no-store");
  } else {
    cache(entity_tag(made.generation, request.path, question.asked));
  }
  if (!made.timing.empty()) answer.headers.emplace_back("Server-Timing", std::move(made.timing));
  answer.body = std::move(made.body);
  return answer;
}

HttpAnswer Site::suggest(const HttpRequest& request, std::string_view request_id) {
  return suggestions(request, request_id, kJsonType, suggest_json);
}

HttpAnswer Site::suggestions(const HttpRequest& request, std::string_view request_id, std::string_view type,
                             const WriteSuggestions& write) {
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  auto parsed = parse_suggest_parameters(std::get<std::vector<Parameter>>(parameters));
  if (auto* problem = std::get_if<Problem>(&parsed)) return refusal(*problem, request.path, request_id);
  const SuggestRequest& wanted = std::get<SuggestRequest>(parsed);
  const std::shared_ptr<void> place = searches_.enter();
  if (!place) return refusal({ProblemCode::kOverloaded, "", {}}, request.path, request_id);
  HttpAnswer answer =
      make_answer(200, type, write(wanted.text, answerer_.suggest(wanted.text, wanted.limit)));
  answer.headers.emplace_back("Cache-Control", "public, max-age=60");
  answer.headers.emplace_back("X-Robots-Tag", "noindex");
  return answer;
}

HttpAnswer Site::home() {
  const IndexStatus status = answerer_.status();
  if (!status.ready) throw NotReady(status.reason);
  HttpAnswer answer = make_answer(200, kHtmlType, home_page(status));
  answer.headers.emplace_back("Cache-Control", "public, max-age=60");
  return answer;
}

HttpAnswer Site::ready() {
  const IndexStatus status = answerer_.status();
  HttpAnswer answer = make_answer(status.ready ? 200 : 503, kJsonType,
                                  dump({{"ready", status.ready},
                                        {"generation", status.generation},
                                        {"created", status.created},
                                        {"publications", status.publications}}));
  answer.headers.emplace_back("Cache-Control", "no-store");
  if (!status.ready) {
    answer.headers.emplace_back("Retry-After", "5");
    answer.fault = status.reason;
  }
  return answer;
}

HttpAnswer Site::document(const HttpRequest& request, std::string_view request_id) {
  const Problem missing = {ProblemCode::kNotFound, "", {}};
  if (!documents_) return refusal(missing, request.path, request_id);
  std::shared_ptr<void> place = sendings_.enter();
  if (!place) return refusal({ProblemCode::kOverloaded, "", {}}, request.path, request_id);
  std::optional<HttpAnswer> answer = documents_->answer(request);
  if (!answer) return refusal(missing, request.path, request_id);
  answer->held = std::move(place);
  return std::move(*answer);
}

}  // namespace pressmark
