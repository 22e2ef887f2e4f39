#include "indexer/report.h"

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

// Files named under one kind of warning, paragraphs and works shown, on a terminal; JSON has them all.
constexpr size_t kFilesShown = 5;
constexpr size_t kParagraphsShown = 5;
constexpr size_t kWorksShown = 5;
constexpr size_t kTextBytesShown = 70;

std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Json failures_json(const std::vector<Problem>& failures) {
  Json list = Json::array();
  for (const Problem& problem : failures) {
    list.push_back({{"path", problem.path},
                    {"reason", error_name(problem.error.code)},
                    {"detail", problem.error.message},
                    {"where", problem.error.where}});
  }
  return list;
}

Json warnings_json(const std::vector<Warning>& warnings) {
  Json list = Json::array();
  for (const Warning& warning : warnings) list.push_back({{"path", warning.path}, {"warning", warning.text}});
  return list;
}

Json boilerplate_json(const CollectionReport& collection) {
  Json texts = Json::array();
  for (const RepeatedParagraph& paragraph : collection.repeated)
    texts.push_back({{"text", paragraph.text}, {"publications", paragraph.publications_count}});
  return {{"texts_count", collection.repeated_count}, {"texts", texts}};
}

std::string kind_of(const std::string& warning) {
  return warning.substr(0, warning.find(':'));
}

std::string detail_of(const std::string& warning) {
  const size_t colon = warning.find(": ");
  return colon == std::string::npos ? "" : " (" + warning.substr(colon + 2) + ")";
}

std::string counted(size_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string shortened(const std::string& text) {
  if (text.size() <= kTextBytesShown) return text;
  size_t cut = kTextBytesShown;
  while (cut > 0 && (static_cast<uint8_t>(text[cut]) & 0xc0) == 0x80) --cut;
  return text.substr(0, cut) + "…";
}

void write_failures(std::ostream& out, const std::vector<Problem>& failures) {
  for (const Problem& problem : failures) {
    const bool whole = problem.error.where.empty() || problem.error.where == problem.path;
    out << "failed: " << problem.path << (whole ? "" : ", " + problem.error.where) << ": "
        << error_name(problem.error.code) << ": " << problem.error.message << '\n';
  }
}

void write_warnings(std::ostream& out, const std::vector<Warning>& warnings) {
  std::map<std::string, std::vector<const Warning*>> kinds;
  for (const Warning& warning : warnings) kinds[kind_of(warning.text)].push_back(&warning);
  for (const auto& [kind, of_kind] : kinds) {
    out << "warning: " << kind << ": " << counted(of_kind.size(), "file: ", "files: ");
    for (size_t i = 0; i < of_kind.size() && i < kFilesShown; ++i)
      out << (i == 0 ? "" : ", ") << of_kind[i]->path << detail_of(of_kind[i]->text);
    if (of_kind.size() > kFilesShown) out << ", and " << of_kind.size() - kFilesShown << " more";
    out << '\n';
  }
}

void write_collection(std::ostream& out, const CollectionReport& collection) {
  if (collection.repeated_count > 0) {
    out << "boilerplate by repetition: " << counted(collection.repeated_count, "paragraph", "paragraphs")
        << '\n';
    for (size_t i = 0; i < collection.repeated.size() && i < kParagraphsShown; ++i) {
      out << "  on " << counted(collection.repeated[i].publications_count, "publication", "publications")
          << ": " << shortened(collection.repeated[i].text) << '\n';
    }
  }
  if (collection.works.empty()) return;
  out << "works in several forms: " << collection.works.size() << '\n';
  for (size_t i = 0; i < collection.works.size() && i < kWorksShown; ++i) {
    out << "  ";
    for (size_t j = 0; j < collection.works[i].size(); ++j)
      out << (j == 0 ? "" : " = ") << collection.works[i][j];
    out << '\n';
  }
}

}  // namespace

std::string to_json(const RunSummary& summary) {
  return dump({{"seen", summary.seen},
               {"added", summary.added},
               {"updated", summary.updated},
               {"unchanged", summary.unchanged},
               {"removed", summary.removed},
               {"skipped", summary.skipped},
               {"failed", summary.failed},
               {"failures", failures_json(summary.failures)},
               {"warnings", warnings_json(summary.warnings)},
               {"boilerplate", boilerplate_json(summary.collection)},
               {"works", summary.collection.works},
               {"generation", summary.generation},
               {"published", summary.published},
               {"seconds", summary.seconds},
               {"bytes", summary.bytes},
               {"confinement", summary.confinement}});
}

std::string to_text(const RunSummary& summary) {
  return to_text(summary.failures, summary.warnings, summary.collection);
}

std::string to_json(const std::vector<Problem>& failures, const std::vector<Warning>& warnings,
                    const CollectionReport& collection) {
  return dump({{"failures", failures_json(failures)},
               {"warnings", warnings_json(warnings)},
               {"boilerplate", boilerplate_json(collection)},
               {"works", collection.works}});
}

std::string to_text(const std::vector<Problem>& failures, const std::vector<Warning>& warnings,
                    const CollectionReport& collection) {
  std::ostringstream out;
  write_failures(out, failures);
  write_warnings(out, warnings);
  write_collection(out, collection);
  return out.str();
}

}  // namespace pressmark
