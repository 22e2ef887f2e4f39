// Word documents (reader.h): OOXML inside a zip container.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/reader/metadata.h"
#include "indexer/reader/office.h"
#include "indexer/reader/ooxml.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/xml.h"
#include "indexer/reader/zip_archive.h"

namespace pressmark {
namespace {

constexpr int kStyleChainMax = 12;  // styles based on one another

enum class StyleUse { kBody, kTitle, kHeading, kSummary, kQuote, kCaption, kContents };

struct Style {
  std::string based_on;
  StyleUse use = StyleUse::kBody;
};

class Styles {
 public:
  void read(const pugi::xml_document& document) {
    walk_xml(
        document,
        [&](const pugi::xml_node& node) {
          if (local_name(node) == "style") add(node);
          return node.type() == pugi::node_element && local_name(node) != "style";
        },
        [](const pugi::xml_node&) {});
    const pugi::xml_node root = local_child(document, "styles");
    const pugi::xml_node run =
        local_child(local_child(local_child(root, "docDefaults"), "rPrDefault"), "rPr");
    language_ = local_attribute(local_child(run, "lang"), "val");
  }

  StyleUse use(std::string id) const {
    for (int i = 0; i < kStyleChainMax; ++i) {
      const auto found = styles_.find(id);
      if (found == styles_.end()) return StyleUse::kBody;
      if (found->second.use != StyleUse::kBody) return found->second.use;
      id = found->second.based_on;
    }
    return StyleUse::kBody;
  }

  const std::string& language() const { return language_; }

 private:
  void add(const pugi::xml_node& node) {
    // Word keeps English names inside, whatever language it runs in.
    const std::string name = ascii_lower(local_attribute(local_child(node, "name"), "val"));
    Style style;
    style.based_on = local_attribute(local_child(node, "basedOn"), "val");
    const bool outlined = local_child(local_child(node, "pPr"), "outlineLvl");
    if (name == "title") {
      style.use = StyleUse::kTitle;
    } else if (name.starts_with("heading") || outlined) {
      style.use = name == "toc heading" ? StyleUse::kContents : StyleUse::kHeading;
    } else if (name == "subtitle" || name == "abstract") {
      style.use = StyleUse::kSummary;
    } else if (name.ends_with("quote")) {
      style.use = StyleUse::kQuote;
    } else if (name == "caption") {
      style.use = StyleUse::kCaption;
    } else if (name.starts_with("toc ") || name == "table of figures" || name == "header" ||
               name == "footer") {
      style.use = StyleUse::kContents;
    }
    styles_.emplace(std::string(local_attribute(node, "styleId")), style);
  }

  std::map<std::string, Style> styles_;
  std::string language_;
};

/// Walks a document part and puts its paragraphs and tables into parts.
class BodyWalk {
 public:
  BodyWalk(const Styles& styles, PartsBuilder& parts, std::string& title)
      : styles_(styles), parts_(parts), title_(title) {}

  void run(const pugi::xml_node& root) {
    walk_xml(
        root, [&](const pugi::xml_node& node) { return enter(node); },
        [&](const pugi::xml_node& node) { leave(node); });
  }

 private:
  struct Paragraph {
    std::string text;
    StyleUse use = StyleUse::kBody;
  };

  bool enter(const pugi::xml_node& node) {
    if (node.type() != pugi::node_element) return false;
    const std::string_view name = local_name(node);
    // Removed and moved-away text, the older copy of a drawing, separators of footnotes.
    if (name == "del" || name == "moveFrom" || name == "Fallback") return false;
    if (name == "footnote" && !local_attribute(node, "type").empty()) return false;
    if (name == "tbl") table_.open();
    if (name == "p") paragraphs_.emplace_back();
    if (paragraphs_.empty()) return true;
    Paragraph& paragraph = paragraphs_.back();
    if (name == "pStyle") {
      paragraph.use = styles_.use(std::string(local_attribute(node, "val")));
    } else if (name == "outlineLvl" && local_attribute(node, "val") != "9") {
      paragraph.use = StyleUse::kHeading;
    } else if (name == "t") {
      for (const pugi::xml_node& child : node.children()) paragraph.text += child.value();
    } else if (name == "tab" || name == "br" || name == "cr") {
      paragraph.text += ' ';
    } else if (name == "noBreakHyphen") {
      paragraph.text += "\u2011";
    } else if (name == "softHyphen") {
      paragraph.text += "\u00AD";
    }
    return !(name == "r" && is_hidden(node));
  }

  void leave(const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "tc") table_.close_cell();
    if (name == "tr") table_.close_row();
    if (name == "tbl") table_.close(parts_);
    if (name != "p") return;
    Paragraph paragraph = std::move(paragraphs_.back());
    paragraphs_.pop_back();
    add(squeeze(paragraph.text), paragraph.use);
  }

  static bool is_hidden(const pugi::xml_node& run) {
    const pugi::xml_node vanish = local_child(local_child(run, "rPr"), "vanish");
    const std::string_view value = local_attribute(vanish, "val");
    return vanish && value != "0" && value != "false";
  }

  void add(std::string text, StyleUse use) {
    if (text.empty()) return;
    if (table_.is_open()) return table_.add_text(text);
    switch (use) {
      case StyleUse::kTitle:
        if (title_.empty()) {
          title_ = std::move(text);
        } else {
          parts_.add(Role::kHeading, std::move(text));
        }
        break;
      case StyleUse::kHeading:
        parts_.add_heading(std::move(text), {});
        break;
      case StyleUse::kSummary:
        parts_.add(Role::kSummary, std::move(text));
        break;
      case StyleUse::kQuote:
        parts_.add(Role::kQuote, std::move(text));
        break;
      case StyleUse::kCaption:
        parts_.add(Role::kCaption, std::move(text));
        break;
      case StyleUse::kContents:
        parts_.add_boilerplate(std::move(text));
        break;
      case StyleUse::kBody:
        parts_.add(Role::kBody, std::move(text));
    }
  }

  const Styles& styles_;
  PartsBuilder& parts_;
  std::string& title_;
  std::vector<Paragraph> paragraphs_;
  TableBuilder table_;
};

}  // namespace

Result<ReadResult> read_docx(std::string_view bytes, const ReadRequest& request) {
  constexpr const char* kBody = "word/document.xml";
  const auto at_path = [&](Error error) {
    error.where = error.where.empty() ? request.path : request.path + ", " + error.where;
    return error;
  };
  const auto entries =
      read_zip_entries(bytes, {kBody, "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml",
                               "docProps/core.xml", "docProps/app.xml"});
  if (!entries.ok()) return at_path(entries.error());
  if (entries.value().count(kBody) == 0) {
    return at_path(
        {ErrorCode::kDamaged, "has no word/document.xml; open it in its program and save it again", {}});
  }
  std::map<std::string, pugi::xml_document> documents;
  for (const auto& [name, content] : entries.value()) {
    const Result<bool> parsed = parse_xml(content, documents[name]);
    if (parsed.ok()) continue;
    // Properties and notes that do not parse cost themselves only.
    if (name == kBody) return at_path(parsed.error());
    documents[name].reset();
  }
  Styles styles;
  styles.read(documents["word/styles.xml"]);
  PartsBuilder parts;
  std::string title;
  for (const char* name : {kBody, "word/footnotes.xml", "word/endnotes.xml"}) {
    BodyWalk(styles, parts, title).run(documents[name]);
  }
  OfficeProperties properties =
      ooxml_properties(documents["docProps/core.xml"], documents["docProps/app.xml"]);
  if (properties.language.empty()) properties.language = styles.language();
  return office_result(std::move(properties), title, std::move(parts), request, Format::kDocx);
}

}  // namespace pressmark
