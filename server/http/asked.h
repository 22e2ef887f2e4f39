// Which requests are a question that somebody asks anew, and what they may be counted by: the words, and the
// words of the results page that they were typed on. Nothing else of a request is looked at. Pure; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/search_service.h"

namespace pressmark {

struct AskedSearch {
  std::string text;    // as typed
  std::string former;  // what was asked for before it on the same site; empty when nothing is known of that
  bool without_results = false;
};

/// What `request`, a search for `wanted`, asks. Nothing for what is no question of its own: a further page, a
/// search by filters alone, a look at the head only. `public_origin` is what readers reach the site by, if
/// that is known; else what the request's Host says.
std::optional<AskedSearch> asked_by_somebody(const HttpRequest& request, const SearchRequest& wanted,
                                             std::string_view public_origin);

}  // namespace pressmark
