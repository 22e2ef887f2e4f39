#include "server/response_json.h"

#include <cmath>

#include "server/markup.h"
#include "server/parameters.h"
#include "server/url.h"

namespace pressmark {
namespace {

Json date_json(const std::optional<Date>& date) {
  return date ? Json(date->iso()) : Json(nullptr);
}

/// JSON has no other numbers.
Json score_json(double score) {
  return std::isfinite(score) ? score : 0.0;
}

Json snippet_json(const HitSnippet& snippet) {
  return {{"text", snippet.fragment.text},
          {"html", mark_up(snippet.fragment)},
          {"page", snippet.page},
          {"heading", snippet.heading},
          {"url", safe_url(snippet.url)}};
}

Json form_json(const HitForm& form) {
  return {{"relation", form.relation == HitForm::Relation::kForm ? "form" : "edition"},
          {"id", form.id},
          {"url", safe_url(form.url)},
          {"title", form.title},
          {"kind", kind_name(form.kind)},
          {"published", date_json(form.published)},
          {"language", form.language},
          {"filetype", form.filetype},
          {"pages", form.pages}};
}

}  // namespace

Json hit_json(const Hit& hit) {
  Json forms = Json::array();
  for (const HitForm& form : hit.forms) forms.push_back(form_json(form));
  Json snippets = Json::array();
  for (const HitSnippet& snippet : hit.snippets) snippets.push_back(snippet_json(snippet));
  Json json = {{"id", hit.id},
               {"url", safe_url(hit.url)},
               {"title", hit.title},
               {"title_html", mark_up(hit.title, hit.title_spans)},
               {"kind", kind_name(hit.kind)},
               {"published", date_json(hit.published)},
               {"language", hit.language},
               {"authors", hit.authors},
               {"publisher", hit.publisher},
               {"topics", hit.topics},
               {"filetype", hit.filetype},
               {"pages", hit.pages},
               {"page", hit.page},
               {"score", score_json(hit.score)},
               {"snippets", std::move(snippets)},
               {"more_matches", hit.more_matches},
               {"forms", std::move(forms)}};
  if (hit.pinned) json["pinned"] = true;
  if (!hit.reason.empty()) json["reason"] = hit.reason;
  return json;
}

Json passage_json(const PassageHit& passage) {
  return {{"id", passage.id},
          {"title", passage.title},
          {"page", passage.snippet.page},
          {"heading", passage.snippet.heading},
          {"url", safe_url(passage.snippet.url)},
          {"text", passage.snippet.fragment.text},
          {"html", mark_up(passage.snippet.fragment)},
          {"published", date_json(passage.published)},
          {"kind", kind_name(passage.kind)},
          {"language", passage.language},
          {"score", score_json(passage.score)}};
}

namespace {

Json facets_json(const std::vector<Facet>& facets) {
  Json json = Json::object();
  for (const Facet& facet : facets) {
    Json values = Json::array();
    for (const FacetValue& value : facet.values) {
      values.push_back({{"value", value.value}, {"count", value.count}, {"selected", value.selected}});
    }
    json[facet.name] = std::move(values);
  }
  return json;
}

Json did_you_mean_json(const SearchResponse& response, const SearchRequest& request) {
  if (!response.did_you_mean) return nullptr;
  SearchRequest corrected = request;
  corrected.text = response.did_you_mean->text;
  corrected.page = 1;
  return {{"text", response.did_you_mean->text},
          {"total", response.did_you_mean->total},
          {"url", search_url(corrected)}};
}

Json lifted_json(const SearchResponse& response, const SearchRequest& request) {
  Json list = Json::array();
  for (const LiftedFilters& lifted : response.lifted) {
    list.push_back(
        {{"filters", lifted.parameters}, {"total", lifted.total}, {"url", search_url(request, lifted.rest)}});
  }
  return list;
}

std::string_view type_name(Completion::Type type) {
  switch (type) {
    case Completion::Type::kTitle:
      return "title";
    case Completion::Type::kPhrase:
      return "phrase";
    case Completion::Type::kWord:
      break;
  }
  return "word";
}

}  // namespace

std::string dump(const Json& value) {
  const std::string plain = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string escaped;
  escaped.reserve(plain.size() + plain.size() / 8);
  // Outside strings JSON has none of these, so what is replaced is always inside one.
  size_t written = 0;
  const auto replace = [&](size_t at, size_t bytes, std::string_view by) {
    escaped.append(plain, written, at - written);
    escaped += by;
    written = at + bytes;
  };
  for (size_t at = plain.find_first_of("<>&\xE2"); at != std::string::npos;
       at = plain.find_first_of("<>&\xE2", at + 1)) {
    if (plain[at] == '<') replace(at, 1, "\\u003c");
    if (plain[at] == '>') replace(at, 1, "\\u003e");
    if (plain[at] == '&') replace(at, 1, "\\u0026");
    if (plain.compare(at, 3, "\u2028") == 0) replace(at, 3, "\\u2028");
    if (plain.compare(at, 3, "\u2029") == 0) replace(at, 3, "\\u2029");
  }
  escaped.append(plain, written);
  return escaped;
}

std::string search_json(const SearchResponse& response, const SearchRequest& request, Took took) {
  Json hits = Json::array();
  for (const Hit& hit : response.hits) hits.push_back(hit_json(hit));
  Json json = {
      {"query", response.text},      {"total", response.total}, {"total_exact", response.total_exact},
      {"relaxed", response.relaxed}, {"page", response.page},   {"per_page", response.per_page}};
  if (took == Took::kShown) json["took_ms"] = std::round(response.took_ms * 1000) / 1000;
  json["partial"] = response.partial;
  json["generation"] = response.generation;
  json["hits"] = std::move(hits);
  json["related"] = Json::array();
  for (const Hit& hit : response.related) json["related"].push_back(hit_json(hit));
  json["facets"] = facets_json(response.facets);
  json["did_you_mean"] = did_you_mean_json(response, request);
  json["lifted"] = lifted_json(response, request);
  json["notes"] = response.notes;
  return dump(json);
}

std::string passages_json(const PassagesResponse& response, Took took) {
  Json passages = Json::array();
  for (const PassageHit& passage : response.passages) passages.push_back(passage_json(passage));
  Json json = {{"query", response.text},
               {"total", response.total},
               {"relaxed", response.relaxed},
               {"page", response.page},
               {"per_page", response.per_page}};
  if (took == Took::kShown) json["took_ms"] = std::round(response.took_ms * 1000) / 1000;
  json["partial"] = response.partial;
  json["generation"] = response.generation;
  json["passages"] = std::move(passages);
  json["notes"] = response.notes;
  return dump(json);
}

std::string suggest_json(std::string_view text, const std::vector<Suggestion>& suggestions) {
  Json list = Json::array();
  for (const Suggestion& suggestion : suggestions) {
    std::string url = safe_url(suggestion.url);
    if (url.empty()) url = "/search?q=" + percent_encode(suggestion.text);
    list.push_back({{"text", suggestion.text},
                    {"type", type_name(suggestion.type)},
                    {"total", suggestion.total},
                    {"url", std::move(url)}});
  }
  return dump({{"query", text}, {"suggestions", std::move(list)}});
}

}  // namespace pressmark
