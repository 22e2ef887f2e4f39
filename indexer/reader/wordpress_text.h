// The text of a WordPress post as it is stored, made into the HTML that the site shows. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace pressmark {

/// Without shortcodes ("[gallery ids=…]", "[caption …]" but not its text), and with the paragraphs that blank
/// lines stand for where the text has no block markup of its own.
std::string wordpress_html(std::string_view content);

}  // namespace pressmark
