// OpenSearch: what a browser's own search bar asks of a site: a description, and suggestions. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search_service.h"

namespace pressmark {

/// The OpenSearch 1.1 description of the site at `origin`.
std::string opensearch_description(const std::string& origin);

/// [text, [completions], [what they are], [where they lead]], as application/x-suggestions+json.
std::string opensearch_suggestions(const std::string& origin, std::string_view text,
                                   const std::vector<Suggestion>& suggestions);

}  // namespace pressmark
