#include "server/response_json.h"

#include <cmath>

#include "server/markup.h"
#include "server/parameters.h"
#include "server/url.h"

namespace pressmark {
namespace {

void write_snippet(const HitSnippet& snippet, JsonWriter& json) {
  json.open_object();
  json.member("text", snippet.fragment.text).member("html", mark_up(snippet.fragment));
  json.member("page", snippet.page).member("heading", snippet.heading);
  json.member("url", safe_url(snippet.url));
  json.close_object();
}

void write_forms(const std::vector<HitForm>& forms, JsonWriter& json) {
  json.key("forms").open_array();
  for (const HitForm& form : forms) {
    json.open_object();
    json.member("relation", form.relation == HitForm::Relation::kForm ? "form" : "edition");
    json.member("id", form.id).member("url", safe_url(form.url)).member("title", form.title);
    json.member("kind", kind_name(form.kind));
    write_date("published", form.published, json);
    json.member("language", form.language).member("filetype", form.filetype).member("pages", form.pages);
    json.close_object();
  }
  json.close_array();
}

void write_description(const Hit& hit, JsonWriter& json) {
  json.member("kind", kind_name(hit.kind));
  write_date("published", hit.published, json);
  json.member("language", hit.language).member("authors", hit.authors).member("publisher", hit.publisher);
  json.member("topics", hit.topics).member("filetype", hit.filetype).member("pages", hit.pages);
}

void write_hit(const Hit& hit, const std::string& explanation, JsonWriter& json) {
  json.open_object();
  json.member("id", hit.id).member("url", safe_url(hit.url)).member("title", hit.title);
  json.member("title_html", mark_up(hit.title, hit.title_spans));
  write_description(hit, json);
  json.member("page", hit.page).member("score", hit.score);
  json.key("snippets").open_array();
  for (const HitSnippet& snippet : hit.snippets) write_snippet(snippet, json);
  json.close_array();
  json.member("more_matches", hit.more_matches);
  write_forms(hit.forms, json);
  if (hit.pinned) json.member("pinned", true);
  if (!hit.reason.empty()) json.member("reason", hit.reason);
  if (!explanation.empty()) json.member("explanation", explanation);
  json.close_object();
}

void write_facets(const std::vector<Facet>& facets, JsonWriter& json) {
  json.key("facets").open_object();
  for (const Facet& facet : facets) {
    json.key(facet.name).open_array();
    for (const FacetValue& value : facet.values) {
      json.open_object();
      json.member("value", value.value).member("count", value.count).member("selected", value.selected);
      json.close_object();
    }
    json.close_array();
  }
  json.close_object();
}

void write_did_you_mean(const SearchResponse& response, const SearchRequest& request, JsonWriter& json) {
  json.key("did_you_mean");
  if (!response.did_you_mean) {
    json.null();
    return;
  }
  SearchRequest corrected = request;
  corrected.text = response.did_you_mean->text;
  corrected.page = 1;
  json.open_object();
  json.member("text", response.did_you_mean->text).member("total", response.did_you_mean->total);
  json.member("url", search_url(corrected));
  json.close_object();
}

void write_lifted(const SearchResponse& response, const SearchRequest& request, JsonWriter& json) {
  json.key("lifted").open_array();
  for (const LiftedFilters& lifted : response.lifted) {
    json.open_object();
    json.member("filters", lifted.parameters).member("total", lifted.total);
    json.member("url", search_url(request, lifted.rest));
    json.close_object();
  }
  json.close_array();
}

void write_took(double took_ms, Took took, JsonWriter& json) {
  if (took == Took::kShown) json.member("took_ms", std::round(took_ms * 1000) / 1000);
}

void write(const Json& value, JsonWriter& json) {
  if (value.is_object()) {
    json.open_object();
    for (const auto& [name, content] : value.items()) write(content, json.key(name));
    json.close_object();
  } else if (value.is_array()) {
    json.open_array();
    for (const Json& item : value) write(item, json);
    json.close_array();
  } else if (value.is_string()) {
    json.value(value.get_ref<const std::string&>());
  } else {
    json.token(value.dump());
  }
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
  JsonWriter json;
  write(value, json);
  return json.take();
}

void write_date(std::string_view name, const std::optional<Date>& date, JsonWriter& json) {
  json.key(name);
  if (date) {
    json.value(date->iso());
  } else {
    json.null();
  }
}

void write_about(const Hit& about, JsonWriter& json) {
  json.member("id", about.id).member("url", safe_url(about.url)).member("title", about.title);
  write_description(about, json);
  write_forms(about.forms, json);
}

void write_passage(const PassageHit& passage, JsonWriter& json) {
  json.member("id", passage.id).member("title", passage.title);
  json.member("page", passage.snippet.page).member("heading", passage.snippet.heading);
  json.member("url", safe_url(passage.snippet.url)).member("text", passage.snippet.fragment.text);
  json.member("html", mark_up(passage.snippet.fragment));
  write_date("published", passage.published, json);
  json.member("kind", kind_name(passage.kind)).member("language", passage.language);
  json.member("score", passage.score);
}

std::string search_json(const SearchResponse& response, const SearchRequest& request, Took took) {
  JsonWriter json;
  json.open_object();
  json.member("query", response.text).member("total", response.total);
  json.member("total_exact", response.total_exact).member("relaxed", response.relaxed);
  json.member("page", response.page).member("per_page", response.per_page);
  write_took(response.took_ms, took, json);
  json.member("partial", response.partial).member("generation", response.generation);
  json.key("hits").open_array();
  for (const Hit& hit : response.hits)
    write_hit(hit, request.explain ? "/api/v1" + explain_url(request, hit.id) : "", json);
  json.close_array();
  json.key("related").open_array();
  for (const Hit& hit : response.related) write_hit(hit, "", json);
  json.close_array();
  write_facets(response.facets, json);
  write_did_you_mean(response, request, json);
  write_lifted(response, request, json);
  json.member("notes", response.notes);
  return json.close_object().take();
}

std::string passages_json(const PassagesResponse& response, Took took) {
  JsonWriter json;
  json.open_object();
  json.member("query", response.text).member("total", response.total).member("relaxed", response.relaxed);
  json.member("page", response.page).member("per_page", response.per_page);
  write_took(response.took_ms, took, json);
  json.member("partial", response.partial).member("generation", response.generation);
  json.key("passages").open_array();
  for (const PassageHit& passage : response.passages) {
    json.open_object();
    write_passage(passage, json);
    json.close_object();
  }
  json.close_array();
  json.member("notes", response.notes);
  return json.close_object().take();
}

std::string suggest_json(std::string_view text, const std::vector<Suggestion>& suggestions) {
  JsonWriter json;
  json.open_object().member("query", text).key("suggestions").open_array();
  for (const Suggestion& suggestion : suggestions) {
    std::string url = safe_url(suggestion.url);
    if (url.empty()) url = "/search?q=" + percent_encode(suggestion.text);
    json.open_object();
    json.member("text", suggestion.text).member("type", type_name(suggestion.type));
    json.member("total", suggestion.total).member("url", url);
    json.close_object();
  }
  return json.close_array().close_object().take();
}

}  // namespace pressmark
