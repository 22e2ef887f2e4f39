// One publication as the index holds it: what is known of it, what is like it, where in it something stands.
// Values; pure but for the searcher, which belongs to one thread. What the editors hide is not there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/match/searcher.h"
#include "server/search_service.h"

namespace pressmark {

/// Nothing, here and below, when there is no publication of that id.
std::optional<PublicationResponse> make_publication(Searcher& searcher, const std::string& id);

std::optional<SimilarResponse> make_similar(Searcher& searcher, const std::string& id, size_t limit);

std::optional<FoundResponse> find_in_publication(Searcher& searcher, const FindRequest& request);

std::optional<QuotedResponse> find_quoted(Searcher& searcher, const QuotedRequest& request);

}  // namespace pressmark
