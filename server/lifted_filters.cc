#include "server/lifted_filters.h"

#include <utility>

namespace pressmark {
namespace {

constexpr uint64_t kCountMax = 2'000;  // more are only estimated

struct Filter {
  std::string_view parameter;
  void (*lift)(Filters& filters);
};
constexpr Filter kFilters[] = {
    {"kind", [](Filters& filters) { filters.kinds.clear(); }},
    {"lang", [](Filters& filters) { filters.languages.clear(); }},
    {"topic", [](Filters& filters) { filters.topics.clear(); }},
    {"publisher", [](Filters& filters) { filters.publishers.clear(); }},
    {"author", [](Filters& filters) { filters.authors.clear(); }},
    {"filetype", [](Filters& filters) { filters.filetypes.clear(); }},
    {"site", [](Filters& filters) { filters.sites.clear(); }},
    {"published", [](Filters& filters) { filters.published = {}; }},
};

}  // namespace

std::vector<LiftedFilters> lift_filters(Searcher& searcher, const Query& query,
                                        const SearchRequest& request) {
  std::vector<LiftedFilters> found;
  LiftedFilters all;
  const auto add = [&](LiftedFilters lifted) {
    lifted.total = searcher.count(searcher.plan(query, lifted.rest, request.parts), kCountMax);
    if (lifted.total > 0) found.push_back(std::move(lifted));
  };
  for (const Filter& filter : kFilters) {
    LiftedFilters lifted{{std::string(filter.parameter)}, request.filters, 0};
    filter.lift(lifted.rest);
    if (lifted.rest == request.filters) continue;
    all.parameters.push_back(lifted.parameters.front());
    add(std::move(lifted));
  }
  if (found.empty() && all.parameters.size() > 1) add(std::move(all));
  return found;
}

}  // namespace pressmark
