#include "server/parameters.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include "engine/limits.h"
#include "engine/query/dates.h"
#include "server/nearest_name.h"
#include "server/trimmed.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 16> kSearchNames = {
    "q",      "page",     "per_page", "sort", "kind", "lang",   "topic",    "publisher",
    "author", "filetype", "site",     "from", "to",   "facets", "snippets", "explain"};
constexpr std::array<std::string_view, 13> kFeedNames = {"q",    "page",  "per_page",  "sort",   "kind",
                                                         "lang", "topic", "publisher", "author", "filetype",
                                                         "site", "from",  "to"};
constexpr std::array<std::string_view, 12> kPassagesNames = {"q",        "page",  "per_page",  "kind",
                                                             "lang",     "topic", "publisher", "author",
                                                             "filetype", "site",  "from",      "to"};
constexpr std::array<std::string_view, 11> kExplainNames = {
    "id", "q", "kind", "lang", "topic", "publisher", "author", "filetype", "site", "from", "to"};
constexpr std::array<std::string_view, 2> kSuggestNames = {"q", "limit"};
constexpr std::array<std::string_view, 6> kPageNames = {"q", "order", "page", "per_page", "passage", "part"};
constexpr std::span<const std::string_view> kFindNames(kPageNames.data(), 4);
constexpr std::array<std::string_view, 1> kSimilarNames = {"limit"};

/// What other search programs call ours: nearer in meaning than in spelling.
struct Alias {
  std::string_view other, ours;
};
constexpr std::array<Alias, 8> kAliases = {{{"query", "q"},
                                            {"search", "q"},
                                            {"type", "kind"},
                                            {"limit", "per_page"},
                                            {"size", "per_page"},
                                            {"tag", "topic"},
                                            {"order", "sort"},
                                            {"date_from", "from"}}};

std::string nearest(std::string_view name, std::span<const std::string_view> valid) {
  for (const Alias& alias : kAliases) {
    if (alias.other == name && std::find(valid.begin(), valid.end(), alias.ours) != valid.end()) {
      return std::string(alias.ours);
    }
  }
  return std::string(nearest_name(name, valid));
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool consists_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kLettersAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

std::optional<std::string> language_of(std::string_view value) {
  std::string primary = lower(value.substr(0, value.find('-')));
  if (primary.size() < 2 || primary.size() > 3 || !consists_of(primary, kLetters)) return std::nullopt;
  return primary;
}

std::optional<std::string> filetype_of(std::string_view value) {
  std::string type = lower(value.starts_with('.') ? value.substr(1) : value);
  if (type.empty() || type.size() > 8 || !consists_of(type, kLettersAndDigits)) return std::nullopt;
  return type;
}

std::optional<std::string> site_of(std::string_view value) {
  std::string host = lower(value);
  if (host.size() > 253) return std::nullopt;
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
    return static_cast<signed char>(c) < 0 || kLettersAndDigits.find(c) != std::string_view::npos ||
           c == '-' || c == '.' || c == ':';
  });
  if (!plain) return std::nullopt;
  return host;
}

std::optional<std::string> text_of(std::string_view value) {
  if (value.size() > kFilterBytesMax) return std::nullopt;
  return std::string(value);
}

/// Reads values one by one and gathers what is wrong with them.
class Reader {
 public:
  explicit Reader(std::optional<Date> today) : today_(today) {}

  void fail(ProblemCode code, const Parameter& parameter, std::string reason, std::string suggestion = "") {
    if (problem_.errors.empty()) problem_.code = code;
    problem_.errors.push_back({parameter.name, std::move(reason), std::move(suggestion)});
  }

  /// Whether the parameter is known and, unless it may be repeated, has not been seen; else it failed.
  bool admits(const Parameter& parameter, std::span<const std::string_view> valid,
              std::span<const std::string_view> repeatable) {
    const auto among = [&](std::span<const std::string_view> names) {
      return std::find(names.begin(), names.end(), parameter.name) != names.end();
    };
    if (!among(valid)) {
      fail(ProblemCode::kUnknownParameter, parameter, "there is no such parameter",
           nearest(parameter.name, valid));
      return false;
    }
    if (!among(repeatable) && std::find(seen_.begin(), seen_.end(), parameter.name) != seen_.end()) {
      fail(ProblemCode::kDuplicateParameter, parameter, "it is given more than once");
      return false;
    }
    seen_.push_back(parameter.name);
    return true;
  }

  void number(const Parameter& parameter, uint32_t max, uint32_t& out) {
    uint32_t value = 0;
    const char* end = parameter.value.data() + parameter.value.size();
    const auto [stopped, error] = std::from_chars(parameter.value.data(), end, value);
    if (error != std::errc() || stopped != end || value < 1 || value > max) {
      fail(ProblemCode::kBadParameter, parameter, "it is no whole number within bounds",
           "1 to " + std::to_string(max));
      return;
    }
    out = value;
  }

  void flag(const Parameter& parameter, bool& out) {
    if (parameter.value != "0" && parameter.value != "1") {
      fail(ProblemCode::kBadParameter, parameter, "it is neither 0 nor 1", "0 or 1");
      return;
    }
    out = parameter.value == "1";
  }

  void day(const Parameter& parameter, Date Period::*end, std::optional<Date>& out) {
    const std::optional<Period> period = read_period(parameter.value, today_);
    if (!period) {
      fail(ProblemCode::kBadParameter, parameter, "it is not a date", "yyyy, yyyy-mm or yyyy-mm-dd");
      return;
    }
    out = (*period).*end;
  }

  void sort(const Parameter& parameter, Sort& out) {
    if (parameter.value == "relevance") {
      out = Sort::kRelevance;
    } else if (parameter.value == "newest") {
      out = Sort::kNewest;
    } else if (parameter.value == "oldest") {
      out = Sort::kOldest;
    } else {
      fail(ProblemCode::kBadParameter, parameter, "it is no known order", "relevance, newest or oldest");
    }
  }

  /// Adds what `convert` makes of `value`, once.
  template <class T, class Convert>
  void add(const Parameter& parameter, std::string_view value, Convert convert, std::string_view allowed,
           std::vector<T>& out) {
    const std::optional<T> item = convert(value);
    if (!item) {
      fail(ProblemCode::kBadParameter, parameter, "it has a value that it cannot have", std::string(allowed));
    } else if (std::find(out.begin(), out.end(), *item) == out.end()) {
      if (out.size() == kFilterValuesMax) {
        fail(ProblemCode::kBadParameter, parameter, "it has too many values",
             "at most " + std::to_string(kFilterValuesMax));
        return;
      }
      out.push_back(*item);
    }
  }

  template <class T, class Convert>
  void add_each(const Parameter& parameter, Convert convert, std::string_view allowed, std::vector<T>& out) {
    std::string_view rest = parameter.value;
    while (!rest.empty()) {
      const size_t comma = std::min(rest.find(','), rest.size());
      if (comma > 0) add(parameter, rest.substr(0, comma), convert, allowed, out);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }

  bool failed() const { return !problem_.errors.empty(); }

  Problem problem() && {
    const ParameterError& first = problem_.errors.front();
    problem_.detail = "The parameter '" + first.parameter + "': " + first.reason + ".";
    if (!first.suggestion.empty())
      problem_.detail.insert(problem_.detail.size() - 1, "; try " + first.suggestion);
    return std::move(problem_);
  }

 private:
  std::optional<Date> today_;
  Problem problem_;
  std::vector<std::string> seen_;
};

void read_search_parameter(const Parameter& parameter, Reader& reader, SearchRequest& request) {
  const std::string& name = parameter.name;
  Filters& filters = request.filters;
  if (name == "q") {
    request.text = parameter.value;
  } else if (name == "page") {
    reader.number(parameter, limits::kHitsDepthMax, request.page);
  } else if (name == "per_page") {
    reader.number(parameter, limits::kPerPageMax, request.per_page);
  } else if (name == "sort") {
    reader.sort(parameter, request.sort);
  } else if (name == "kind") {
    reader.add_each(parameter, kind_from_name, "report, post, page or data", filters.kinds);
  } else if (name == "lang") {
    reader.add_each(parameter, language_of, "language codes such as en or de", filters.languages);
  } else if (name == "filetype") {
    reader.add_each(parameter, filetype_of, "file types such as pdf or html", filters.filetypes);
  } else if (name == "site") {
    reader.add_each(parameter, site_of, "host names such as example.org", filters.sites);
  } else if (name == "topic") {
    reader.add(parameter, parameter.value, text_of, "at most 256 bytes", filters.topics);
  } else if (name == "publisher") {
    reader.add(parameter, parameter.value, text_of, "at most 256 bytes", filters.publishers);
  } else if (name == "author") {
    reader.add(parameter, parameter.value, text_of, "at most 256 bytes", filters.authors);
  } else if (name == "from") {
    reader.day(parameter, &Period::first, filters.published.from);
  } else if (name == "to") {
    reader.day(parameter, &Period::last, filters.published.to);
  } else if (name == "facets") {
    reader.flag(parameter, request.facets);
  } else if (name == "snippets") {
    reader.flag(parameter, request.snippets);
  } else if (name == "explain") {
    reader.flag(parameter, request.explain);
  }
}

std::variant<SearchRequest, Problem> parse_request(const std::vector<Parameter>& parameters,
                                                   std::optional<Date> today,
                                                   std::span<const std::string_view> names) {
  static constexpr std::array<std::string_view, 7> kRepeatable = {"kind",   "lang",     "topic", "publisher",
                                                                  "author", "filetype", "site"};
  Reader reader(today);
  SearchRequest request;
  request.today = today;
  request.per_page = limits::kPerPageDefault;
  for (const Parameter& parameter : parameters) {
    if (!reader.admits(parameter, names, kRepeatable) || parameter.value.empty()) continue;
    read_search_parameter(parameter, reader, request);
  }
  if (uint64_t{request.page} * request.per_page > limits::kHitsDepthMax) {
    const std::string pages = std::to_string(limits::kHitsDepthMax / request.per_page);
    reader.fail(ProblemCode::kBadParameter, {"page", ""},
                "it lies beyond the first " + std::to_string(limits::kHitsDepthMax) + " results",
                "1 to " + pages);
  }
  const DateRange& published = request.filters.published;
  if (published.from && published.to && *published.to < *published.from) {
    reader.fail(ProblemCode::kBadParameter, {"to", ""}, "it is before 'from'",
                "a day from " + published.from->iso() + " on");
  }
  if (reader.failed()) return std::move(reader).problem();
  return request;
}

constexpr std::string_view kBlanks = " \t\r\n";

}  // namespace

ParameterNames parameter_names() {
  return {kSearchNames,  kPassagesNames, kFeedNames, kExplainNames,
          kSuggestNames, kPageNames,     kFindNames, kSimilarNames};
}

std::optional<Problem> refuse_parameters(const std::vector<Parameter>& parameters) {
  Reader reader({});
  for (const Parameter& parameter : parameters)
    reader.fail(ProblemCode::kUnknownParameter, parameter, "there are no parameters here");
  if (!reader.failed()) return std::nullopt;
  return std::move(reader).problem();
}

std::variant<SearchRequest, Problem> parse_search_parameters(const std::vector<Parameter>& parameters,
                                                             std::optional<Date> today) {
  return parse_request(parameters, today, kSearchNames);
}

std::variant<SearchRequest, Problem> parse_passages_parameters(const std::vector<Parameter>& parameters,
                                                               std::optional<Date> today) {
  return parse_request(parameters, today, kPassagesNames);
}

std::variant<SearchRequest, Problem> parse_feed_parameters(std::vector<Parameter> parameters,
                                                           std::optional<Date> today) {
  const auto set_default = [&](std::string_view name, std::string value) {
    const auto given =
        std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.name == name; });
    if (given == parameters.end()) {
      parameters.push_back({std::string(name), std::move(value)});
    } else if (given->value.empty()) {
      given->value = std::move(value);
    }
  };
  set_default("sort", "newest");
  set_default("per_page", std::to_string(kFeedItems));
  auto parsed = parse_request(parameters, today, kFeedNames);
  if (auto* request = std::get_if<SearchRequest>(&parsed)) request->facets = false;
  return parsed;
}

std::variant<ExplainRequest, Problem> parse_explain_parameters(const std::vector<Parameter>& parameters,
                                                               std::optional<Date> today) {
  auto parsed = parse_request(parameters, today, kExplainNames);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  ExplainRequest request{std::get<SearchRequest>(std::move(parsed)), ""};
  for (const Parameter& parameter : parameters) {
    if (parameter.name == "id") request.id = trimmed(parameter.value, kBlanks);
  }
  return request;
}

std::variant<SuggestRequest, Problem> parse_suggest_parameters(const std::vector<Parameter>& parameters) {
  Reader reader({});
  SuggestRequest request;
  for (const Parameter& parameter : parameters) {
    if (!reader.admits(parameter, kSuggestNames, {})) continue;
    if (parameter.name == "q") {
      request.text = parameter.value;
    } else if (!parameter.value.empty()) {
      reader.number(parameter, kSuggestionsMax, request.limit);
    }
  }
  if (reader.failed()) return std::move(reader).problem();
  return request;
}

std::variant<PublicationRequest, Problem> parse_publication_parameters(
    const std::vector<Parameter>& parameters, PublicationParameters of) {
  PublicationRequest request;
  if (of == PublicationParameters::kNone) {
    if (auto problem = refuse_parameters(parameters)) return *std::move(problem);
    return request;
  }
  std::span<const std::string_view> names(kPageNames);
  if (of == PublicationParameters::kSimilar) names = kSimilarNames;
  if (of == PublicationParameters::kFind) names = kFindNames;
  Reader reader({});
  for (const Parameter& parameter : parameters) {
    if (!reader.admits(parameter, names, {}) || parameter.value.empty()) continue;
    if (parameter.name == "q") {
      request.find.text = parameter.value;
    } else if (parameter.name == "passage") {
      request.passage = parameter.value;
      if (parameter.value.size() > kQuotedBytesMax)
        reader.fail(ProblemCode::kBadParameter, parameter, "it is too long",
                    "the first words of the passage");
    } else if (parameter.name == "part") {
      reader.number(parameter, limits::kPagesMax, request.part);
    } else if (parameter.name == "page") {
      reader.number(parameter, limits::kPagesMax, request.find.page);
    } else if (parameter.name == "per_page") {
      reader.number(parameter, kFoundPerPageMax, request.find.per_page);
    } else if (parameter.name == "limit") {
      reader.number(parameter, kSimilarMax, request.limit);
    } else if (parameter.value == "best") {
      request.find.order = FindOrder::kBest;
    } else if (parameter.value != "page") {
      reader.fail(ProblemCode::kBadParameter, parameter, "it is no known order", "page or best");
    }
  }
  if (reader.failed()) return std::move(reader).problem();
  return request;
}

}  // namespace pressmark
