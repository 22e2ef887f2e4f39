// What all pages have around them, and how what they show of a publication is said. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/url.h"

namespace pressmark {

struct Frame {
  std::string title, css_class, main, query;
  std::string feed;               // the parameters of the feed that has what the page shows
  std::vector<Parameter> hidden;  // sent along with the box
  bool focus = false, noindex = false;
};

/// The page with `main`, which is markup, in it.
std::string frame(const Frame& page);

/// " lang=\"de\"", or nothing; markup.
std::string language_attribute(const std::string& language);

/// "PDF, 114 pages", "Web page".
std::string form_words(const std::string& filetype, uint32_t pages);

}  // namespace pressmark
