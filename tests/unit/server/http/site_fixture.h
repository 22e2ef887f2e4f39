// A Site over a FakeAnswerer, and what the tests of its routes ask of answers.
#pragma once

#include <string>
#include <vector>

#include "server/http/site.h"
#include "tests/unit/server/http/fake_answerer.h"

namespace pressmark {

struct SiteFixture {
  FakeAnswerer answerer;
  Site site{answerer, SiteOptions{.searches_max = 2, .documents_max = 1, .documents = std::nullopt}};

  static HttpRequest get(const std::string& target) {
    HttpRequest request;
    const size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != std::string::npos) request.query = target.substr(mark + 1);
    request.host = "Search.example.org:8080";
    return request;
  }
  HttpAnswer answer(const std::string& target) { return site.answer(get(target), "1f"); }
};

inline std::vector<std::string> headers(const HttpAnswer& answer, const std::string& name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : answer.headers) {
    if (key == name) values.push_back(value);
  }
  return values;
}
inline std::string header(const HttpAnswer& answer, const std::string& name) {
  const auto values = headers(answer, name);
  return values.empty() ? "" : values.front();
}

}  // namespace pressmark
