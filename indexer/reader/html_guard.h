// What stands before the HTML parser, whose time grows with the square of the nesting: a linear look that
// refuses hostile shapes, and a linear rewriting of what was refused, so that its text is still found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark {

enum class HtmlRisk : uint8_t {
  kNone,
  kDepth,       // over limits::kHtmlDepthMax open elements
  kAttributes,  // over limits::kHtmlAttributesMax on one element
  kNodes,       // unclosed formatting that the parser would repeat in every paragraph
};

HtmlRisk html_risk(std::string_view html);

/// The same page with paragraphs, headings, title and metadata only: no element inside another but those of
/// the head.
std::string flatten_html(std::string_view html);

}  // namespace pressmark
