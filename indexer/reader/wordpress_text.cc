#include "indexer/reader/wordpress_text.h"

#include <algorithm>
#include <array>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kShortcodeBytesMax = 2'000;

// Those that often stand without attributes.
constexpr auto kShortcodes = std::to_array<std::string_view>(
    {"audio", "caption", "embed", "gallery", "playlist", "toc", "video", "wp_caption"});

/// The length of the shortcode at the start of `text`, which begins with '['; 0 if it is other text in
/// brackets.
size_t shortcode_length(std::string_view text) {
  const size_t end = text.substr(0, kShortcodeBytesMax).find(']');
  if (end == std::string_view::npos) return 0;
  std::string_view inside = text.substr(1, end - 1);
  const bool closes = inside.starts_with('/');
  if (closes) inside.remove_prefix(1);
  size_t name_end = 0;
  while (name_end < inside.size() &&
         (is_ascii_alnum(inside[name_end]) || inside[name_end] == '_' || inside[name_end] == '-')) {
    ++name_end;
  }
  if (name_end == 0 || !is_ascii_alpha(inside[0])) return 0;
  const std::string_view rest = inside.substr(name_end);
  const bool known =
      std::find(kShortcodes.begin(), kShortcodes.end(), inside.substr(0, name_end)) != kShortcodes.end();
  const bool has_attribute = rest.starts_with(' ') && (rest.find("=\"") != std::string_view::npos ||
                                                       rest.find("='") != std::string_view::npos);
  const bool is_shortcode =
      (closes && rest.empty()) || has_attribute || (known && (rest.empty() || rest[0] == ' '));
  return is_shortcode ? end + 1 : 0;
}

std::string without_shortcodes(std::string_view content) {
  std::string text;
  while (!content.empty()) {
    const size_t bracket = std::min(content.find('['), content.size());
    text += content.substr(0, bracket);
    content.remove_prefix(bracket);
    if (content.empty()) break;
    const size_t length = shortcode_length(content);
    if (length == 0) text += '[';
    content.remove_prefix(std::max<size_t>(length, 1));
  }
  return text;
}

}  // namespace

std::string wordpress_html(std::string_view content) {
  const std::string text = without_shortcodes(content);
  const std::string lower = ascii_lower(text);
  for (const std::string_view mark : {"<!-- wp:", "<p>", "<p "}) {
    if (lower.find(mark) != std::string::npos) return text;
  }
  std::string html;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    if (trim(line).empty()) {
      html += "<p>";
    } else {
      html.append(line).append("\n");
    }
    at = end + 1;
  }
  return html;
}

}  // namespace pressmark
