#include "server/http/site.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <utility>
#include <variant>

#include "server/assets.h"
#include "server/http/compress.h"
#include "server/page.h"
#include "server/parameters.h"
#include "server/response_json.h"
#include "server/url.h"

namespace pressmark {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr size_t kCompressedBytesMin = 1'024;

bool is_page(std::string_view path) {
  return path == "/" || path == "/search" || path == "/problems";
}

bool has(const HttpAnswer& answer, std::string_view name) {
  return std::any_of(answer.headers.begin(), answer.headers.end(),
                     [&](const auto& h) { return h.first == name; });
}

std::string content_type(const HttpAnswer& answer) {
  for (const auto& [name, value] : answer.headers) {
    if (name == "Content-Type") return value;
  }
  return "";
}

void secure(HttpAnswer& answer) {
  static constexpr std::string_view kPolicy =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  if (!has(answer, "Content-Security-Policy"))
    answer.headers.emplace_back("Content-Security-Policy", kPolicy);
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  answer.headers.emplace_back("Referrer-Policy", "same-origin");
  answer.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  answer.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
}

void compress(HttpAnswer& answer, const HttpRequest& request) {
  const std::string type = content_type(answer);
  const bool text =
      type.starts_with("text/") || type.find("json") != std::string::npos || type == "image/svg+xml";
  if (!text || answer.file) return;
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (!request.accepts_gzip || answer.body.size() <= kCompressedBytesMin) return;
  answer.body = gzip(answer.body);
  answer.headers.emplace_back("Content-Encoding", "gzip");
}

HttpAnswer make_answer(uint16_t status, std::string_view type, std::string body) {
  HttpAnswer answer;
  answer.status = status;
  answer.headers.emplace_back("Content-Type", type);
  answer.body = std::move(body);
  return answer;
}

HttpAnswer not_modified(HttpAnswer answer) {
  answer.status = 304;
  answer.body.clear();
  return answer;
}

/// Whether an If-None-Match list names `tag`, compared weakly.
bool names_tag(std::string_view list, std::string_view tag) {
  if (list == "*") return true;
  const std::string_view opaque = tag.starts_with("W/") ? tag.substr(2) : tag;
  return !list.empty() && list.find(opaque) != std::string_view::npos;
}

/// Weak, since the time taken and the compression may differ: the generation, what is asked, and the
/// program's version.
std::string entity_tag(std::string_view generation, std::string_view path, const std::string& asked) {
  uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  const auto mix = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
    hash = (hash ^ 0xFFu) * 0x100000001B3u;
  };
  mix(PRESSMARK_VERSION);
  mix(generation);
  mix(path);
  mix(asked);
  if (is_page(path)) mix(asset_address("style.css") + asset_address("search.js"));
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return "W/\"" + std::string(digits.data()) + '"';
}

HttpAnswer refusal(const Problem& problem, std::string_view path, std::string_view request_id) {
  const ProblemKind& kind = problem_kind(problem.code);
  HttpAnswer answer =
      is_page(path) ? make_answer(kind.status, kHtml, problem_page(problem, request_id))
                    : make_answer(kind.status, "application/problem+json", to_json(problem, request_id));
  answer.headers.emplace_back("Cache-Control", "no-store");
  answer.headers.emplace_back("X-Robots-Tag", "noindex");
  if (problem.code == ProblemCode::kMethodNotAllowed) answer.headers.emplace_back("Allow", "GET, HEAD");
  if (problem.code == ProblemCode::kOverloaded) answer.headers.emplace_back("Retry-After", "1");
  if (problem.code == ProblemCode::kNotReady) answer.headers.emplace_back("Retry-After", "5");
  return answer;
}

/// The parameters of an address, or what is wrong with them.
std::variant<std::vector<Parameter>, Problem> parameters_of(const std::string& query) {
  QueryString parsed = parse_query_string(query);
  switch (parsed.fault) {
    case QueryStringFault::kTooMany:
      return Problem{ProblemCode::kTooManyParameters, "", {}};
    case QueryStringFault::kEncoding:
      return Problem{
          ProblemCode::kBadEncoding, "'" + parsed.fault_at + "' is not percent-encoded UTF-8.", {}};
    case QueryStringFault::kNone:
      break;
  }
  return std::move(parsed.parameters);
}

HttpAnswer asset_answer(const Asset& asset, std::string_view caching, const HttpRequest& request) {
  HttpAnswer answer = make_answer(200, asset.type, std::string(asset.bytes));
  const std::string tag = "W/\"" + std::string(asset.digest.substr(0, 16)) + '"';
  answer.headers.emplace_back("Cache-Control", caching);
  answer.headers.emplace_back("ETag", tag);
  return names_tag(request.if_none_match, tag) ? not_modified(std::move(answer)) : answer;
}

}  // namespace

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
  secure(answer);
  return answer;
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
  if (path == "/") return home();
  if (path == "/problems") {
    HttpAnswer page = make_answer(200, kHtml, problems_page());
    page.headers.emplace_back("Cache-Control", "public, max-age=300");
    return page;
  }
  if (path == "/livez") {
    HttpAnswer alive = make_answer(200, "text/plain; charset=utf-8", "ok\n");
    alive.headers.emplace_back("Cache-Control", "no-store");
    return alive;
  }
  if (path == "/readyz") return ready();
  if (path == "/version") {
    HttpAnswer version =
        make_answer(200, kJson, dump({{"name", "pressmark"}, {"version", PRESSMARK_VERSION}}));
    version.headers.emplace_back("Cache-Control", "no-store");
    return version;
  }
  if (path.starts_with(kDocumentsPrefix)) return document(request, request_id);
  // Browsers ask for this beside a document, which cannot name another icon.
  if (path == "/favicon.ico")
    return asset_answer(*find_asset(asset_address("icon.svg")), "public, max-age=86400", request);
  if (const Asset* asset = find_asset(path)) {
    return asset_answer(*asset, "public, max-age=31536000, immutable", request);
  }
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

  return search_answer(request, request_id, wanted, [&] {
    const SearchResponse response = answerer_.search(wanted);
    return Made{page ? results_page(wanted, response) : search_json(response, wanted, Took::kShown),
                response.generation, response.partial};
  });
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
  return search_answer(request, request_id, wanted, [&] {
    const PassagesResponse response = answerer_.passages(wanted);
    return Made{passages_json(response, Took::kShown), response.generation, response.partial};
  });
}

HttpAnswer Site::search_answer(const HttpRequest& request, std::string_view request_id,
                               const SearchRequest& wanted, const std::function<Made()>& make) {
  const std::string query = to_query_string(wanted);
  // What "last year" finds changes with the day, though nothing else does.
  const std::string asked = query + '#' + wanted.today->iso();
  HttpAnswer answer = make_answer(200, is_page(request.path) ? kHtml : kJson, "");
  answer.headers.emplace_back("X-Robots-Tag", "noindex");
  const auto cache = [&](const std::string& tag) {
    answer.headers.emplace_back("ETag", tag);
    answer.headers.emplace_back("Cache-Control", "public, max-age=60");
  };
  if (!request.if_none_match.empty()) {
    const std::string tag = entity_tag(answerer_.status().generation, request.path, asked);
    if (names_tag(request.if_none_match, tag)) {
      cache(tag);
      return not_modified(std::move(answer));
    }
  }
  const std::shared_ptr<void> place = searches_.enter();
  if (!place) return refusal({ProblemCode::kOverloaded, "", {}}, request.path, request_id);
  Made made = make();
  if (made.partial) {
    answer.headers.emplace_back("Cache-Control", "no-store");
  } else {
    cache(entity_tag(made.generation, request.path, asked));
  }
  answer.body = std::move(made.body);
  return answer;
}

HttpAnswer Site::suggest(const HttpRequest& request, std::string_view request_id) {
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  auto parsed = parse_suggest_parameters(std::get<std::vector<Parameter>>(parameters));
  if (auto* problem = std::get_if<Problem>(&parsed)) return refusal(*problem, request.path, request_id);
  const SuggestRequest& wanted = std::get<SuggestRequest>(parsed);
  const std::shared_ptr<void> place = searches_.enter();
  if (!place) return refusal({ProblemCode::kOverloaded, "", {}}, request.path, request_id);
  HttpAnswer answer =
      make_answer(200, kJson, suggest_json(wanted.text, answerer_.suggest(wanted.text, wanted.limit)));
  answer.headers.emplace_back("Cache-Control", "public, max-age=60");
  answer.headers.emplace_back("X-Robots-Tag", "noindex");
  return answer;
}

HttpAnswer Site::home() {
  const IndexStatus status = answerer_.status();
  if (!status.ready) throw NotReady(status.reason);
  HttpAnswer answer = make_answer(200, kHtml, home_page(status));
  answer.headers.emplace_back("Cache-Control", "public, max-age=60");
  return answer;
}

HttpAnswer Site::ready() {
  const IndexStatus status = answerer_.status();
  HttpAnswer answer = make_answer(status.ready ? 200 : 503, kJson,
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
