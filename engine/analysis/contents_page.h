// Tells a table of contents from running text. Pure; any thread.
#pragma once

#include <span>
#include <string_view>

namespace pressmark {

/// Whether page[index] looks like a table of contents or a line of one: dot leaders, or most lines short and
/// ending in a number, the other blocks of its page considered.
bool is_contents(std::span<const std::string_view> page, size_t index);

/// Whether a whole page, given by its blocks, is a table of contents: most lines are entries of one, and
/// their numbers rise.
bool is_contents_page(std::span<const std::string_view> page);

}  // namespace pressmark
