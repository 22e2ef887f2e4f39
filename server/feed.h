// Feeds: what a search finds, to subscribe to. Pure; any thread.
#pragma once

#include <string>

#include "server/search_service.h"

namespace pressmark {

/// Where and when a feed is made.
struct FeedPlace {
  std::string origin;   // of the site, as read_origin() gives it
  std::string updated;  // when its generation was published, ISO 8601
};

/// The answer as Atom 1.0 (RFC 4287), with the elements of OpenSearch for its paging.
std::string atom_feed(const SearchRequest& request, const SearchResponse& response, const FeedPlace& place);

/// The same as JSON Feed 1.1.
std::string json_feed(const SearchRequest& request, const SearchResponse& response, const FeedPlace& place);

}  // namespace pressmark
