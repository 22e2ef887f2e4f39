#include "indexer/reader/html_open_elements.h"

#include <algorithm>
#include <array>

namespace pressmark {
namespace {

enum Trait : unsigned {
  kVoid = 1,            // has no content
  kFormatting = 2,      // goes on after the block that it was opened in
  kSpecial = 4,         // an ordinary end tag does not reach out of it
  kScope = 8,           // no end tag but those of tables reaches out of it
  kEndsParagraph = 16,  // its start ends a paragraph
  kBreakout = 32,       // its start ends SVG and MathML
};

constexpr unsigned kBlock = kSpecial | kEndsParagraph;

struct Traits {
  std::string_view name;
  unsigned traits;
};

// In the order of the names, for binary search.
constexpr auto kTraits = std::to_array<Traits>({
    {"a", kFormatting},
    {"address", kBlock},
    {"applet", kSpecial | kScope},
    {"area", kVoid | kSpecial},
    {"article", kBlock},
    {"aside", kBlock},
    {"b", kFormatting | kBreakout},
    {"base", kVoid | kSpecial},
    {"basefont", kVoid | kSpecial},
    {"bgsound", kVoid | kSpecial},
    {"big", kFormatting | kBreakout},
    {"blockquote", kBlock | kBreakout},
    {"body", kSpecial | kBreakout},
    {"br", kVoid | kSpecial | kBreakout},
    {"button", kSpecial},
    {"caption", kSpecial | kScope},
    {"center", kBlock | kBreakout},
    {"code", kFormatting | kBreakout},
    {"col", kVoid | kSpecial},
    {"colgroup", kSpecial},
    {"dd", kBlock | kBreakout},
    {"details", kBlock},
    {"dir", kBlock},
    {"div", kBlock | kBreakout},
    {"dl", kBlock | kBreakout},
    {"dt", kBlock | kBreakout},
    {"em", kFormatting | kBreakout},
    {"embed", kVoid | kSpecial | kBreakout},
    {"fieldset", kBlock},
    {"figcaption", kBlock},
    {"figure", kBlock},
    {"font", kFormatting},
    {"footer", kBlock},
    {"form", kBlock},
    {"frame", kVoid | kSpecial},
    {"h1", kBlock | kBreakout},
    {"h2", kBlock | kBreakout},
    {"h3", kBlock | kBreakout},
    {"h4", kBlock | kBreakout},
    {"h5", kBlock | kBreakout},
    {"h6", kBlock | kBreakout},
    {"head", kSpecial | kBreakout},
    {"header", kBlock},
    {"hgroup", kBlock},
    {"hr", kVoid | kBlock | kBreakout},
    {"html", kSpecial | kScope},
    {"i", kFormatting | kBreakout},
    {"image", kVoid},
    {"img", kVoid | kSpecial | kBreakout},
    {"input", kVoid | kSpecial},
    {"keygen", kVoid},
    {"li", kBlock | kBreakout},
    {"link", kVoid | kSpecial},
    {"listing", kBlock | kBreakout},
    {"main", kBlock},
    {"marquee", kSpecial | kScope},
    {"menu", kBlock | kBreakout},
    {"meta", kVoid | kSpecial | kBreakout},
    {"nav", kBlock},
    {"nobr", kFormatting | kBreakout},
    {"noscript", kSpecial},
    {"object", kSpecial | kScope},
    {"ol", kBlock | kBreakout},
    {"p", kBlock | kBreakout},
    {"param", kVoid | kSpecial},
    {"pre", kBlock | kBreakout},
    {"ruby", kBreakout},
    {"s", kFormatting | kBreakout},
    {"section", kBlock},
    {"select", kSpecial},
    {"small", kFormatting | kBreakout},
    {"source", kVoid | kSpecial},
    {"span", kBreakout},
    {"strike", kFormatting | kBreakout},
    {"strong", kFormatting | kBreakout},
    {"sub", kBreakout},
    {"summary", kBlock},
    {"sup", kBreakout},
    {"table", kBlock | kScope | kBreakout},
    {"tbody", kSpecial},
    {"td", kSpecial | kScope},
    {"template", kSpecial | kScope},
    {"tfoot", kSpecial},
    {"th", kSpecial | kScope},
    {"thead", kSpecial},
    {"tr", kSpecial},
    {"track", kVoid | kSpecial},
    {"tt", kFormatting | kBreakout},
    {"u", kFormatting | kBreakout},
    {"ul", kBlock | kBreakout},
    {"var", kBreakout},
    {"wbr", kVoid | kSpecial},
});

unsigned traits_of(std::string_view name) {
  const auto* found =
      std::lower_bound(kTraits.begin(), kTraits.end(), name,
                       [](const Traits& entry, std::string_view key) { return entry.name < key; });
  return found != kTraits.end() && found->name == name ? found->traits : 0;
}

using Names = std::initializer_list<std::string_view>;

bool one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_table_part(std::string_view name) {
  return one_of({"caption", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}, name);
}

}  // namespace

void OpenElements::start(const HtmlToken& tag) {
  const unsigned traits = traits_of(tag.name);
  ++nodes_count_;
  if (is_foreign() && (traits & kBreakout) != 0) {
    while (is_foreign()) pop_to(open_.size() - 1);
  }
  if (is_foreign() || tag.name == "svg" || tag.name == "math") {
    if (!is_foreign()) reopen_formatting();
    // HTML begins again inside these three.
    const bool integration =
        is_foreign() && (tag.name == "foreignobject" || tag.name == "desc" || tag.name == "title");
    if (!tag.self_closing) push(tag.name, integration ? kSpecial | kScope : 0u, !integration);
    return;
  }
  // There is one of each, whatever the page says.
  if (tag.name == "html" || tag.name == "head" || tag.name == "body") return;
  close_implied(tag.name, traits);
  if ((traits & kEndsParagraph) == 0 && !is_table_part(tag.name)) reopen_formatting();
  if ((traits & kVoid) != 0) return;
  push(tag.name, traits, false);
  if ((traits & kFormatting) != 0) note_formatting(tag);
}

void OpenElements::end(const HtmlToken& tag) {
  const unsigned traits = traits_of(tag.name);
  if (is_foreign()) {
    for (size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == tag.name) return pop_to(i);
      if (!open_[i].foreign_content) break;
    }
  }
  if ((traits & kFormatting) != 0) {
    end_formatting(tag.name);
  } else if (is_table_part(tag.name)) {
    close_nearest(Names{tag.name}, 0, tag.name == "table" ? "" : "table");
  } else {
    close_nearest(Names{tag.name}, (traits & kSpecial) != 0 ? kScope : kSpecial, "");
  }
}

void OpenElements::push(std::string_view name, unsigned traits, bool foreign_content) {
  open_.push_back({std::string(name), traits, foreign_content});
}

void OpenElements::pop_to(size_t size) {
  for (size_t i = open_.size(); i-- > size;) {
    if ((open_[i].traits & kFormatting) == 0) continue;
    // Formatting that ends with its block goes on in the next.
    for (size_t j = formatting_.size(); j-- > 0;) {
      if (!formatting_[j].open || formatting_[j].name != open_[i].name) continue;
      formatting_[j].open = false;
      break;
    }
  }
  open_.resize(size);
}

template <class List>
void OpenElements::close_nearest(const List& names, unsigned barrier, std::string_view barrier_name) {
  for (size_t i = open_.size(); i-- > 0;) {
    if (one_of(names, open_[i].name)) return pop_to(i);
    if ((open_[i].traits & barrier) != 0 || open_[i].name == barrier_name) return;
  }
}

void OpenElements::close_implied(std::string_view name, unsigned traits) {
  if ((traits & kEndsParagraph) != 0) {
    for (size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == "p") {
        pop_to(i);
        break;
      }
      if ((open_[i].traits & kScope) != 0 || open_[i].name == "button") break;
    }
  }
  const auto close_item = [&](const Names& names) {
    for (size_t i = open_.size(); i-- > 0;) {
      if (one_of(names, open_[i].name)) return pop_to(i);
      const bool passes = one_of({"address", "div", "p"}, open_[i].name);
      if ((open_[i].traits & kSpecial) != 0 && !passes) return;
    }
  };
  if (name == "li") close_item({"li"});
  if (name == "dd" || name == "dt") close_item({"dd", "dt"});
  if (name == "td" || name == "th") close_nearest(Names{"td", "th", "caption"}, 0, "table");
  if (name == "tr") close_nearest(Names{"tr", "caption"}, 0, "table");
  if (name == "tbody" || name == "thead" || name == "tfoot") {
    close_nearest(Names{"tbody", "thead", "tfoot", "caption"}, 0, "table");
  }
  const bool option = name == "option" && !open_.empty() && open_.back().name == "option";
  if (option) pop_to(open_.size() - 1);
  const bool heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
  if (heading && !open_.empty() && one_of({"h1", "h2", "h3", "h4", "h5", "h6"}, open_.back().name)) {
    pop_to(open_.size() - 1);
  }
  if (name == "a" || name == "nobr") end_formatting(name);
}

void OpenElements::reopen_formatting() {
  for (Formatting& each : formatting_) {
    if (each.open) continue;
    each.open = true;
    push(each.name, kFormatting, false);
    ++nodes_count_;
  }
}

void OpenElements::note_formatting(const HtmlToken& tag) {
  // The parser keeps at most three that are the same to the last attribute.
  size_t same = 0;
  for (size_t i = formatting_.size(); i-- > 0;) {
    if (formatting_[i].raw != tag.raw || ++same < 3) continue;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  formatting_.push_back({tag.name, tag.raw, true});
}

void OpenElements::end_formatting(std::string_view name) {
  for (size_t i = formatting_.size(); i-- > 0;) {
    if (formatting_[i].name != name) continue;
    const bool open = formatting_[i].open;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
    if (!open) return;
    break;
  }
  bool below_block = false;
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].name == name) {
      // A block that was opened inside stays open.
      if (!below_block) return pop_to(i);
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
    if ((open_[i].traits & kScope) != 0) return;
    below_block = below_block || (open_[i].traits & kSpecial) != 0;
  }
}

}  // namespace pressmark
