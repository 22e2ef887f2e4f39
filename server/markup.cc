#include "server/markup.h"

#include <algorithm>
#include <cstdint>

namespace pressmark {
namespace {

constexpr std::string_view kEllipsis = "…";

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default: {
        const auto byte = static_cast<uint8_t>(c);
        const bool control = (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7F;
        html += control ? ' ' : c;
      }
    }
  }
}

/// Whether a fragment that ends here ends a sentence, so that no ellipsis need follow.
bool ends_sentence(std::string_view text) {
  static constexpr std::string_view kEnds[] = {".", "!", "?", "…", "。", ".”", ".\"", ".)"};
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](auto end) { return text.ends_with(end); });
}

bool begins_sentence(std::string_view text) {
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 8);
  append_escaped(html, text);
  return html;
}

std::string mark_up(std::string_view text, const std::vector<ByteSpan>& spans) {
  std::string html;
  html.reserve(text.size() + text.size() / 8 + spans.size() * 13);
  size_t written = 0;
  bool open = false;
  for (const ByteSpan& span : spans) {
    if (span.begin < written || span.end <= span.begin || span.end > text.size()) continue;
    const std::string_view between = text.substr(written, span.begin - written);
    const bool joined = open && (between.empty() || between == " ");
    if (open && !joined) html += "</mark>";
    append_escaped(html, between);
    if (!joined) html += "<mark>";
    append_escaped(html, text.substr(span.begin, span.end - span.begin));
    open = true;
    written = span.end;
  }
  if (open) html += "</mark>";
  append_escaped(html, text.substr(written));
  return html;
}

std::string mark_up(const Fragment& fragment) {
  const bool before = fragment.cut_before && !begins_sentence(fragment.text);
  const bool after = fragment.cut_after && !ends_sentence(fragment.text);
  std::string html = before ? std::string(kEllipsis) : std::string();
  html += mark_up(fragment.text, fragment.spans);
  if (after) html += kEllipsis;
  return html;
}

}  // namespace pressmark
