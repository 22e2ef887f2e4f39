// The JSON of one publication's own answers; escaped as response_json.h says. Pure; any thread.
#pragma once

#include <string>

#include "server/search_service.h"

namespace pressmark {

/// /api/v1/publications/{id}: what a hit has of it, and what the index holds beside.
std::string publication_json(const PublicationResponse& response);

/// /api/v1/publications/{id}/similar: {id, generation, publications: hits with `shared`}.
std::string similar_json(const SimilarResponse& response);

/// /api/v1/publications/{id}/passages: as /api/v1/passages, each passage with its `part`, how it is cited and
/// the address that finds it again.
std::string found_json(const FoundResponse& response);

}  // namespace pressmark
