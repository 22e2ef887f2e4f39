// The page of the API: what its description (api_description.h) says, for readers. By
// server/web/docs.mustache; whole without a script. Pure; any thread.
#pragma once

#include <string>

namespace pressmark {

/// `example_id` is a publication that the example requests ask for; when empty, the description's own.
std::string docs_page(const std::string& example_id);

}  // namespace pressmark
