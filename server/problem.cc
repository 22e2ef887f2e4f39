#include "server/problem.h"

#include <array>

#include "engine/result.h"
#include "server/response_json.h"

namespace pressmark {
namespace {

using Code = ProblemCode;

constexpr std::array<ProblemKind, 17> kKinds = {{
    {Code::kBadRequest, "bad_request", 400, "The request is not well-formed",
     "Send a GET or HEAD request of HTTP/1.1 with one Host field and no body."},
    {Code::kBadEncoding, "bad_encoding", 400, "The address is not well-formed",
     "Percent-encode the UTF-8 bytes of every value, once."},
    {Code::kBadParameter, "bad_parameter", 400, "A parameter has a value that it cannot have",
     "`errors` names the parameter and what is allowed."},
    {Code::kMissingParameter, "missing_parameter", 400, "A parameter is missing",
     "`errors` names the parameter to give."},
    {Code::kDuplicateParameter, "duplicate_parameter", 400, "A parameter is given twice", "Give it once."},
    {Code::kUnknownParameter, "unknown_parameter", 400, "There is no such parameter",
     "`errors` names the nearest one that there is."},
    {Code::kTooManyParameters, "too_many_parameters", 400, "There are too many parameters",
     "Give at most 32 name=value pairs."},
    {Code::kNotFound, "not_found", 404, "There is nothing at this address", "Check the path."},
    {Code::kMethodNotAllowed, "method_not_allowed", 405, "Only GET and HEAD are answered",
     "Everything here is read only; put the parameters into the address."},
    {Code::kRequestTimeout, "request_timeout", 408, "The request took too long to arrive",
     "Send it at once."},
    {Code::kUriTooLong, "uri_too_long", 414, "The address is too long",
     "Keep path and query below 2048 bytes."},
    {Code::kTooManyRequests, "too_many_requests", 429, "There are too many requests from one address",
     "Ask again after the seconds in Retry-After, and then more slowly."},
    {Code::kHeadersTooLarge, "headers_too_large", 431, "The header fields are too large",
     "Send at most 40 fields and 8 KiB."},
    {Code::kInternal, "internal", 500, "Something went wrong here",
     "Try again; quote `instance` when you report it."},
    {Code::kNotReady, "not_ready", 503, "The index is not ready", "Try again when /readyz answers 200."},
    {Code::kOverloaded, "overloaded", 503, "Too many requests at once",
     "Try again after the time in Retry-After."},
    {Code::kVersionNotSupported, "version_not_supported", 505, "Only HTTP/1.0 and HTTP/1.1 are spoken",
     "Use HTTP/1.1."},
}};

}  // namespace

const ProblemKind& problem_kind(ProblemCode code) {
  const ProblemKind& kind = kKinds.at(static_cast<size_t>(code));
  ENGINE_CHECK(kind.code == code);
  return kind;
}

std::span<const ProblemKind> problem_kinds() {
  return kKinds;
}

std::string to_json(const Problem& problem, std::string_view instance) {
  const ProblemKind& kind = problem_kind(problem.code);
  Json document = {{"type", "/problems#" + std::string(kind.name)},
                   {"title", kind.title},
                   {"status", kind.status},
                   {"detail", problem.detail.empty() ? std::string(kind.advice) : problem.detail},
                   {"instance", "urn:request:" + std::string(instance)},
                   {"code", kind.name}};
  if (!problem.errors.empty()) {
    Json errors = Json::array();
    for (const ParameterError& error : problem.errors) {
      Json entry = {{"parameter", error.parameter}, {"reason", error.reason}};
      if (!error.suggestion.empty()) entry["suggestion"] = error.suggestion;
      errors.push_back(std::move(entry));
    }
    document["errors"] = std::move(errors);
  }
  return dump(document);
}

}  // namespace pressmark
