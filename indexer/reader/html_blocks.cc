#include "indexer/reader/html_blocks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/reader/html_cues.h"
#include "indexer/reader/html_guard.h"
#include "indexer/reader/html_names.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kCellBytesMax = 600;     // a longer cell is a column of a page, not of a table
constexpr size_t kFigureBytesMax = 120;   // longer text in a figure is more than its credit
constexpr size_t kCaptionBytesMax = 600;  // longer text is no caption, whatever its class says

constexpr auto kFileEndings = std::to_array<std::string_view>(
    {".pdf", ".doc", ".docx", ".odt", ".ods", ".xls", ".xlsx", ".csv", ".ppt", ".pptx", ".epub", ".zip"});

/// Whether a table arranges a page rather than data.
bool is_layout_table(const GumboNode* table) {
  const std::string_view role = attribute(table, "role");
  if (role == "presentation" || role == "none") return true;
  bool layout = false;
  size_t cell_bytes = 0;
  size_t columns_max = 0;
  size_t columns = 0;
  const auto enter = [&](const GumboNode* node) {
    if (is_text(node)) cell_bytes += std::string_view(node->v.text.text).size();
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_TR) columns = 0;
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
      columns_max = std::max(columns_max, ++columns);
      cell_bytes = 0;
    }
    if ((tag == GUMBO_TAG_TABLE && node != table) || is_heading_tag(tag) || tag == GUMBO_TAG_FORM ||
        tag == GUMBO_TAG_ARTICLE) {
      layout = true;
    }
    return is_element(node) && !is_invisible(node) && !layout;
  };
  walk(table, enter, [&](const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    if ((tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) && cell_bytes > kCellBytesMax) layout = true;
  });
  return layout || columns_max < 2;
}

/// A data table's cells apart by tabs, its rows by line feeds; its caption is left to the caller.
std::string table_text(const GumboNode* table) {
  std::string text;
  std::string row;
  const auto enter = [&](const GumboNode* node) {
    if (!is_element(node) || is_invisible(node)) return false;
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
      if (!row.empty()) row += '\t';
      row += text_of(node);
      return false;
    }
    return tag != GUMBO_TAG_CAPTION;
  };
  walk(table, enter, [&](const GumboNode* node) {
    if (tag_of(node) != GUMBO_TAG_TR) return;
    if (row.find_first_not_of('\t') != std::string::npos) {
      if (!text.empty()) text += '\n';
      text += row;
    }
    row.clear();
  });
  return text;
}

class BlockWalk {
 public:
  explicit BlockWalk(const ContentMap& map) : map_(map) { frames_.push_back({}); }

  std::vector<HtmlBlock> run(const GumboNode* root) {
    walk(
        root, [&](const GumboNode* node) { return enter(node); },
        [&](const GumboNode* node) { leave(node); });
    flush();
    return std::move(blocks_);
  }

 private:
  struct Frame {
    const GumboNode* node = nullptr;
    Role role = Role::kBody;
    int level = 0;
    Region region = Region::kContent;
    bool in_figure = false;  // and not in what a figure may show instead of a picture
  };

  bool enter(const GumboNode* node) {
    if (is_text(node)) {
      text_ += node->v.text.text;
      if (link_depth_ > 0) link_bytes_ += squeeze(node->v.text.text).size();
      if (node->type != GUMBO_NODE_WHITESPACE && frames_.back().role != Role::kHeading)
        pending_anchor_.clear();
      return false;
    }
    if (!is_element(node) || is_invisible(node)) return false;
    const GumboTag tag = tag_of(node);
    note_anchor(node, tag);
    if (tag == GUMBO_TAG_BR || tag == GUMBO_TAG_IMG) {
      text_ += ' ';
      return false;
    }
    const auto region = map_.regions.find(node);
    if (is_inline_tag(tag) && region == map_.regions.end()) {
      if (tag == GUMBO_TAG_A) open_link(node);
      return true;
    }
    flush();
    Frame frame = frames_.back();
    frame.node = node;
    if (region != map_.regions.end()) frame.region = region->second;
    set_role(frame, node, tag);
    frames_.push_back(frame);
    if (frame.role == Role::kHeading && frame.node == node && is_heading_tag(tag)) {
      heading_anchor_ = std::exchange(pending_anchor_, {});
    }
    if (tag == GUMBO_TAG_TABLE && !is_layout_table(node)) return enter_table(node);
    if (tag == GUMBO_TAG_A) open_link(node);
    return true;
  }

  void open_link(const GumboNode* node) {
    ++link_depth_;
    const std::string_view target = trim(attribute(node, "href"));
    if (target.empty()) return;
    (target.starts_with('#') ? links_inside_ : links_outside_) = true;
    const std::string path = ascii_lower(target.substr(0, target.find_first_of("?#")));
    link_to_file_ = link_to_file_ || std::any_of(kFileEndings.begin(), kFileEndings.end(),
                                                 [&](std::string_view end) { return path.ends_with(end); });
  }

  void leave(const GumboNode* node) {
    if (tag_of(node) == GUMBO_TAG_A) --link_depth_;
    if (frames_.back().node != node) return;
    flush();
    frames_.pop_back();
  }

  bool enter_table(const GumboNode* table) {
    walk(
        table,
        [&](const GumboNode* node) {
          if (tag_of(node) == GUMBO_TAG_CAPTION) emit(Role::kCaption, text_of(node));
          return is_element(node) && (node == table || tag_of(node) != GUMBO_TAG_TBODY);
        },
        [](const GumboNode*) {});
    emit(Role::kTable, table_text(table));
    frames_.pop_back();
    return false;
  }

  /// An id may stand on the heading, on an empty anchor before it or inside it, or on what begins with it.
  void note_anchor(const GumboNode* node, GumboTag tag) {
    std::string_view id = attribute(node, "id");
    if (id.empty() && tag == GUMBO_TAG_A) id = attribute(node, "name");
    if (id.empty()) return;
    if (frames_.back().role == Role::kHeading) {
      if (heading_anchor_.empty()) heading_anchor_ = anchor_of(id);
    } else {
      pending_anchor_ = anchor_of(id);
    }
  }

  static bool is_named_caption(const Frame& frame, const GumboNode* node) {
    return frame.role == Role::kBody && names_caption(attribute(node, "class")) &&
           text_of(node, kCaptionBytesMax).size() <= kCaptionBytesMax;
  }

  static void set_role(Frame& frame, const GumboNode* node, GumboTag tag) {
    if (tag == GUMBO_TAG_FIGURE) frame.in_figure = true;
    if (tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_BLOCKQUOTE)
      frame.in_figure = false;
    if (is_heading_tag(tag)) {
      frame.role = Role::kHeading;
      frame.level = static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) + 1;
    } else if (tag == GUMBO_TAG_BLOCKQUOTE) {
      frame.role = Role::kQuote;
    } else if (tag == GUMBO_TAG_FIGCAPTION || tag == GUMBO_TAG_CAPTION || is_named_caption(frame, node)) {
      frame.role = Role::kCaption;
    } else if (frame.role == Role::kBody && (tag == GUMBO_TAG_P || tag == GUMBO_TAG_DIV) &&
               names_summary(attribute(node, "class"))) {
      // A section may be called "intro" as well; only one paragraph is a standfirst.
      frame.role = tag == GUMBO_TAG_P || !has_paragraphs(node) ? Role::kSummary : Role::kBody;
    }
  }

  static bool has_paragraphs(const GumboNode* node) {
    size_t blocks = 0;
    walk(
        node,
        [&](const GumboNode* each) {
          if (is_element(each) && each != node && !is_inline_tag(tag_of(each))) ++blocks;
          return is_element(each) && blocks < 2;
        },
        [](const GumboNode*) {});
    return blocks > 1;
  }

  void emit(Role role, std::string text) {
    if (text.empty()) return;
    HtmlBlock block;
    block.role = role;
    block.level = role == Role::kHeading ? frames_.back().level : 0;
    block.text = std::move(text);
    block.region = frames_.back().region;
    // Beside its caption a figure has the picture's credit and the words of its player.
    const bool loose =
        frames_.back().in_figure && role == Role::kBody && block.text.size() <= kFigureBytesMax;
    const bool credit = role == Role::kCaption && is_credit_text(block.text);
    if (block.region == Region::kContent && (loose || credit)) block.region = Region::kBoilerplate;
    block.link_bytes = link_bytes_;
    block.leads_inside = links_inside_ && !links_outside_;
    block.leads_to_file = link_to_file_;
    block.node = frames_.back().node;
    if (role == Role::kHeading) block.anchor = std::exchange(heading_anchor_, {});
    blocks_.push_back(std::move(block));
  }

  void flush() {
    emit(frames_.back().role, squeeze(text_));
    text_.clear();
    link_bytes_ = 0;
    links_inside_ = links_outside_ = link_to_file_ = false;
  }

  const ContentMap& map_;
  std::vector<Frame> frames_;
  std::vector<HtmlBlock> blocks_;
  std::string text_;
  size_t link_bytes_ = 0;
  int link_depth_ = 0;
  bool links_inside_ = false;
  bool links_outside_ = false;
  bool link_to_file_ = false;
  std::string pending_anchor_;
  std::string heading_anchor_;
};

}  // namespace

std::vector<HtmlBlock> html_blocks(const GumboNode* root, const ContentMap& map) {
  return BlockWalk(map).run(root);
}

void add_html_fragment(std::string_view html, PartsBuilder& parts) {
  const HtmlTree tree(guard_html(html).html);
  ContentMap map;
  map.main = tree.root();
  for (HtmlBlock& block : html_blocks(tree.root(), map)) {
    if (block.role == Role::kHeading) {
      parts.add_heading(std::move(block.text), std::move(block.anchor));
    } else {
      parts.add(block.role, std::move(block.text));
    }
  }
}

std::string html_to_text(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return squeeze(html);
  return text_of(HtmlTree(guard_html(html).html).root());
}

}  // namespace pressmark
