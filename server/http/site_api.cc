// Routes that say what there is to ask: the state of the index, and the API's own page.
#include <optional>
#include <utility>

#include "server/docs_page.h"
#include "server/http/answering.h"
#include "server/http/site.h"
#include "server/parameters.h"
#include "server/response_json.h"

namespace pressmark {

HttpAnswer Site::index_status(const HttpRequest& request, std::string_view request_id) {
  auto parameters = parameters_of(request.query);
  if (auto* problem = std::get_if<Problem>(&parameters)) return refusal(*problem, request.path, request_id);
  if (const auto problem = refuse_parameters(std::get<std::vector<Parameter>>(parameters)))
    return refusal(*problem, request.path, request_id);
  const IndexStatus status = answerer_.status();
  if (!status.ready) throw NotReady(status.reason);
  HttpAnswer answer = make_answer(200, kJsonType,
                                  dump({{"version", PRESSMARK_VERSION},
                                        {"generation", status.generation},
                                        {"created", status.created},
                                        {"publications", status.publications},
                                        {"languages", status.languages}}));
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

HttpAnswer Site::docs(const HttpRequest& request, std::string_view request_id) {
  const auto make = [&] {
    // The examples ask for a publication that there is: the newest.
    SearchRequest newest;
    newest.filters.kinds = {Kind::kReport, Kind::kPost, Kind::kPage, Kind::kData};
    newest.sort = Sort::kNewest;
    newest.per_page = 1;
    newest.facets = newest.snippets = false;
    const bool ready = answerer_.status().ready;
    const SearchResponse found = ready ? answerer_.search(newest) : SearchResponse();
    return Made{docs_page(found.hits.empty() ? "" : found.hits.front().id), found.generation, found.partial};
  };
  return search_answer(request, request_id, {kHtmlType, "", make});
}

}  // namespace pressmark
