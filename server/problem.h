// Problem: why a request was not answered, as RFC 9457 has it. The codes are stable names that clients may
// test.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

enum class ProblemCode : uint8_t {
  kBadRequest,
  kBadEncoding,
  kBadParameter,
  kMissingParameter,
  kDuplicateParameter,
  kUnknownParameter,
  kTooManyParameters,
  kNotFound,
  kMethodNotAllowed,
  kRequestTimeout,
  kUriTooLong,
  kTooManyRequests,
  kHeadersTooLarge,
  kInternal,
  kNotReady,
  kOverloaded,
  kVersionNotSupported,
};

/// What is fixed about a code: its stable name ("unknown_parameter"), HTTP status, title, and what to do
/// about it.
struct ProblemKind {
  ProblemCode code;
  std::string_view name;
  uint16_t status;
  std::string_view title, advice;
};
const ProblemKind& problem_kind(ProblemCode code);
std::span<const ProblemKind> problem_kinds();

/// One parameter that is wrong. `suggestion` is the nearest valid name or what is allowed; may be empty.
struct ParameterError {
  std::string parameter, reason, suggestion;
  bool operator==(const ParameterError&) const = default;
};

struct Problem {
  ProblemCode code = ProblemCode::kInternal;
  std::string detail;  // one sentence about this occurrence, for people
  std::vector<ParameterError> errors;
  std::string sought = {};  // words of what is not there, that may find it elsewhere; for the page only
  bool operator==(const Problem&) const = default;
};

/// The problem document: {type, title, status, detail, instance, code, errors}. `instance` names the
/// occurrence.
std::string to_json(const Problem& problem, std::string_view instance);

}  // namespace pressmark
