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

/// Sets `name` to what `view_of` makes of each of `items`, and "has_" and the name to whether there are any.
template <class Items, class ViewOf>
void set_list(View& view, const std::string& name, const Items& items, const ViewOf& view_of) {
  List list(List::type::list);
  for (const auto& item : items) list.push_back(view_of(item));
  view.set("has_" + name, list.is_non_empty_list());
  view.set(name, list);
}

/// Of a list of texts: {{text}}.
View text_view(const std::string& text);

/// The embedded template of that name, filled: {{x}} is escaped, {{{x}}} is markup already.
std::string render(std::string_view name, const View& view);

}  // namespace pressmark
