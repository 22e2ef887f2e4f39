#include "server/http/asked.h"

#include <algorithm>

#include "server/url.h"

namespace pressmark {
namespace {

constexpr std::string_view kResultsPath = "/search";

/// The words of the results page that `referer` is; empty when it is none of this site.
std::string words_of(std::string_view referer, std::string_view host, std::string_view public_origin) {
  const size_t scheme = referer.find("://");
  if (scheme == std::string_view::npos) return "";
  const size_t path = referer.find('/', scheme + 3);
  if (path == std::string_view::npos) return "";
  const auto origin = read_origin(referer.substr(0, path));
  const auto ours = public_origin.empty()
                        // Behind a proxy the scheme is not the one that this server sees.
                        ? read_origin(std::string(referer.substr(0, scheme + 3)) + std::string(host))
                        : read_origin(public_origin);
  if (!origin || origin != ours) return "";
  std::string_view target = referer.substr(path);
  target = target.substr(0, target.find('#'));
  const size_t mark = target.find('?');
  if (mark == std::string_view::npos || target.substr(0, mark) != kResultsPath) return "";
  const QueryString query = parse_query_string(target.substr(mark + 1));
  if (query.fault != QueryStringFault::kNone) return "";
  const auto q = std::find_if(query.parameters.begin(), query.parameters.end(),
                              [](const Parameter& parameter) { return parameter.name == "q"; });
  return q == query.parameters.end() ? "" : q->value;
}

}  // namespace

std::optional<AskedSearch> asked_by_somebody(const HttpRequest& request, const SearchRequest& wanted,
                                             std::string_view public_origin) {
  if (request.method != Method::kGet || wanted.page != 1 || wanted.text.empty()) return std::nullopt;
  return AskedSearch{wanted.text, words_of(request.referer, request.host, public_origin)};
}

}  // namespace pressmark
