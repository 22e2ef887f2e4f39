#include "indexer/reader/html_guard.h"

#include <algorithm>
#include <array>

#include "engine/limits.h"
#include "indexer/reader/html_open_elements.h"
#include "indexer/reader/html_scanner.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kNodesMax = 4'000'000;  // some 200 bytes each in the parser's tree

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

}  // namespace

HtmlRisk html_risk(std::string_view html) {
  HtmlScanner scanner(html);
  HtmlToken token;
  OpenElements open;
  while (scanner.next(token)) {
    if (token.kind == HtmlToken::kText && !trim(token.raw).empty()) open.text();
    if (token.kind == HtmlToken::kEndTag) open.end(token);
    if (open.nodes_count() > kNodesMax) return HtmlRisk::kNodes;
    if (open.depth() > limits::kHtmlDepthMax) return HtmlRisk::kDepth;
    if (token.kind != HtmlToken::kStartTag) continue;
    if (token.attributes_count > limits::kHtmlAttributesMax) return HtmlRisk::kAttributes;
    if (is_raw_text_element(token.name) && !open.is_foreign()) {
      scanner.take_raw_text(token.name);
      continue;
    }
    open.start(token);
    if (open.depth() > limits::kHtmlDepthMax) return HtmlRisk::kDepth;
    if (open.nodes_count() > kNodesMax) return HtmlRisk::kNodes;
  }
  return HtmlRisk::kNone;
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
