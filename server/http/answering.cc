#include "server/http/answering.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "server/http/compress.h"
#include "server/http/explain_routes.h"
#include "server/http/publications_routes.h"
#include "server/page.h"

namespace pressmark {
namespace {

constexpr size_t kCompressedBytesMin = 1'024;

std::string* find_header(HttpAnswer& answer, std::string_view name) {
  const auto found = std::find_if(answer.headers.begin(), answer.headers.end(),
                                  [&](const auto& header) { return header.first == name; });
  return found == answer.headers.end() ? nullptr : &found->second;
}

void set_default(HttpAnswer& answer, std::string_view name, std::string_view value) {
  if (!find_header(answer, name)) answer.headers.emplace_back(name, value);
}

void add_vary(HttpAnswer& answer, std::string_view field) {
  if (std::string* vary = find_header(answer, "Vary")) {
    *vary += ", " + std::string(field);
  } else {
    answer.headers.emplace_back("Vary", field);
  }
}

bool is_text(std::string_view type) {
  const auto has = [&](std::string_view part) { return type.find(part) != std::string_view::npos; };
  return type.starts_with("text/") || has("json") || has("xml");
}

}  // namespace

bool is_page(std::string_view path) {
  return path == "/" || path == "/search" || path == kExplainPath || path == "/problems" || path == "/docs" ||
         is_publication_page(path);
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

HttpAnswer asset_answer(const Asset& asset, const HttpRequest& request) {
  HttpAnswer answer = make_answer(200, asset.type, "");
  const std::string tag = "W/\"" + std::string(asset.digest.substr(0, 16)) + '"';
  answer.headers.emplace_back("ETag", tag);
  if (asset.fixed_address) {
    answer.headers.emplace_back("Cache-Control", "public, max-age=3600, stale-while-revalidate=86400");
    answer.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    // A module is fetched by the rules of CORS wherever it comes from.
    answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
  } else {
    answer.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  }
  if (names_tag(request.if_none_match, tag)) return not_modified(std::move(answer));
  const bool packed = request.accepts_gzip && asset.packed.size() < asset.bytes.size();
  if (packed) answer.headers.emplace_back("Content-Encoding", "gzip");
  answer.body = packed ? asset.packed : asset.bytes;
  return answer;
}

HttpAnswer refusal(const Problem& problem, std::string_view path, std::string_view request_id) {
  const ProblemKind& kind = problem_kind(problem.code);
  HttpAnswer answer =
      is_page(path) ? make_answer(kind.status, kHtmlType, problem_page(problem, request_id))
                    : make_answer(kind.status, "application/problem+json", to_json(problem, request_id));
  answer.headers.emplace_back("Cache-Control", "no-store");
  answer.headers.emplace_back("X-Robots-Tag", "noindex");
  answer.problem = kind.name;
  if (problem.code == ProblemCode::kMethodNotAllowed) answer.headers.emplace_back("Allow", "GET, HEAD");
  if (problem.code == ProblemCode::kOverloaded) answer.headers.emplace_back("Retry-After", "1");
  if (problem.code == ProblemCode::kNotReady) answer.headers.emplace_back("Retry-After", "5");
  return answer;
}

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

std::string entity_tag(std::string_view generation, std::string_view path, std::string_view asked) {
  uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  const auto mix = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
    hash = (hash ^ 0xFFu) * 0x100000001B3u;
  };
  mix(PRESSMARK_VERSION);
  mix(generation);
  mix(path);
  mix(asked);
  if (is_page(path)) {
    for (const EmbeddedFile& file : embedded_files()) mix(file.digest);
  }
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return "W/\"" + std::string(digits.data()) + '"';
}

bool names_tag(std::string_view list, std::string_view tag) {
  if (list == "*") return true;
  const std::string_view opaque = tag.starts_with("W/") ? tag.substr(2) : tag;
  return !list.empty() && list.find(opaque) != std::string_view::npos;
}

void secure(HttpAnswer& answer) {
  set_default(answer, "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src "
              "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  answer.headers.emplace_back("Referrer-Policy", "same-origin");
  answer.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  set_default(answer, "Cross-Origin-Resource-Policy", "same-origin");
}

void compress(HttpAnswer& answer, const HttpRequest& request) {
  const std::string* type = find_header(answer, "Content-Type");
  if (!type || !is_text(*type) || answer.file) return;
  add_vary(answer, "Accept-Encoding");
  if (!request.accepts_gzip || answer.body.size() <= kCompressedBytesMin ||
      find_header(answer, "Content-Encoding"))
    return;
  answer.body = gzip(answer.body);
  answer.headers.emplace_back("Content-Encoding", "gzip");
}

void share(HttpAnswer& answer, const HttpRequest& request, const std::vector<std::string>& origins) {
  const auto listed = [&](std::string_view origin) {
    return std::find(origins.begin(), origins.end(), origin) != origins.end();
  };
  if (listed("*")) {
    answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
  } else if (!origins.empty()) {
    add_vary(answer, "Origin");
    if (!request.origin.empty() && listed(request.origin))
      answer.headers.emplace_back("Access-Control-Allow-Origin", request.origin);
  }
}

}  // namespace pressmark
