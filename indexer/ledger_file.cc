// The file of a ledger: sources.jsonl.
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "engine/limits.h"
#include "indexer/ledger.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFileName = "sources.jsonl";

Json to_json(const std::string& path, const LedgerEntry& entry) {
  Json json = {
      {"path", path}, {"bytes", entry.bytes}, {"modified_ns", entry.modified_ns}, {"hash", entry.hash}};
  if (!entry.ids.empty()) json["ids"] = entry.ids;
  if (!entry.warnings.empty()) json["warnings"] = entry.warnings;
  for (const Error& problem : entry.problems) {
    json["problems"].push_back(
        {{"reason", error_name(problem.code)}, {"detail", problem.message}, {"where", problem.where}});
  }
  if (!entry.validators.etag.empty()) json["etag"] = entry.validators.etag;
  if (!entry.validators.last_modified.empty()) json["last_modified"] = entry.validators.last_modified;
  if (!entry.listed_as.empty()) json["listed_as"] = entry.listed_as;
  for (const Link& link : entry.links) {
    Json named = {{"url", link.url}};
    if (link.modified) named["modified"] = link.modified->iso();
    if (link.sitemap) named["sitemap"] = true;
    json["links"].push_back(std::move(named));
  }
  if (entry.failed) json["failed"] = true;
  if (entry.skipped) json["skipped"] = true;
  return json;
}

LedgerEntry from_json(const Json& json) {
  LedgerEntry entry;
  entry.bytes = json.at("bytes").get<uint64_t>();
  entry.modified_ns = json.at("modified_ns").get<int64_t>();
  entry.hash = json.at("hash").get<std::string>();
  entry.ids = json.value("ids", std::vector<std::string>{});
  entry.warnings = json.value("warnings", std::vector<std::string>{});
  for (const Json& problem : json.value("problems", Json::array())) {
    entry.problems.push_back({error_from_name(problem.at("reason").get<std::string>()),
                              problem.at("detail").get<std::string>(),
                              problem.at("where").get<std::string>()});
  }
  entry.validators = {json.value("etag", ""), json.value("last_modified", "")};
  entry.listed_as = json.value("listed_as", "");
  for (const Json& link : json.value("links", Json::array())) {
    entry.links.push_back({link.at("url").get<std::string>(), Date::parse(link.value("modified", "")),
                           link.value("sitemap", false)});
  }
  entry.failed = json.value("failed", false);
  entry.skipped = json.value("skipped", false);
  return entry;
}

}  // namespace

Result<Ledger> read_ledger(const std::filesystem::path& generation) {
  Ledger ledger;
  const std::filesystem::path file = generation / kFileName;
  std::ifstream in(file);
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    try {
      const Json json = Json::parse(line);
      if (json.contains("settings")) {
        ledger.settings = json.at("settings").get<std::string>();
        continue;
      }
      const auto path = json.at("path").get<std::string>();
      if (path.size() > limits::kFieldBytesMax) {
        return Error{ErrorCode::kCorrupt,
                     "is not what was written: a path of " + std::to_string(path.size()) + " bytes",
                     file.string() + ":" + std::to_string(number)};
      }
      ledger.put(path, from_json(json));
    } catch (const Json::exception& error) {
      return Error{ErrorCode::kCorrupt, std::string("is not what was written: ") + error.what(),
                   file.string() + ":" + std::to_string(number)};
    }
  }
  return ledger;
}

void write_ledger(const Ledger& ledger, const std::filesystem::path& generation) {
  const std::filesystem::path file = generation / kFileName;
  std::ofstream out(file, std::ios::trunc);
  out << Json{{"settings", ledger.settings}}.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  ledger.for_each([&](const std::string& path, const LedgerEntry& entry) {
    out << to_json(path, entry).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  });
  out.flush();
  if (!out) throw std::runtime_error(file.string() + ": cannot write; is the disk full?");
}

}  // namespace pressmark
