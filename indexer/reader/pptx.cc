// PowerPoint presentations (reader.h): OOXML inside a zip container; one part for each slide, in the order in
// which they are shown.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/office.h"
#include "indexer/reader/ooxml.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/xml.h"
#include "indexer/reader/zip_archive.h"

namespace pressmark {
namespace {

constexpr const char* kPresentation = "ppt/presentation.xml";

/// The text of one slide, or of its notes.
class SlideWalk {
 public:
  enum class Text { kSlide, kNotes };

  SlideWalk(Text which, PartsBuilder& blocks) : which_(which), blocks_(blocks) {}

  void run(const pugi::xml_node& root) {
    walk_xml(
        root, [&](const pugi::xml_node& node) { return enter(node); },
        [&](const pugi::xml_node& node) { leave(node); });
  }

  /// The slide's title, also when it is a title slide's.
  std::string title;
  bool is_title_slide = false;

 private:
  enum class Use { kBody, kTitle, kSummary, kNone };

  Use use_of(const pugi::xml_node& shape) {
    const pugi::xml_node holder = local_child(local_child(local_child(shape, "nvSpPr"), "nvPr"), "ph");
    const std::string_view type = local_attribute(holder, "type");
    if (which_ == Text::kNotes) return type == "body" ? Use::kBody : Use::kNone;
    if (type == "title" || type == "ctrTitle") {
      is_title_slide = is_title_slide || type == "ctrTitle";
      return Use::kTitle;
    }
    if (type == "dt" || type == "ftr" || type == "hdr" || type == "sldNum") return Use::kNone;
    return type == "subTitle" ? Use::kSummary : Use::kBody;
  }

  bool enter(const pugi::xml_node& node) {
    if (node.type() != pugi::node_element) return false;
    const std::string_view name = local_name(node);
    if (name == "Fallback") return false;
    if (name == "sp") {
      use_ = use_of(node);
      return use_ != Use::kNone;
    }
    if (name == "tbl") table_.open();
    if (name == "p") text_.clear();
    if (name == "br" || name == "tab") text_ += ' ';
    if (name == "t") {
      for (const pugi::xml_node& child : node.children()) text_ += child.value();
    }
    return true;
  }

  void leave(const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "sp") end_shape();
    if (name == "tc") table_.close_cell();
    if (name == "tr") table_.close_row();
    if (name == "tbl") table_.close(blocks_);
    if (name == "p") add(squeeze(std::exchange(text_, {})));
  }

  void end_shape() {
    // A title set in two lines is one.
    if (use_ == Use::kTitle && !heading_.empty()) {
      if (title.empty()) title = heading_;
      blocks_.add(Role::kHeading, std::exchange(heading_, {}));
    }
    use_ = Use::kBody;
  }

  void add(std::string text) {
    if (text.empty()) return;
    if (table_.is_open()) {
      table_.add_text(text);
    } else if (use_ == Use::kTitle) {
      heading_.append(heading_.empty() ? "" : " ").append(text);
    } else {
      blocks_.add(use_ == Use::kSummary ? Role::kSummary : Role::kBody, std::move(text));
    }
  }

  Text which_;
  PartsBuilder& blocks_;
  Use use_ = Use::kBody;
  std::string text_;
  std::string heading_;
  TableBuilder table_;
};

/// Whether an entry can hold text that is shown.
bool is_wanted(std::string_view name) {
  if (name.starts_with("docProps/")) return true;
  if (!name.starts_with("ppt/") || !(name.ends_with(".xml") || name.ends_with(".rels"))) return false;
  constexpr std::string_view kOthers[] = {"ppt/slideLayouts/",   "ppt/slideMasters/", "ppt/theme/",
                                          "ppt/handoutMasters/", "ppt/notesMasters/", "ppt/charts/",
                                          "ppt/embeddings/",     "ppt/media/"};
  return std::none_of(std::begin(kOthers), std::end(kOthers),
                      [&](std::string_view other) { return name.starts_with(other); });
}

class Presentation {
 public:
  explicit Presentation(std::map<std::string, std::string> entries) : entries_(std::move(entries)) {}

  /// Reads all slides. Error: kDamaged.
  Result<bool> read() {
    pugi::xml_document presentation;
    if (!open(kPresentation, presentation)) {
      return Error{ErrorCode::kDamaged,
                   "has no usable ppt/presentation.xml; open it in its program and save it again",
                   kPresentation};
    }
    const auto targets = relationships_of(kPresentation);
    std::set<std::string> seen;
    for (const pugi::xml_node& each :
         local_child(local_child(presentation, "presentation"), "sldIdLst").children()) {
      const auto target = targets.find(std::string(relationship_id(each, "id")));
      if (target == targets.end() || !seen.insert(target->second.target).second) continue;
      if (parts.size() == limits::kPagesMax) break;
      read_slide(target->second.target);
    }
    return true;
  }

  OfficeProperties properties() {
    pugi::xml_document core;
    pugi::xml_document app;
    open("docProps/core.xml", core);
    open("docProps/app.xml", app);
    return ooxml_properties(core, app);
  }

  std::vector<Part> parts;  // one a slide, also an empty one
  std::string title;        // of the title slide
  std::string first_heading;
  std::string language;
  size_t hidden_count = 0;
  size_t broken_count = 0;

 private:
  /// The attribute r:id, which an element may carry beside an id of its own.
  static std::string_view relationship_id(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& each : node.attributes()) {
      const std::string_view full = each.name();
      const size_t colon = full.find(':');
      if (colon != std::string_view::npos && full.substr(colon + 1) == name) return each.value();
    }
    return {};
  }

  bool open(const std::string& name, pugi::xml_document& document) const {
    const auto entry = entries_.find(name);
    return entry != entries_.end() && parse_xml(entry->second, document).ok();
  }

  std::map<std::string, Relationship> relationships_of(const std::string& name) const {
    pugi::xml_document document;
    return open(relationships_name(name), document) ? relationships(document, name)
                                                    : std::map<std::string, Relationship>();
  }

  void read_slide(const std::string& name) {
    pugi::xml_document slide;
    ++number_;
    if (!open(name, slide)) {
      ++broken_count;
      return;
    }
    const pugi::xml_node root = local_child(slide, "sld");
    const std::string_view show = local_attribute(root, "show");
    if (show == "0" || show == "false") {
      ++hidden_count;
      return;
    }
    PartsBuilder blocks;
    SlideWalk walk(SlideWalk::Text::kSlide, blocks);
    walk.run(root);
    for (const auto& [id, related] : relationships_of(name)) {
      pugi::xml_document document;
      if (related.type == "diagramData" && open(related.target, document)) {
        SlideWalk(SlideWalk::Text::kSlide, blocks).run(document);
      } else if (related.type == "notesSlide" && open(related.target, document)) {
        SlideWalk(SlideWalk::Text::kNotes, blocks).run(document);
      }
    }
    if (first_heading.empty()) first_heading = walk.title;
    if (walk.is_title_slide && title.empty() && parts.empty()) title = walk.title;
    if (language.empty()) language = first_language(root);
    std::vector<Part> made = std::move(blocks).finish({});
    Part part = made.empty() ? Part() : std::move(made.front());
    part.label = "Slide " + std::to_string(number_);
    // A slide keeps its shapes in the order in which they cover each other.
    std::stable_partition(part.blocks.begin(), part.blocks.end(),
                          [](const Block& block) { return block.role == Role::kHeading; });
    parts.push_back(std::move(part));
  }

  static std::string first_language(const pugi::xml_node& root) {
    std::string found;
    walk_xml(
        root,
        [&](const pugi::xml_node& node) {
          if (found.empty() && local_name(node) == "rPr")
            found = primary_subtag(local_attribute(node, "lang"));
          return found.empty();
        },
        [](const pugi::xml_node&) {});
    return found;
  }

  std::map<std::string, std::string> entries_;
  size_t number_ = 0;
};

void mark_title(Publication& publication) {
  if (publication.parts.empty() || publication.parts.front().blocks.empty()) return;
  Block& first = publication.parts.front().blocks.front();
  if (first.role == Role::kHeading && same_words(first.text, publication.title)) first.role = Role::kTitle;
}

}  // namespace

Result<ReadResult> read_pptx(std::string_view bytes, const ReadRequest& request) {
  const auto at_path = [&](Error error) {
    error.where = error.where.empty() ? request.path : request.path + ", " + error.where;
    return error;
  };
  std::vector<std::string> names = zip_entry_names(bytes);
  std::erase_if(names, [](const std::string& name) { return !is_wanted(name); });
  auto entries = read_zip_entries(bytes, names);
  if (!entries.ok()) return at_path(entries.error());
  Presentation presentation(std::move(entries).value());
  if (const Result<bool> read = presentation.read(); !read.ok()) return at_path(read.error());
  const bool has_text = std::any_of(presentation.parts.begin(), presentation.parts.end(),
                                    [](const Part& part) { return !part.blocks.empty(); });
  if (!has_text) {
    return Error{ErrorCode::kEmpty, "has no slide with text; are the slides pictures?", request.path};
  }
  OfficeProperties properties = presentation.properties();
  if (properties.language.empty()) properties.language = presentation.language;
  Publication publication =
      office_publication(std::move(properties), presentation.title, presentation.first_heading);
  publication.pages_count = static_cast<uint32_t>(presentation.parts.size());
  publication.parts = std::move(presentation.parts);
  mark_title(publication);
  if (presentation.hidden_count > 0) {
    publication.warnings.push_back("hidden_slides: " + std::to_string(presentation.hidden_count));
  }
  if (presentation.broken_count > 0) {
    publication.warnings.push_back("broken_slides: " + std::to_string(presentation.broken_count));
  }
  complete(publication, request, Format::kPptx);
  ReadResult result;
  result.publications.push_back(std::move(publication));
  return result;
}

}  // namespace pressmark
