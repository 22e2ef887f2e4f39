#include "server/publication_json.h"

#include "server/citation.h"
#include "server/response_json.h"
#include "server/url.h"

namespace pressmark {

std::string publication_json(const PublicationResponse& response) {
  JsonWriter json;
  json.open_object();
  write_about(response.about, json);
  json.member("page_url", publication_url(response.about.id)).member("summary", response.summary);
  write_date("modified", response.modified, json);
  json.member("series", response.series).member("keywords", response.keywords);
  json.member("citation", citation(response.about));
  json.key("parts").open_array();
  for (const PublicationPart& part : response.parts) {
    json.open_object();
    json.member("number", part.number).member("label", part.label).member("anchor", part.anchor);
    json.member("url", safe_url(part.url)).member("headings", part.headings);
    json.close_object();
  }
  json.close_array().member("generation", response.generation);
  return json.close_object().take();
}

std::string similar_json(const SimilarResponse& response) {
  JsonWriter json;
  json.open_object().member("id", response.id).member("generation", response.generation);
  json.key("publications").open_array();
  for (const SimilarResponse::Publication& publication : response.publications) {
    json.open_object();
    write_about(publication.about, json);
    json.member("page_url", publication_url(publication.about.id));
    json.member("similarity", publication.about.score).member("shared", publication.shared);
    json.close_object();
  }
  return json.close_array().close_object().take();
}

std::string found_json(const FoundResponse& response) {
  const PassagesResponse& found = response.found;
  JsonWriter json;
  json.open_object().member("id", response.about.id).member("query", found.text);
  json.member("total", found.total).member("page", found.page).member("per_page", found.per_page);
  json.member("generation", found.generation);
  json.key("passages").open_array();
  for (const PassageHit& passage : found.passages) {
    json.open_object();
    write_passage(passage, json);
    json.member("part", passage.snippet.part).member("citation", citation(response.about, passage));
    json.member("permalink", passage_url(passage.id, passage.snippet));
    json.close_object();
  }
  json.close_array().member("notes", found.notes);
  return json.close_object().take();
}

}  // namespace pressmark
