// A response made by hand, for the tests of what is written from it.
#pragma once

#include "server/search_service.h"

namespace pressmark {

inline SearchResponse sample_response() {
  Hit report;
  report.id = "reports/skills.pdf";
  report.url = "/documents/reports/skills.pdf#page=12";
  report.title = "Skills <2030> & beyond";
  report.title_spans = {{0, 6}};
  report.kind = Kind::kReport;
  report.published = Date::make(2022, 3, 29);
  report.language = "de";
  report.authors = {"A. Writer"};
  report.publisher = "Institute \"X\"";
  report.filetype = "pdf";
  report.pages = 114;
  report.page = "12";
  report.score = 7.25;
  report.snippets = {
      {{"a lack of digital skills", {{10, 24}}, true, true}, "12", "", report.url},
      {{"The <b>cost</b>.", {}, false, false}, "iv", "Summary", "/documents/reports/skills.pdf#page=4"}};
  report.more_matches = 37;
  HitForm landing;
  landing.matches = true;
  landing.id = "skills.html";
  landing.url = "/documents/skills.html";
  landing.title = "Skills & beyond: the report";
  landing.filetype = "html";
  HitForm edition;
  edition.relation = HitForm::Relation::kEdition;
  edition.id = "reports/skills-2021.pdf";
  edition.url = "javascript:alert(2)";
  edition.title = "Skills <2021>";
  edition.kind = Kind::kReport;
  edition.published = Date::make(2021, 5, 4);
  edition.language = "de";
  edition.filetype = "pdf";
  edition.pages = 80;
  report.forms = {landing, edition};

  Hit post;
  post.id = "https://example.org/a";
  post.url = "javascript:alert(1)";
  post.title = "A post";
  post.kind = Kind::kPost;
  post.language = "en";
  post.reason = "in the title";
  post.pinned = true;

  SearchResponse response;
  response.text = "digital <skills>";
  response.total = 23;
  response.hits = {report, post};
  response.facets = {{"kind", {{"report", 12, true}, {"post", 11, false}}},
                     {"year", {{"2022", 20, false}, {"2021", 3, false}}},
                     {"language", {{"de", 20, false}}}};
  response.generation = "gen-000012";
  response.took_ms = 1.23456;
  return response;
}

inline PassagesResponse sample_passages() {
  PassageHit page;
  page.id = "reports/skills.pdf";
  page.title = "Skills <2030>";
  page.snippet = {{"a lack of digital skills", {{10, 24}}, true, true},
                  "12",
                  "The <b>cost</b>",
                  "/documents/reports/skills.pdf#page=14"};
  page.snippet.part = 14;
  page.anchor = "#page=14";
  page.published = Date::make(2022, 3, 29);
  page.kind = Kind::kReport;
  page.language = "de";
  page.score = 0.75;

  PassageHit whole;
  whole.id = "https://example.org/a";
  whole.title = "A post";
  whole.snippet = {{"Digital.", {}, false, false}, "", "", "javascript:alert(1)"};
  whole.snippet.part = 1;
  whole.kind = Kind::kPost;
  whole.score = 0.5;

  PassagesResponse response;
  response.text = "digital <skills>";
  response.total = 1200;
  response.passages = {page, whole};
  response.notes = {"A note."};
  response.generation = "gen-000012";
  response.took_ms = 1.23456;
  return response;
}

inline SearchRequest sample_request() {
  SearchRequest request;
  request.text = "digital <skills>";
  request.filters.kinds = {Kind::kReport};
  return request;
}

inline PublicationResponse sample_publication() {
  PublicationResponse publication;
  publication.about = sample_response().hits.front();
  publication.about.snippets.clear();
  publication.about.topics = {"skills & work"};
  publication.about.url = "/documents/reports/skills.pdf";
  publication.summary = "What <people> can do.";
  publication.series = "Skills";
  publication.modified = Date::make(2022, 4, 1);
  publication.keywords = {"apprentices", "r&d"};
  publication.parts = {{1, "i", "#page=1", "/documents/reports/skills.pdf#page=1", {}},
                       {14, "12", "#page=14", "/documents/reports/skills.pdf#page=14", {"The <b>cost</b>"}}};
  publication.generation = "gen-000012";
  return publication;
}

inline SimilarResponse sample_similar() {
  SimilarResponse similar;
  similar.id = "reports/skills.pdf";
  Hit other = sample_response().hits.back();
  other.title = "Skills <again>";
  other.score = 0.5;
  similar.publications = {{other, {"apprentices", "r&d"}}};
  similar.generation = "gen-000012";
  return similar;
}

inline FoundResponse sample_found() {
  FoundResponse found;
  found.about = sample_publication().about;
  found.found = sample_passages();
  found.found.total = 41;
  found.found.per_page = 20;
  return found;
}

}  // namespace pressmark
