#include "server/template.h"

#include "engine/result.h"
#include "server/assets.h"
#include "server/markup.h"

namespace pressmark {

void set_text(View& view, const std::string& name, const std::string& text) {
  if (text.empty()) {
    view.set(name, false);
  } else {
    view.set(name, text);
  }
}

View text_view(const std::string& text) {
  View view;
  view.set("text", text);
  return view;
}

std::string render(std::string_view name, const View& view) {
  // Rendering changes the parsed template's state, so each has its own; parsing takes some microseconds.
  kainjow::mustache::mustache parsed{std::string(embedded(name))};
  ENGINE_CHECK(parsed.is_valid());
  parsed.set_custom_escape([](const std::string& text) { return escape_html(text); });
  return parsed.render(view);
}

}  // namespace pressmark
