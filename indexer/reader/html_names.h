// What the classes and ids of a page's elements say about their content, in the words that publishing systems
// use.
#pragma once

#include <string_view>

namespace pressmark {

/// Whether a class or id has one of the words that name a thing beside the content ("share",
/// "related-posts").
bool names_boilerplate(std::string_view value);

/// Whether it names a standfirst ("lead", "standfirst", "intro").
bool names_summary(std::string_view value);

/// Whether it is one under which systems put the text itself ("entry-content").
bool names_content(std::string_view value);

/// Whether it names what readers write under an article ("comments").
bool names_conversation(std::string_view value);

}  // namespace pressmark
