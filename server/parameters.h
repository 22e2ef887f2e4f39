// The parameters of a search, from the names and values of an address to a SearchRequest and back. Pure; any
// thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/problem.h"
#include "server/search_service.h"
#include "server/url.h"

namespace pressmark {

inline constexpr size_t kFilterBytesMax = 256;  // one value of a filter
inline constexpr size_t kFilterValuesMax = 32;  // values of one filter
inline constexpr uint32_t kFeedItems = 20;      // of a feed that does not say how many
inline constexpr uint32_t kSuggestionsMax = 20;
inline constexpr uint32_t kSuggestionsDefault = 8;

/// What is wrong where there are no parameters to give; nothing when none is given.
std::optional<Problem> refuse_parameters(const std::vector<Parameter>& parameters);

/// q page per_page sort kind lang topic publisher author filetype site from to facets snippets explain. An
/// empty value counts as not given, since forms send every field. from and to are dates as read_period reads
/// them, those that depend on the day only if `today` is given, which goes into the request. The problem
/// names every parameter that is wrong.
std::variant<SearchRequest, Problem> parse_search_parameters(const std::vector<Parameter>& parameters,
                                                             std::optional<Date> today = std::nullopt);

/// The same without sort, facets and snippets, which passages have none of.
std::variant<SearchRequest, Problem> parse_passages_parameters(const std::vector<Parameter>& parameters,
                                                               std::optional<Date> today = std::nullopt);

/// The parameters of a search without facets and snippets, for a feed of what it finds: the newest first and
/// kFeedItems of them, unless they say otherwise.
std::variant<SearchRequest, Problem> parse_feed_parameters(std::vector<Parameter> parameters,
                                                           std::optional<Date> today = std::nullopt);

struct ExplainRequest {
  SearchRequest search;
  std::string id;  // or an address; empty when none is asked about
};
/// id, and of a search's what decides which publications match: q and the filters. Any may be missing.
std::variant<ExplainRequest, Problem> parse_explain_parameters(const std::vector<Parameter>& parameters,
                                                               std::optional<Date> today = std::nullopt);

struct SuggestRequest {
  std::string text;
  uint32_t limit = kSuggestionsDefault;
};
/// q limit.
std::variant<SuggestRequest, Problem> parse_suggest_parameters(const std::vector<Parameter>& parameters);

inline constexpr uint32_t kSimilarMax = 20;
inline constexpr uint32_t kSimilarDefault = 5;
inline constexpr uint32_t kFoundPerPageMax = 100;
inline constexpr size_t kQuotedBytesMax = 400;  // words of a passage that an address asks for

/// Which of its addresses a publication is asked at.
enum class PublicationParameters : uint8_t {
  kNone,     // all that is held: no parameters
  kPage,     // q order page per_page passage part
  kFind,     // q order page per_page
  kSimilar,  // limit
};
struct PublicationRequest {
  FindRequest find;  // without its id and day
  std::string passage;
  uint32_t part = 0;  // on which the passage stood
  uint32_t limit = kSimilarDefault;
};
/// order is "page" or "best".
std::variant<PublicationRequest, Problem> parse_publication_parameters(
    const std::vector<Parameter>& parameters, PublicationParameters of);

/// The names that those above accept, each at its addresses. Live for ever.
struct ParameterNames {
  std::span<const std::string_view> search, passages, feed, explain, suggest, publication_page, find, similar;
};
ParameterNames parameter_names();

/// "relevance", "newest", "oldest". Lives for ever.
std::string_view sort_name(Sort sort);

/// The shortest text that `from`, or `to`, reads as this day: "2022" for the first, or the last, of its days.
std::string first_day_text(const Date& day);
std::string last_day_text(const Date& day);

/// Whether anything is asked for: words or a filter.
bool asks_something(const SearchRequest& request);

/// The request's parameters in a fixed order, without those that have their default: equal requests, equal
/// lists.
std::vector<Parameter> to_parameters(const SearchRequest& request);
/// Those as "q=a&page=2", and as an address of the results page.
std::string to_query_string(const SearchRequest& request);
std::string search_url(const SearchRequest& request);
/// A search for these words and nothing else.
std::string search_url(const std::string& text);
/// The first page of the same search under other filters.
std::string search_url(SearchRequest request, const Filters& filters);
/// Where the place of the publication with this id or address for the request is explained; for an empty one
/// where that can be asked.
std::string explain_url(const SearchRequest& request, const std::string& id);
/// The same for a feed: without what is a feed's default. parse_feed_parameters() reads it.
std::string feed_query_string(const SearchRequest& request);

}  // namespace pressmark
