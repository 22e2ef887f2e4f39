#include "server/http/operator_site.h"

#include <Poco/DateTime.h>
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Timestamp.h>

#include <algorithm>

#include "server/http/answering.h"

namespace pressmark {
namespace {

constexpr std::string_view kTextType = "text/plain; charset=utf-8";
constexpr std::string_view kMetricsType = "text/plain; version=0.0.4; charset=utf-8";
// Under which paths that are no page's are answered in JSON.
constexpr std::string_view kNoPage = "/operator";

}  // namespace

HttpAnswer OperatorSite::answer(const HttpRequest& request, std::string_view request_id) {
  HttpAnswer answer;
  try {
    if (request.path == "/metrics") {
      answer = make_answer(200, kMetricsType, metrics_());
    } else if (request.path == "/livez") {
      answer = make_answer(200, kTextType, "ok\n");
    } else if (request.path == "/readyz") {
      answer = ready(request.query == "verbose" || request.query.starts_with("verbose="));
    } else {
      return refuse({ProblemCode::kNotFound, "Here are /metrics, /livez and /readyz?verbose.", {}},
                    request.path, request_id);
    }
    compress(answer, request);
  } catch (const std::exception& error) {
    answer = refuse({ProblemCode::kInternal, "", {}}, request.path, request_id);
    answer.fault = error.what();
    return answer;
  }
  answer.headers.emplace_back("Cache-Control", "no-store");
  secure(answer);
  return answer;
}

HttpAnswer OperatorSite::refuse(const Problem& problem, std::string_view, std::string_view request_id) const {
  HttpAnswer answer = refusal(problem, kNoPage, request_id);
  secure(answer);
  return answer;
}

HttpAnswer OperatorSite::ready(bool verbose) const {
  const std::vector<Check> checks = checks_();
  const bool ready = std::all_of(checks.begin(), checks.end(),
                                 [](const Check& check) { return check.holds || !check.needed; });
  std::string text;
  for (const Check& check : checks) {
    if (!verbose) break;
    const char* state = check.holds ? "ok" : check.needed ? "FAILED" : "warning";
    text += check.name + ": " + state + (check.detail.empty() ? "" : ", " + check.detail) + '\n';
  }
  text += ready ? "ready\n" : "not ready\n";
  return make_answer(ready ? 200 : 503, kTextType, std::move(text));
}

double seconds_since(const std::string& instant) {
  Poco::DateTime then;
  int zone = 0;
  constexpr size_t kWhole = std::string_view("2026-11-22T10:00:00Z").size();
  // Poco takes almost anything for a date.
  if (instant.size() != kWhole ||
      !Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::ISO8601_FORMAT, instant, then, zone))
    return 0;
  then.makeUTC(zone);
  return static_cast<double>(Poco::Timestamp() - then.timestamp()) / 1e6;
}

}  // namespace pressmark
