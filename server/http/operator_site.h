// OperatorSite: what the operator's listener answers: /metrics, /livez, /readyz. It is for machines and
// people that run the server, and tells what the public listener does not. Any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/http/handler.h"

namespace pressmark {

/// One thing that is looked at.
struct Check {
  std::string name;
  bool holds = true;
  bool needed = true;  // whether the server is ready only when it holds
  std::string detail;  // one line
};

class OperatorSite : public Handler {
 public:
  /// Both are called by each request that asks for them, from many threads. `metrics` gives Prometheus' text
  /// format.
  OperatorSite(std::function<std::string()> metrics, std::function<std::vector<Check>()> checks)
      : metrics_(std::move(metrics)), checks_(std::move(checks)) {}

  HttpAnswer answer(const HttpRequest& request, std::string_view request_id) override;
  HttpAnswer refuse(const Problem& problem, std::string_view path,
                    std::string_view request_id) const override;

 private:
  HttpAnswer ready(bool verbose) const;

  std::function<std::string()> metrics_;
  std::function<std::vector<Check>()> checks_;
};

/// Seconds since the instant that a manifest writes as "2026-11-22T10:00:00Z"; 0 when it is none.
double seconds_since(const std::string& instant);

}  // namespace pressmark
