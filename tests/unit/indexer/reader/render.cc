#include "tests/unit/indexer/reader/render.h"

#include <boost/test/unit_test.hpp>
#include <sstream>

namespace pressmark::testing {
namespace {

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text.append(text.empty() ? "" : "; ").append(item);
  return text;
}

/// Tabs and line feeds of a table made visible.
std::string visible(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (c == '\t') {
      shown += " | ";
    } else if (c == '\n') {
      shown += "\n    ";
    } else {
      shown += c;
    }
  }
  return shown;
}

void render_one(const Publication& publication, std::ostream& out) {
  const auto field = [&](const char* name, const std::string& value, Provenance from = Provenance::kNone) {
    if (value.empty()) return;
    out << name << ": " << value;
    if (from != Provenance::kNone) out << " (" << provenance_name(from) << ")";
    out << "\n";
  };
  field("id", publication.id);
  field("url", publication.url);
  field("kind", std::string(kind_name(publication.kind)));
  field("filetype", publication.filetype);
  field("title", publication.title, publication.title_from);
  if (publication.published) field("published", publication.published->iso(), publication.published_from);
  if (publication.modified) field("modified", publication.modified->iso());
  field("language", publication.language, publication.language_from);
  field("authors", list(publication.authors));
  field("publisher", publication.publisher);
  field("topics", list(publication.topics));
  field("series", publication.series);
  field("summary", publication.summary);
  field("warnings", list(publication.warnings));
  for (const Part& part : publication.parts) {
    out << "== " << part.label << (part.anchor.empty() ? "" : " " + part.anchor) << "\n";
    for (const Block& block : part.blocks)
      out << "[" << role_name(block.role) << "] " << visible(block.text) << "\n";
  }
}

}  // namespace

std::string render(const ReadResult& result) {
  std::ostringstream out;
  for (size_t i = 0; i < result.publications.size(); ++i) {
    if (i > 0) out << "\n";
    render_one(result.publications[i], out);
  }
  for (const Error& error : result.bad_items) {
    out << "\nbad: " << error.where << " " << error_name(error.code) << ": " << error.message << "\n";
  }
  for (const std::string& warning : result.warnings) out << "\nwarning: " << warning << "\n";
  for (const Link& link : result.links) {
    out << "link: " << link.url << (link.modified ? " " + link.modified->iso() : "")
        << (link.sitemap ? " (sitemap)" : "") << "\n";
  }
  return out.str();
}

ReadRequest request_of(const std::string& path, const std::string& base_url) {
  ReadRequest request;
  request.path = path;
  request.base_url = base_url;
  return request;
}

Publication read_one(std::string_view bytes, const std::string& path, const std::string& base_url) {
  const Result<ReadResult> result = read_document(bytes, request_of(path, base_url));
  BOOST_REQUIRE_MESSAGE(result.ok(), path << ": " << (result.ok() ? "" : result.error().message));
  BOOST_REQUIRE_EQUAL(result.value().publications.size(), 1u);
  return result.value().publications.front();
}

std::vector<std::string> texts_of(const Publication& publication, Role role) {
  std::vector<std::string> texts;
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) {
      if (block.role == role) texts.push_back(block.text);
    }
  }
  return texts;
}

std::string joined(const Publication& publication, Role role) {
  std::string text;
  for (const std::string& each : texts_of(publication, role))
    text.append(text.empty() ? "" : " / ").append(each);
  return text;
}

}  // namespace pressmark::testing
