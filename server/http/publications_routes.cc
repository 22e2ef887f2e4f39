#include "server/http/publications_routes.h"

#include <utility>

#include "server/parameters.h"
#include "server/publication_json.h"
#include "server/publication_page.h"

namespace pressmark {
namespace {

constexpr std::string_view kPages = "/publications/";
constexpr std::string_view kApi = "/api/v1/publications/";

using Answer = std::variant<PublicationAnswer, Problem>;

Problem unknown(const std::string& id) {
  return {ProblemCode::kNotFound,
          "There is no publication \"" + id + "\" in the index. It may have been taken away or have moved.",
          {}};
}

Answer page_answer(Answerer& answerer, PublicationRequest asked) {
  FindRequest& request = asked.find;
  auto publication = answerer.publication(request.id);
  if (!publication) {
    Problem problem = unknown(request.id);
    problem.sought = std::move(asked.passage);
    return problem;
  }
  PublicationPage page;
  page.publication = std::move(*publication);
  if (auto similar = answerer.similar(request.id, kSimilarDefault)) page.similar = std::move(*similar);
  if (!asked.passage.empty()) {
    page.quoted = answerer.find_quoted({request.id, asked.passage, asked.part});
    page.sought = std::move(asked.passage);
  }
  if (request.text.find_first_not_of(" \t\r\n") != std::string::npos) {
    page.found = answerer.find_in(request);
    page.asked = std::move(request);
  }
  return PublicationAnswer{publication_page(page), page.publication.generation};
}

Answer similar_answer(Answerer& answerer, const std::string& id, uint32_t limit) {
  const auto similar = answerer.similar(id, limit);
  if (!similar) return unknown(id);
  return PublicationAnswer{similar_json(*similar), similar->generation};
}

Answer found_answer(Answerer& answerer, const FindRequest& request) {
  if (request.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Problem{ProblemCode::kMissingParameter,
                   "Nothing is asked for.",
                   {{"q", "it is missing", "words to find in the publication"}}};
  }
  const auto found = answerer.find_in(request);
  if (!found) return unknown(request.id);
  return PublicationAnswer{found_json(*found), found->found.generation};
}

}  // namespace

bool is_publication_page(std::string_view path) {
  return path.starts_with(kPages);
}

bool is_publication_path(std::string_view path) {
  return is_publication_page(path) || path.starts_with(kApi);
}

Answer answer_publication(Answerer& answerer, std::string_view path, const std::vector<Parameter>& parameters,
                          std::optional<Date> today) {
  const bool is_page = is_publication_page(path);
  std::string_view rest = path.substr(is_page ? kPages.size() : kApi.size());
  const size_t slash = rest.find('/');
  const std::string_view below = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
  const std::optional<std::string> id = percent_decode(rest.substr(0, slash), Plus::kIsPlus);
  const bool known = below.empty() ? slash == std::string_view::npos
                                   : !is_page && (below == "similar" || below == "passages");
  if (!id || id->empty() || !known) return Problem{ProblemCode::kNotFound, "", {}};
  const auto of = is_page              ? PublicationParameters::kPage
                  : below == "similar" ? PublicationParameters::kSimilar
                  : below.empty()      ? PublicationParameters::kNone
                                       : PublicationParameters::kFind;
  auto parsed = parse_publication_parameters(parameters, of);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  PublicationRequest& request = std::get<PublicationRequest>(parsed);
  request.find.id = *id;
  request.find.today = today;
  switch (of) {
    case PublicationParameters::kPage:
      return page_answer(answerer, std::move(request));
    case PublicationParameters::kSimilar:
      return similar_answer(answerer, *id, request.limit);
    case PublicationParameters::kFind:
      return found_answer(answerer, request.find);
    case PublicationParameters::kNone:
      break;
  }
  const auto publication = answerer.publication(*id);
  if (!publication) return unknown(*id);
  return PublicationAnswer{publication_json(*publication), publication->generation};
}

}  // namespace pressmark
