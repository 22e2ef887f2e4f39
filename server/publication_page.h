// The page of one publication: what the index holds of it, where in it something stands, what is like it. By
// server/web/publication.mustache; whole without a script. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "server/search_service.h"

namespace pressmark {

struct PublicationPage {
  PublicationResponse publication;
  SimilarResponse similar;
  std::optional<FindRequest> asked;  // what is sought in it, and what was found
  std::optional<FoundResponse> found;
  std::string sought;                    // words of a passage that an address asks for
  std::optional<QuotedResponse> quoted;  // where they stand now
};

std::string publication_page(const PublicationPage& page);

}  // namespace pressmark
