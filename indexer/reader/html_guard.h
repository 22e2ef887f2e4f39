// What stands before the HTML parser, whose time grows with the square of the nesting: a linear look that
// refuses hostile shapes, and a linear rewriting of what was refused, so that its text is still found. Pure
// functions; safe in any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark {

enum class HtmlRisk : uint8_t {
  kNone,
  kDepth,       // over limits::kHtmlDepthMax open elements
  kAttributes,  // over limits::kHtmlAttributesMax on one element
  kNodes,  // over limits::kHtmlNodesMax: unclosed formatting that the parser would repeat in every paragraph
};

HtmlRisk html_risk(std::string_view html);

/// A page that the parser may have.
struct GuardedHtml {
  HtmlRisk risk = HtmlRisk::kNone;  // of the page as it came
  std::string html;                 // flat if there was one; else without scripts and styles, save JSON-LD
};
GuardedHtml guard_html(std::string_view html);

/// The same page with paragraphs, headings, title and metadata only: no element inside another but those of
/// the head.
std::string flatten_html(std::string_view html);

}  // namespace pressmark
