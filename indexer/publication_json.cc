#include "indexer/publication_json.h"

#include <nlohmann/json.hpp>
#include <sstream>

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

Json date_json(const std::optional<Date>& date) {
  return date ? Json(date->iso()) : Json(nullptr);
}

std::string joined(const std::vector<std::string>& values) {
  std::string all;
  for (const std::string& value : values) all += (all.empty() ? "" : ", ") + value;
  return all;
}

}  // namespace

std::string to_json(const Publication& publication) {
  Json json = {{"id", publication.id},
               {"url", publication.url},
               {"kind", kind_name(publication.kind)},
               {"title", publication.title},
               {"summary", publication.summary},
               {"authors", publication.authors},
               {"publisher", publication.publisher},
               {"published", date_json(publication.published)},
               {"modified", date_json(publication.modified)},
               {"language", publication.language},
               {"topics", publication.topics},
               {"series", publication.series},
               {"filetype", publication.filetype},
               {"pages_count", publication.pages_count},
               {"documents", publication.documents}};
  json["from"] = {{"kind", provenance_name(publication.kind_from)},
                  {"title", provenance_name(publication.title_from)},
                  {"authors", provenance_name(publication.authors_from)},
                  {"published", provenance_name(publication.published_from)},
                  {"language", provenance_name(publication.language_from)},
                  {"topics", provenance_name(publication.topics_from)},
                  {"series", provenance_name(publication.series_from)}};
  json["warnings"] = publication.warnings;
  json["parts"] = Json::array();
  for (const Part& part : publication.parts) {
    Json blocks = Json::array();
    for (const Block& block : part.blocks)
      blocks.push_back({{"role", role_name(block.role)}, {"text", block.text}});
    json["parts"].push_back({{"label", part.label}, {"anchor", part.anchor}, {"blocks", std::move(blocks)}});
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_text(const Publication& publication) {
  std::ostringstream out;
  const auto line = [&](const char* name, const std::string& value, Provenance from = Provenance::kNone) {
    if (value.empty()) return;
    out << name << ": " << value;
    if (from != Provenance::kNone) out << "  (" << provenance_name(from) << ")";
    out << '\n';
  };
  line("id", publication.id);
  line("url", publication.url);
  line("title", publication.title, publication.title_from);
  line("kind", std::string(kind_name(publication.kind)), publication.kind_from);
  line("published", publication.published ? publication.published->iso() : "", publication.published_from);
  line("modified", publication.modified ? publication.modified->iso() : "");
  line("language", publication.language, publication.language_from);
  line("authors", joined(publication.authors), publication.authors_from);
  line("publisher", publication.publisher);
  line("topics", joined(publication.topics), publication.topics_from);
  line("series", publication.series, publication.series_from);
  line("documents", joined(publication.documents));
  line("summary", publication.summary);
  line("pages", publication.pages_count == 0 ? "" : std::to_string(publication.pages_count));
  line("warnings", joined(publication.warnings));
  for (const Part& part : publication.parts) {
    out << "\n-- " << part.label << (part.anchor.empty() ? "" : " " + part.anchor) << '\n';
    for (const Block& block : part.blocks) out << '[' << role_name(block.role) << "] " << block.text << '\n';
  }
  return out.str();
}

}  // namespace pressmark
