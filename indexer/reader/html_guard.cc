#include "indexer/reader/html_guard.h"

#include <algorithm>
#include <array>

#include "engine/limits.h"
#include "indexer/reader/html_open_elements.h"
#include "indexer/reader/html_scanner.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

template <size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

constexpr auto kInline = std::to_array<std::string_view>(
    {"a",    "abbr",   "b",      "bdi", "bdo",   "big",  "cite", "code", "data", "del", "dfn",  "em",
     "font", "i",      "ins",    "kbd", "label", "mark", "nobr", "q",    "ruby", "s",   "samp", "small",
     "span", "strike", "strong", "sub", "sup",   "time", "tt",   "u",    "var",  "wbr"});

/// Whether an element holds text that no reader of the page wants, so that the parser need not read it letter
/// by letter. One with "<!--" inside may end elsewhere for the parser.
bool is_dead_weight(const HtmlToken& tag, std::string_view content) {
  if (tag.name != "style" && tag.name != "script") return false;
  return ascii_lower(tag.raw).find("ld+json") == std::string::npos &&
         content.find("<!--") == std::string_view::npos;
}

/// Looks at the page; calls `drop` with each run of bytes that the parser can do without.
template <class Drop>
HtmlRisk look(std::string_view html, Drop drop) {
  HtmlScanner scanner(html);
  HtmlToken token;
  OpenElements open;
  while (scanner.next(token)) {
    if (token.kind == HtmlToken::kText && !trim(token.raw).empty()) open.text();
    if (token.kind == HtmlToken::kEndTag) open.end(token);
    if (open.nodes_count() > limits::kHtmlNodesMax) return HtmlRisk::kNodes;
    if (open.depth() > limits::kHtmlDepthMax) return HtmlRisk::kDepth;
    if (token.kind != HtmlToken::kStartTag) continue;
    if (token.attributes_count > limits::kHtmlAttributesMax) return HtmlRisk::kAttributes;
    if (is_raw_text_element(token.name) && !open.is_foreign()) {
      const std::string_view content = scanner.take_raw_text(token.name);
      if (is_dead_weight(token, content)) drop(content);
      continue;
    }
    open.start(token);
    if (open.depth() > limits::kHtmlDepthMax) return HtmlRisk::kDepth;
    if (open.nodes_count() > limits::kHtmlNodesMax) return HtmlRisk::kNodes;
  }
  return HtmlRisk::kNone;
}

}  // namespace

HtmlRisk html_risk(std::string_view html) {
  return look(html, [](std::string_view) {});
}

GuardedHtml guard_html(std::string_view html) {
  GuardedHtml guarded;
  guarded.html.reserve(html.size());
  size_t copied = 0;
  guarded.risk = look(html, [&](std::string_view dropped) {
    const auto at = static_cast<size_t>(dropped.data() - html.data());
    guarded.html += html.substr(copied, at - copied);
    copied = at + dropped.size();
  });
  if (guarded.risk == HtmlRisk::kNone) {
    guarded.html += html.substr(copied);
  } else {
    guarded.html = flatten_html(html);
  }
  return guarded;
}

std::string flatten_html(std::string_view html) {
  std::string flat;
  flat.reserve(html.size());
  HtmlScanner scanner(html);
  HtmlToken token;
  while (scanner.next(token)) {
    if (token.kind == HtmlToken::kText) {
      if (token.raw == "<") {
        flat += "&lt;";
      } else {
        flat += token.raw;
      }
      continue;
    }
    const bool start = token.kind == HtmlToken::kStartTag;
    const bool small = token.attributes_count <= limits::kHtmlAttributesMax;
    if (start && is_raw_text_element(token.name)) {
      const std::string_view content = scanner.take_raw_text(token.name);
      const bool keeps = token.name == "title" || token.raw.find("ld+json") != std::string_view::npos;
      if (keeps && small) flat.append(token.raw).append(content).append("</").append(token.name).append(">");
    } else if (start && small &&
               (token.name == "meta" || token.name == "link" || token.name == "html" ||
                is_heading(token.name))) {
      flat += token.raw;
    } else if (!start && is_heading(token.name)) {
      flat += token.raw;
    } else if (!one_of(kInline, token.name) && !flat.ends_with("<p>")) {
      flat += "<p>";
    }
  }
  return flat;
}

}  // namespace pressmark
