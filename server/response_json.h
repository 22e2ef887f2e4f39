// The JSON of every answer, the same from `server` and from `search --json`. Safe to embed in HTML: <, >, &
// and the line separators leave as \u escapes; ill-formed UTF-8 is replaced by U+FFFD. Pure; any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/search_service.h"

namespace pressmark {

using Json = nlohmann::ordered_json;

/// `value` as one line of JSON, escaped as said above.
std::string dump(const Json& value);

/// A hit and a passage, as they stand in those below.
Json hit_json(const Hit& hit);
Json passage_json(const PassageHit& passage);

enum class Took { kShown, kLeftOut };
/// The answer of /api/v1/search. `request` is what it answers, for the link of a did-you-mean.
std::string search_json(const SearchResponse& response, const SearchRequest& request, Took took);

/// The answer of /api/v1/passages.
std::string passages_json(const PassagesResponse& response, Took took);

/// The answer of /api/v1/suggest: {query, suggestions: [{text, type, total, url}]}; url opens the
/// publication, or searches.
std::string suggest_json(std::string_view text, const std::vector<Suggestion>& suggestions);

}  // namespace pressmark
