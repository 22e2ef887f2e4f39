// The addresses of single publications: /publications/{id} and what the API has of one. Pure but for the
// answerer; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/answerer.h"
#include "server/problem.h"
#include "server/url.h"

namespace pressmark {

/// Whether a path leads to a publication's page, or to what the API has of one.
bool is_publication_page(std::string_view path);
bool is_publication_path(std::string_view path);

struct PublicationAnswer {
  std::string body, generation;
};
/// The page or the JSON at `path`, which is as sent: an id is one segment, percent-encoded. Throws NotReady.
std::variant<PublicationAnswer, Problem> answer_publication(Answerer& answerer, std::string_view path,
                                                            const std::vector<Parameter>& parameters,
                                                            std::optional<Date> today);

}  // namespace pressmark
