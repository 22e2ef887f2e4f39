// Requests -> the parameters that parse to them (parameters.h).
#include "engine/limits.h"
#include "engine/query/dates.h"
#include "server/parameters.h"

namespace pressmark {
namespace {

/// As "q=a&page=2".
std::string joined(const std::vector<Parameter>& parameters) {
  std::string query;
  for (const Parameter& parameter : parameters) {
    if (!query.empty()) query += '&';
    query += parameter.name + '=' + percent_encode(parameter.value);
  }
  return query;
}

}  // namespace

std::string_view sort_name(Sort sort) {
  switch (sort) {
    case Sort::kNewest:
      return "newest";
    case Sort::kOldest:
      return "oldest";
    case Sort::kRelevance:
      break;
  }
  return "relevance";
}

std::string first_day_text(const Date& day) {
  if (day.day != 1) return day.iso();
  return day.iso().substr(0, day.month == 1 ? 4 : 7);
}

std::string last_day_text(const Date& day) {
  if (day != month_end(day.year, day.month)) return day.iso();
  return day.iso().substr(0, day.month == 12 ? 4 : 7);
}

bool asks_something(const SearchRequest& request) {
  const bool words = request.text.find_first_not_of(" \t\r\n") != std::string::npos;
  return words || !(request.filters == Filters{});
}

std::vector<Parameter> to_parameters(const SearchRequest& request) {
  std::vector<Parameter> list;
  const auto add_all = [&](const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) list.push_back({name, value});
  };
  if (!request.text.empty()) list.push_back({"q", request.text});
  for (const Kind kind : request.filters.kinds) list.push_back({"kind", std::string(kind_name(kind))});
  add_all("lang", request.filters.languages);
  add_all("topic", request.filters.topics);
  add_all("publisher", request.filters.publishers);
  add_all("author", request.filters.authors);
  add_all("filetype", request.filters.filetypes);
  add_all("site", request.filters.sites);
  const DateRange& published = request.filters.published;
  if (published.from) list.push_back({"from", first_day_text(*published.from)});
  if (published.to) list.push_back({"to", last_day_text(*published.to)});
  if (request.sort != Sort::kRelevance) list.push_back({"sort", std::string(sort_name(request.sort))});
  if (request.per_page != limits::kPerPageDefault)
    list.push_back({"per_page", std::to_string(request.per_page)});
  if (request.page != 1) list.push_back({"page", std::to_string(request.page)});
  if (!request.facets) list.push_back({"facets", "0"});
  if (!request.snippets) list.push_back({"snippets", "0"});
  if (request.explain) list.push_back({"explain", "1"});
  return list;
}

std::string to_query_string(const SearchRequest& request) {
  return joined(to_parameters(request));
}

std::string feed_query_string(const SearchRequest& request) {
  // The two that have other defaults here are taken out and written where they differ from those.
  SearchRequest rest = request;
  rest.sort = Sort::kRelevance;
  rest.per_page = limits::kPerPageDefault;
  rest.facets = rest.snippets = true;
  rest.explain = false;
  std::vector<Parameter> list = to_parameters(rest);
  if (request.sort != Sort::kNewest) list.push_back({"sort", std::string(sort_name(request.sort))});
  if (request.per_page != kFeedItems) list.push_back({"per_page", std::to_string(request.per_page)});
  return joined(list);
}

std::string explain_url(const SearchRequest& request, const std::string& id) {
  SearchRequest asked;
  asked.text = request.text;
  asked.filters = request.filters;
  std::vector<Parameter> list = to_parameters(asked);
  if (!id.empty()) list.push_back({"id", id});
  return list.empty() ? "/explain" : "/explain?" + joined(list);
}

std::string search_url(const SearchRequest& request) {
  const std::string query = to_query_string(request);
  return query.empty() ? "/search" : "/search?" + query;
}

std::string search_url(const std::string& text) {
  SearchRequest request;
  request.text = text;
  return search_url(request);
}

std::string search_url(SearchRequest request, const Filters& filters) {
  request.filters = filters;
  request.page = 1;
  return search_url(request);
}

}  // namespace pressmark
