#include "indexer/report.h"

#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

// Files named under one kind of warning, paragraphs and works shown, on a terminal; JSON has them all.
constexpr size_t kFilesShown = 5;
constexpr size_t kParagraphsShown = 5;
constexpr size_t kWorksShown = 5;
constexpr size_t kTextBytesShown = 70;

/// Writes one JSON object member by member, so that a report on a million documents is never in memory.
class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out) : out_(out) { out_ << '{'; }
  ~JsonWriter() { out_ << "\n}\n"; }
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void member(const char* name, const Json& value) {
    key(name);
    write(value, 2);
  }
  /// Calls items(write) with a function that writes one item of a list.
  template <class Items>
  void list(const char* name, Items items) {
    key(name);
    size_t count = 0;
    items([&](const Json& item) {
      out_ << (count++ == 0 ? "[" : ",") << "\n    ";
      write(item, 4);
    });
    out_ << (count == 0 ? "[]" : "\n  ]");
  }

 private:
  void key(const char* name) {
    out_ << (first_ ? "" : ",") << "\n  \"" << name << "\": ";
    first_ = false;
  }
  void write(const Json& value, size_t indent) {
    for (const char c : value.dump(2, ' ', false, Json::error_handler_t::replace)) {
      out_ << c;
      if (c == '\n') out_ << std::string(indent, ' ');
    }
  }

  std::ostream& out_;
  bool first_ = true;
};

void write_documents(JsonWriter& out, const Ledger& ledger, Skipped skipped) {
  out.list("failures", [&](const auto& write) {
    for_each_failure(ledger, [&](const std::string& path, const Error& error) {
      write({{"path", path},
             {"reason", error_name(error.code)},
             {"detail", error.message},
             {"where", error.where}});
    });
  });
  out.list("warnings", [&](const auto& write) {
    for_each_warning(ledger, skipped, [&](const std::string& path, const std::string& warning) {
      write({{"path", path}, {"warning", warning}});
    });
  });
}

void write_collection(JsonWriter& out, const CollectionReport& collection) {
  Json texts = Json::array();
  for (const RepeatedParagraph& paragraph : collection.repeated)
    texts.push_back({{"text", paragraph.text}, {"publications", paragraph.publications_count}});
  out.member("boilerplate", {{"texts_count", collection.repeated_count}, {"texts", texts}});
  out.list("works", [&](const auto& write) {
    for (const auto& work : collection.works) write(work);
  });
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

void write_failures(std::ostream& out, const Ledger& ledger) {
  for_each_failure(ledger, [&](const std::string& path, const Error& error) {
    const bool whole = error.where.empty() || error.where == path;
    out << "failed: " << path << (whole ? "" : ", " + error.where) << ": " << error_name(error.code) << ": "
        << error.message << '\n';
  });
}

void write_warnings(std::ostream& out, const Ledger& ledger, Skipped skipped) {
  struct OfKind {
    size_t count = 0;
    std::string shown;
  };
  std::map<std::string, OfKind> kinds;
  for_each_warning(ledger, skipped, [&](const std::string& path, const std::string& warning) {
    OfKind& kind = kinds[kind_of(warning)];
    if (++kind.count <= kFilesShown) kind.shown += (kind.count == 1 ? "" : ", ") + path + detail_of(warning);
  });
  for (const auto& [name, kind] : kinds) {
    out << "warning: " << name << ": " << counted(kind.count, "file: ", "files: ") << kind.shown;
    if (kind.count > kFilesShown) out << ", and " << kind.count - kFilesShown << " more";
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

void for_each_failure(const Ledger& ledger,
                      const std::function<void(const std::string&, const Error&)>& visit) {
  ledger.for_each_put([&](const std::string& path, const LedgerEntry& entry) {
    if (entry.skipped) return;
    for (const Error& problem : entry.problems) visit(path, problem);
  });
}

void for_each_warning(const Ledger& ledger, Skipped skipped,
                      const std::function<void(const std::string&, const std::string&)>& visit) {
  ledger.for_each_put([&](const std::string& path, const LedgerEntry& entry) {
    if (entry.skipped && skipped == Skipped::kNamed) {
      for (const Error& problem : entry.problems) visit(path, "skipped: " + problem.message);
    }
    for (const std::string& warning : entry.warnings) visit(path, warning);
  });
}

void write_json(std::ostream& out, const RunSummary& summary) {
  JsonWriter json(out);
  json.member("seen", summary.seen);
  json.member("added", summary.added);
  json.member("updated", summary.updated);
  json.member("unchanged", summary.unchanged);
  json.member("removed", summary.removed);
  json.member("skipped", summary.skipped);
  json.member("failed", summary.failed);
  write_documents(json, summary.ledger, Skipped::kNamed);
  write_collection(json, summary.collection);
  json.member("generation", summary.generation);
  json.member("published", summary.published);
  json.member("seconds", summary.seconds);
  json.member("bytes", summary.bytes);
  json.member("confinement", summary.confinement);
}

void write_text(std::ostream& out, const RunSummary& summary) {
  write_failures(out, summary.ledger);
  write_warnings(out, summary.ledger, Skipped::kNamed);
  write_collection(out, summary.collection);
}

void write_json(std::ostream& out, const Ledger& ledger, const CollectionReport& collection) {
  JsonWriter json(out);
  write_documents(json, ledger, Skipped::kLeftOut);
  write_collection(json, collection);
}

void write_text(std::ostream& out, const Ledger& ledger, const CollectionReport& collection) {
  write_failures(out, ledger);
  write_warnings(out, ledger, Skipped::kLeftOut);
  write_collection(out, collection);
}

}  // namespace pressmark
