#include "server/publication_json.h"

#include <utility>

#include "server/citation.h"
#include "server/response_json.h"
#include "server/url.h"

namespace pressmark {
namespace {

/// A hit without what only the answer to a query has.
Json about_json(const Hit& about) {
  Json json = hit_json(about);
  for (const char* name : {"title_html", "page", "score", "snippets", "more_matches"}) json.erase(name);
  json["page_url"] = publication_url(about.id);
  return json;
}

}  // namespace

std::string publication_json(const PublicationResponse& response) {
  Json parts = Json::array();
  for (const PublicationPart& part : response.parts) {
    parts.push_back({{"number", part.number},
                     {"label", part.label},
                     {"anchor", part.anchor},
                     {"url", safe_url(part.url)},
                     {"headings", part.headings}});
  }
  Json json = about_json(response.about);
  json["summary"] = response.summary;
  json["modified"] = response.modified ? Json(response.modified->iso()) : Json(nullptr);
  json["series"] = response.series;
  json["keywords"] = response.keywords;
  json["citation"] = citation(response.about);
  json["parts"] = std::move(parts);
  json["generation"] = response.generation;
  return dump(json);
}

std::string similar_json(const SimilarResponse& response) {
  Json publications = Json::array();
  for (const SimilarResponse::Publication& publication : response.publications) {
    Json json = about_json(publication.about);
    json["similarity"] = publication.about.score;
    json["shared"] = publication.shared;
    publications.push_back(std::move(json));
  }
  return dump(
      {{"id", response.id}, {"generation", response.generation}, {"publications", std::move(publications)}});
}

std::string found_json(const FoundResponse& response) {
  const PassagesResponse& found = response.found;
  Json passages = Json::array();
  for (const PassageHit& passage : found.passages) {
    Json json = passage_json(passage);
    json["part"] = passage.part;
    json["citation"] = citation(response.about, passage);
    json["permalink"] = passage_url(passage);
    passages.push_back(std::move(json));
  }
  return dump({{"id", response.about.id},
               {"query", found.text},
               {"total", found.total},
               {"page", found.page},
               {"per_page", found.per_page},
               {"generation", found.generation},
               {"passages", std::move(passages)},
               {"notes", found.notes}});
}

}  // namespace pressmark
