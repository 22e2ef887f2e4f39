// Routes for other programs of the reader's: feeds, and the browser's own search bar. What they answer with
// goes elsewhere, so that its addresses are whole.
#include <utility>

#include "server/feed.h"
#include "server/http/answering.h"
#include "server/http/site.h"
#include "server/opensearch.h"
#include "server/parameters.h"
#include "server/url.h"

namespace pressmark {
namespace {

HttpAnswer no_origin(const HttpRequest& request, std::string_view request_id) {
  return refusal(
      {ProblemCode::kBadRequest,
       "This answer has whole addresses in it, and the request's Host is no host name to make them "
       "of.",
       {}},
      request.path, request_id);
}

}  // namespace

std::optional<std::string> Site::origin_of(const HttpRequest& request) const {
  if (const auto origin = public_origin_.get(); !origin->empty()) return *origin;
  return read_origin("http://" + request.host);
}

HttpAnswer Site::feed(const HttpRequest& request, std::string_view request_id) {
  const std::optional<std::string> origin = origin_of(request);
  if (!origin) return no_origin(request, request_id);
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  auto parsed = parse_feed_parameters(std::get<std::vector<Parameter>>(std::move(parameters)), today_());
  if (auto* problem = std::get_if<Problem>(&parsed)) return refusal(*problem, request.path, request_id);
  const SearchRequest& wanted = std::get<SearchRequest>(parsed);
  if (!asks_something(wanted)) {
    return refusal({ProblemCode::kMissingParameter,
                    "Nothing is asked for.",
                    {{"q", "it is missing", "words to search"}}},
                   request.path, request_id);
  }
  const bool atom = request.path == "/search.atom";
  const auto make = [&] {
    const SearchResponse response = answerer_.search(wanted);
    const FeedPlace place = {*origin, answerer_.status().created};
    return written(response, [&] {
      return atom ? atom_feed(wanted, response, place) : json_feed(wanted, response, place);
    });
  };
  return search_answer(request, request_id,
                       {atom ? "application/atom+xml; charset=utf-8" : "application/feed+json",
                        asked_by(wanted) + '#' + *origin, make});
}

HttpAnswer Site::opensearch(const HttpRequest& request, std::string_view request_id) {
  const std::optional<std::string> origin = origin_of(request);
  if (!origin) return no_origin(request, request_id);
  if (request.path == "/opensearch.xml") {
    HttpAnswer answer = make_answer(200, "application/opensearchdescription+xml; charset=utf-8",
                                    opensearch_description(*origin));
    answer.headers.emplace_back("Cache-Control", "public, max-age=86400");
    return answer;
  }
  return suggestions(request, request_id, "application/x-suggestions+json",
                     [&](std::string_view text, const std::vector<Suggestion>& found) {
                       return opensearch_suggestions(*origin, text, found);
                     });
}

}  // namespace pressmark
