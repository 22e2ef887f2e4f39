// Plain text cut into paragraphs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

/// The paragraphs between blank lines and form feeds, each squeezed, none empty.
std::vector<std::string> split_paragraphs(std::string_view text);

}  // namespace pressmark
