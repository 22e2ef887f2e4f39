// The JSON of every answer, the same from `server` and from `search --json`. Safe to embed in HTML: <, >, &
// and the line separators leave as \u escapes; ill-formed UTF-8 is replaced by U+FFFD. Pure; any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/json_writer.h"
#include "server/search_service.h"

namespace pressmark {

using Json = nlohmann::ordered_json;

/// A small answer as one line of JSON, escaped as said above.
std::string dump(const Json& value);

/// Members of the object that is open: a day, null when it is not known; what is held of a publication
/// whatever was asked, and a passage.
void write_date(std::string_view name, const std::optional<Date>& date, JsonWriter& json);
void write_about(const Hit& about, JsonWriter& json);
void write_passage(const PassageHit& passage, JsonWriter& json);

enum class Took { kShown, kLeftOut };
/// The answer of /api/v1/search. `request` is what it answers, for the link of a did-you-mean.
std::string search_json(const SearchResponse& response, const SearchRequest& request, Took took);

/// The answer of /api/v1/passages.
std::string passages_json(const PassagesResponse& response, Took took);

/// The answer of /api/v1/suggest: {query, suggestions: [{text, type, total, url}]}; url opens the
/// publication, or searches.
std::string suggest_json(std::string_view text, const std::vector<Suggestion>& suggestions);

}  // namespace pressmark
