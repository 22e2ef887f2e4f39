// Templates: the embedded mustache files, and what fills them. Names are looked up outwards when a view lacks
// them, so every view sets all the names of its template, with false for what is not there.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

namespace pressmark {

using View = kainjow::mustache::data;
using List = kainjow::mustache::data;

/// Sets `name` to `text`, or to false when it is empty, so that its section is left out.
void set_text(View& view, const std::string& name, const std::string& text);

/// The embedded template of that name, filled: {{x}} is escaped, {{{x}}} is markup already.
std::string render(std::string_view name, const View& view);

}  // namespace pressmark
