// Electronic books (reader.h): the package document of an EPUB, and the chapters that its spine names, in
// their order.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/ooxml.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/xml.h"
#include "indexer/reader/zip_archive.h"

namespace pressmark {
namespace {

constexpr const char* kContainer = "META-INF/container.xml";
constexpr const char* kEncryption = "META-INF/encryption.xml";

struct Chapter {
  std::string entry;
  bool is_contents = false;
};

/// The entry's name in a reference that may be percent-encoded and may have a fragment.
std::string referenced_entry(std::string_view source, std::string_view reference) {
  return entry_name(source, percent_decoded(reference.substr(0, reference.find('#'))));
}

std::vector<Chapter> chapters_of(const pugi::xml_node& package, std::string_view source) {
  std::map<std::string_view, pugi::xml_node> items;
  for (const pugi::xml_node& item : local_child(package, "manifest").children()) {
    if (local_name(item) == "item") items.emplace(local_attribute(item, "id"), item);
  }
  std::vector<Chapter> chapters;
  std::set<std::string> seen;
  for (const pugi::xml_node& reference : local_child(package, "spine").children()) {
    const auto item = items.find(local_attribute(reference, "idref"));
    if (local_name(reference) != "itemref" || item == items.end()) continue;
    const std::string_view type = local_attribute(item->second, "media-type");
    if (type != "application/xhtml+xml" && type != "text/html" && type != "text/x-oeb1-document") continue;
    Chapter chapter;
    chapter.entry = referenced_entry(source, local_attribute(item->second, "href"));
    chapter.is_contents = local_attribute(item->second, "properties").find("nav") != std::string_view::npos;
    if (seen.insert(chapter.entry).second) chapters.push_back(std::move(chapter));
  }
  return chapters;
}

/// An HTML parser takes "<a/>" for an open element and "<title/>" for the rest of the page: written out with
/// both tags where the chapter is XML, as it is where it is not.
std::string as_html(const std::string& chapter) {
  pugi::xml_document document;
  constexpr unsigned kVerbatim = pugi::parse_cdata | pugi::parse_ws_pcdata;
  if (!document.load_buffer(chapter.data(), chapter.size(), kVerbatim)) return chapter;
  std::ostringstream html;
  document.save(html, "",
                pugi::format_raw | pugi::format_no_escapes | pugi::format_no_empty_element_tags |
                    pugi::format_no_declaration);
  return html.str();
}

/// Fills the publication from the package's metadata; the first of several titles is the book's.
void read_metadata(const pugi::xml_node& metadata, Publication& publication) {
  std::string series;
  for (const pugi::xml_node& child : metadata.children()) {
    const std::string_view name = local_name(child);
    const std::string text = xml_text(child);
    const std::string_view property = local_attribute(child, "property");
    if (name == "meta" && property == "belongs-to-collection" && series.empty()) series = text;
    if (name == "meta" && local_attribute(child, "name") == "calibre:series" && series.empty()) {
      series = squeeze(local_attribute(child, "content"));
    }
    if (name == "meta" && property == "dcterms:modified") publication.modified = Date::parse(text);
    if (text.empty()) continue;
    if (name == "title" && publication.title.empty()) {
      publication.title = text;
      publication.title_from = Provenance::kDublinCore;
    } else if (name == "creator" && publication.authors.size() < limits::kListItemsMax) {
      publication.authors.push_back(text);
      publication.authors_from = Provenance::kDublinCore;
    } else if (name == "subject" && publication.topics.size() < limits::kListItemsMax) {
      publication.topics.push_back(text);
      publication.topics_from = Provenance::kDublinCore;
    } else if (name == "publisher" && publication.publisher.empty()) {
      publication.publisher = text;
    } else if (name == "description" && publication.summary.empty()) {
      publication.summary = html_to_text(text);
    } else if (name == "language" && publication.language.empty()) {
      publication.language = primary_subtag(text);
      if (!publication.language.empty()) publication.language_from = Provenance::kDublinCore;
    } else if (name == "date") {
      const std::string_view event = local_attribute(child, "event");
      const std::optional<Date> date = parse_written_date(text);
      if (event == "modification") {
        publication.modified = date;
      } else if (date && (!publication.published || event == "publication")) {
        publication.published = date;
        publication.published_from = Provenance::kDublinCore;
      }
    }
  }
  publication.series = std::move(series);
  if (!publication.series.empty()) publication.series_from = Provenance::kDublinCore;
}

/// The names of the entries that are encrypted; fonts are so in books that anybody may read.
std::set<std::string> encrypted_entries(const std::string& content) {
  std::set<std::string> names;
  pugi::xml_document document;
  if (!parse_xml(content, document).ok()) return names;
  walk_xml(
      document,
      [&](const pugi::xml_node& node) {
        if (local_name(node) == "CipherReference") {
          names.insert(percent_decoded(local_attribute(node, "URI")));
        }
        return node.type() == pugi::node_element;
      },
      [](const pugi::xml_node&) {});
  return names;
}

class Book {
 public:
  Book(std::string_view bytes, const ReadRequest& request) : bytes_(bytes), request_(request) {}

  Result<ReadResult> read() {
    if (const Result<bool> package = read_package(); !package.ok()) return package.error();
    std::vector<std::string> names;
    for (const Chapter& chapter : chapters_) {
      if (chapter.is_contents && chapters_.size() > 1) continue;
      if (encrypted_.count(chapter.entry) > 0) {
        return Error{ErrorCode::kEncrypted, "is protected against copying; publish a copy without it",
                     request_.path};
      }
      names.push_back(chapter.entry);
    }
    const auto entries = read_zip_entries(bytes_, names);
    if (!entries.ok()) return at_path(entries.error());
    PartsBuilder builder;
    size_t missing_count = 0;
    for (const std::string& name : names) {
      const auto entry = entries.value().find(name);
      missing_count += entry == entries.value().end() ? 1 : 0;
      if (entry != entries.value().end()) add_chapter(entry->second, builder);
    }
    if (builder.empty()) return Error{ErrorCode::kEmpty, "has no chapter with text", request_.path};
    if (missing_count > 0) {
      publication_.warnings.push_back("missing_chapters: " + std::to_string(missing_count));
    }
    return finish(std::move(builder));
  }

 private:
  Error at_path(Error error) const {
    error.where = error.where.empty() ? request_.path : request_.path + ", " + error.where;
    return error;
  }

  Result<bool> read_package() {
    const auto head = read_zip_entries(bytes_, {kContainer, kEncryption});
    if (!head.ok()) return at_path(head.error());
    const auto container_entry = head.value().find(kContainer);
    const auto encryption = head.value().find(kEncryption);
    if (encryption != head.value().end()) encrypted_ = encrypted_entries(encryption->second);
    pugi::xml_document container;
    if (container_entry == head.value().end() || !parse_xml(container_entry->second, container).ok()) {
      return damaged(kContainer);
    }
    const pugi::xml_node files = local_child(local_child(container, "container"), "rootfiles");
    const std::string name(local_attribute(local_child(files, "rootfile"), "full-path"));
    const auto packages = read_zip_entries(bytes_, {name});
    if (!packages.ok()) return at_path(packages.error());
    const auto package_entry = packages.value().find(name);
    if (package_entry == packages.value().end()) return damaged(name);
    pugi::xml_document document;
    if (const Result<bool> parsed = parse_xml(package_entry->second, document); !parsed.ok()) {
      return at_path(parsed.error());
    }
    const pugi::xml_node package = local_child(document, "package");
    pugi::xml_node metadata = local_child(package, "metadata");
    // The first edition of the format put the names one level further down.
    if (const pugi::xml_node inner = local_child(metadata, "dc-metadata")) metadata = inner;
    read_metadata(metadata, publication_);
    chapters_ = chapters_of(package, name);
    return true;
  }

  Error damaged(const std::string& name) const {
    return at_path({ErrorCode::kDamaged, "has no usable package document; make the book again", name});
  }

  static void add_chapter(const std::string& content, PartsBuilder& builder) {
    std::string warning;
    const Result<std::string> text = to_utf8(content, {}, warning);
    if (text.ok()) add_html_fragment(as_html(text.value()), builder);
  }

  Result<ReadResult> finish(PartsBuilder builder) {
    if (!publication_.title.empty() && is_tool_title(publication_.title)) {
      publication_.warnings.push_back("title_repaired");
      publication_.title.clear();
      publication_.title_from = Provenance::kNone;
    }
    if (publication_.title.empty()) {
      publication_.title = builder.first_heading();
      if (!publication_.title.empty()) publication_.title_from = Provenance::kHeading;
    }
    publication_.parts = std::move(builder).finish(publication_.title);
    // No link opens a place inside a book.
    for (Part& part : publication_.parts) part.anchor.clear();
    complete(publication_, request_, Format::kEpub);
    ReadResult result;
    result.publications.push_back(std::move(publication_));
    return result;
  }

  std::string_view bytes_;
  const ReadRequest& request_;
  Publication publication_;
  std::vector<Chapter> chapters_;
  std::set<std::string> encrypted_;
};

}  // namespace

Result<ReadResult> read_epub(std::string_view bytes, const ReadRequest& request) {
  return Book(bytes, request).read();
}

}  // namespace pressmark
