// Holds the description of the API against what the server's parsers accept and the limits they apply.
#include "server/api_description.h"

#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>
#include <regex>
#include <set>

#include "engine/limits.h"
#include "server/assets.h"
#include "server/parameters.h"

using namespace pressmark;

namespace {

using Parameters = std::vector<Parameter>;
/// What is wrong with the parameters; empty when they are accepted.
using Accept = std::function<std::vector<ParameterError>(const Parameters&)>;

template <class Parse>
Accept accepting(Parse parse) {
  return [parse](const Parameters& parameters) {
    const auto parsed = parse(parameters);
    const auto* problem = std::get_if<Problem>(&parsed);
    return problem ? problem->errors : std::vector<ParameterError>();
  };
}

struct Address {
  std::span<const std::string_view> names;
  Accept accept;
};

std::map<std::string, Address> addresses() {
  const Date today = *Date::make(2022, 3, 29);
  const auto of = [](PublicationParameters which) {
    return accepting([which](const Parameters& list) { return parse_publication_parameters(list, which); });
  };
  const Accept feed = accepting([=](const Parameters& list) { return parse_feed_parameters(list, today); });
  const Accept suggest = accepting(parse_suggest_parameters);
  const ParameterNames names = parameter_names();
  return {
      {"/api/v1/search", {names.search, accepting([=](const Parameters& list) {
                            return parse_search_parameters(list, today);
                          })}},
      {"/api/v1/passages", {names.passages, accepting([=](const Parameters& list) {
                              return parse_passages_parameters(list, today);
                            })}},
      {"/api/v1/explain", {names.explain, accepting([=](const Parameters& list) {
                             return parse_explain_parameters(list, today);
                           })}},
      {"/api/v1/suggest", {names.suggest, suggest}},
      {"/opensearch-suggest", {names.suggest, suggest}},
      {"/search.atom", {names.feed, feed}},
      {"/search.json", {names.feed, feed}},
      {"/api/v1/publications/{id}", {{}, of(PublicationParameters::kNone)}},
      {"/api/v1/publications/{id}/similar", {names.similar, of(PublicationParameters::kSimilar)}},
      {"/api/v1/publications/{id}/passages", {names.find, of(PublicationParameters::kFind)}},
      {"/api/v1/status",
       {{},
        [](const Parameters& list) {
          const auto problem = refuse_parameters(list);
          return problem ? problem->errors : std::vector<ParameterError>();
        }}},
  };
}

const Json& operation(const std::string& path) {
  return api_description().at("paths").at(path).at("get");
}

/// Name -> schema of the query parameters of a path.
std::map<std::string, Json> query_parameters(const std::string& path) {
  std::map<std::string, Json> found;
  for (const Json& reference : operation(path).value("parameters", Json::array())) {
    const Json& parameter = resolved(reference);
    if (parameter.at("in") == "query") found[parameter.at("name")] = parameter.at("schema");
  }
  return found;
}

const Json& query_parameter(const std::string& path, const std::string& name) {
  for (const Json& reference : operation(path).at("parameters")) {
    if (resolved(reference).at("name") == name) return resolved(reference).at("schema");
  }
  throw std::out_of_range(path + ' ' + name);
}

/// What each value of a parameter is.
const Json& item_of(const Json& described) {
  return resolved(described.contains("items") ? described.at("items") : described);
}

const Json& schema(const std::string& name) {
  return api_description().at("components").at("schemas").at(name);
}
const Json& property(const std::string& name, const std::string& field) {
  return schema(name).at("properties").at(field);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(api_description_of_parameters)

BOOST_AUTO_TEST_CASE(names_what_the_parsers_accept_and_nothing_else) {
  for (const auto& [path, address] : addresses()) {
    std::set<std::string> described;
    for (const auto& [name, unused] : query_parameters(path)) described.insert(name);
    const std::set<std::string> accepted(address.names.begin(), address.names.end());
    BOOST_TEST(described == accepted, boost::test_tools::per_element());
    for (const std::string& name : accepted) BOOST_TEST(address.accept({{name, ""}}).empty(), path << name);
    BOOST_TEST(!address.accept({{"no_such_parameter", "1"}}).empty(), path);
  }
}

BOOST_AUTO_TEST_CASE(leaves_out_no_path_that_takes_parameters) {
  const auto known = addresses();
  for (const auto& [path, methods] : api_description().at("paths").items())
    BOOST_TEST((known.count(path) == 1 || query_parameters(path).empty()), path);
}

BOOST_AUTO_TEST_CASE(gives_the_bounds_of_numbers_as_they_are_applied) {
  size_t numbers = 0;
  for (const auto& [path, address] : addresses()) {
    for (const auto& [name, described] : query_parameters(path)) {
      if (!described.contains("maximum")) continue;
      ++numbers;
      const auto accepts = [&path = path, &name = name, &address = address](int64_t value) {
        Parameters list = {{name, std::to_string(value)}};
        if (name == "page" && path.find("publications") == std::string::npos)
          list.push_back({"per_page", "1"});
        return address.accept(list).empty();
      };
      const int64_t least = described.at("minimum"), most = described.at("maximum");
      BOOST_TEST(accepts(least), path << ' ' << name);
      BOOST_TEST(accepts(most), path << ' ' << name);
      BOOST_TEST(!accepts(least - 1), path << ' ' << name);
      BOOST_TEST(!accepts(most + 1), path << ' ' << name);
      BOOST_TEST(accepts(described.at("default").get<int64_t>()));
    }
  }
  BOOST_TEST(numbers == 13u);
}

BOOST_AUTO_TEST_CASE(lists_the_values_that_are_accepted) {
  size_t lists = 0;
  for (const auto& [path, address] : addresses()) {
    for (const auto& [name, described] : query_parameters(path)) {
      const Json& items = item_of(described);
      if (!items.contains("enum")) continue;
      ++lists;
      for (const Json& value : items.at("enum")) {
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        BOOST_TEST(address.accept({{name, text}}).empty(), path << ' ' << name << '=' << text);
        BOOST_TEST(!address.accept({{name, text + "x"}}).empty(), path << ' ' << name << '=' << text << 'x');
      }
    }
  }
  BOOST_TEST(lists == 12u);
}

BOOST_AUTO_TEST_CASE(says_which_parameters_may_be_repeated_and_how_often) {
  for (const auto& [path, address] : addresses()) {
    for (const auto& [name, described] : query_parameters(path)) {
      const bool list = described.at("type") == "array";
      BOOST_TEST(address.accept({{name, ""}, {name, ""}}).empty() == list, path << ' ' << name);
      if (!list) continue;
      BOOST_TEST(described.at("maxItems") == kFilterValuesMax);
      if (resolved(described.at("items")).contains("enum")) continue;
      Parameters values;
      for (size_t i = 0; i < kFilterValuesMax; ++i)
        values.push_back(
            {name, std::string{static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26)}});
      BOOST_TEST(address.accept(values).empty(), path << ' ' << name);
      values.push_back({name, "zz"});
      BOOST_TEST(!address.accept(values).empty(), path << ' ' << name);
    }
  }
}

BOOST_AUTO_TEST_CASE(gives_the_length_of_texts_as_it_is_applied) {
  const Accept search = addresses().at("/api/v1/search").accept;
  size_t texts = 0;
  for (const auto& [name, described] : query_parameters("/api/v1/search")) {
    const Json& text = item_of(described);
    if (!text.contains("x-bytes-max")) continue;
    ++texts;
    const size_t most = text.at("x-bytes-max");
    BOOST_TEST(text.at("maxLength") == most);
    BOOST_TEST(search({{name, std::string(most, 'a')}}).empty(), name);
    BOOST_TEST(!search({{name, std::string(most + 1, 'a')}}).empty(), name);
  }
  BOOST_TEST(texts == 4u);
  for (const char* name : {"from", "to"}) {
    const size_t most = query_parameter("/api/v1/search", name).at("maxLength");
    BOOST_TEST(most == limits::kDateBytesMax);
    BOOST_TEST(search({{name, "2022" + std::string(most - 4, ' ')}}).empty());
    BOOST_TEST(!search({{name, "2022" + std::string(most - 3, ' ')}}).empty());
  }
  for (const char* path : {"/api/v1/search", "/api/v1/passages", "/api/v1/publications/{id}/passages"}) {
    BOOST_TEST(query_parameter(path, "q").at("x-cut-at-characters") == limits::kQueryCodePointsMax);
    BOOST_TEST(query_parameter(path, "q").at("x-cut-at-bytes") == limits::kQueryBytesMax);
  }
}

BOOST_AUTO_TEST_CASE(gives_the_pattern_of_texts_as_it_is_applied) {
  const Accept search = addresses().at("/api/v1/search").accept;
  const char* const values[] = {"en",  "en-GB", "english", "e",           "d1",       "EN",        ".pdf",
                                "PDF", "p/f",   ".",       "example.org", "a b",      "a_b",       "[x]",
                                "a:8", "x.y-z", "7z",      "tar.gz",      "abcdefgh", "abcdefghi", "@",
                                "{",   "/",     "-",       "en-",         "a;b"};
  size_t patterns = 0;
  for (const auto& [name, described] : query_parameters("/api/v1/search")) {
    if (!described.contains("items") || !described.at("items").contains("pattern")) continue;
    ++patterns;
    const std::regex pattern(described.at("items").at("pattern").get<std::string>());
    for (const std::string value : values)
      BOOST_TEST(std::regex_search(value, pattern) == search({{name, value}}).empty(), name << '=' << value);
  }
  BOOST_TEST(patterns == 3u);
}

BOOST_AUTO_TEST_CASE(gives_the_defaults_that_hold) {
  const auto search = std::get<SearchRequest>(parse_search_parameters({}));
  const auto feed = std::get<SearchRequest>(parse_feed_parameters({}));
  const auto find =
      std::get<PublicationRequest>(parse_publication_parameters({}, PublicationParameters::kFind));
  const auto told = [](const std::string& path, const char* name) {
    return query_parameter(path, name).at("default");
  };
  BOOST_TEST(told("/api/v1/search", "page") == search.page);
  BOOST_TEST(told("/api/v1/search", "per_page") == search.per_page);
  BOOST_TEST(told("/api/v1/search", "sort") == sort_name(search.sort));
  BOOST_TEST(told("/api/v1/search", "facets") == (search.facets ? 1 : 0));
  BOOST_TEST(told("/api/v1/search", "snippets") == (search.snippets ? 1 : 0));
  BOOST_TEST(told("/search.atom", "per_page") == feed.per_page);
  BOOST_TEST(told("/search.atom", "sort") == sort_name(feed.sort));
  BOOST_TEST(told("/api/v1/suggest", "limit") == kSuggestionsDefault);
  BOOST_TEST(told("/api/v1/publications/{id}/similar", "limit") == kSimilarDefault);
  BOOST_TEST(told("/api/v1/publications/{id}/passages", "page") == find.find.page);
  BOOST_TEST(told("/api/v1/publications/{id}/passages", "per_page") == find.find.per_page);
  BOOST_TEST((find.find.order == FindOrder::kPage));
  BOOST_TEST(told("/api/v1/publications/{id}/passages", "order") == "page");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(api_description_of_answers)

BOOST_AUTO_TEST_CASE(gives_the_limits_of_answers) {
  BOOST_TEST(property("Search", "hits").at("maxItems") == limits::kPerPageMax);
  BOOST_TEST(property("Search", "per_page").at("maximum") == limits::kPerPageMax);
  BOOST_TEST(property("Search", "page").at("maximum") == limits::kHitsDepthMax);
  BOOST_TEST(property("Passages", "passages").at("maxItems") == limits::kPerPageMax);
  BOOST_TEST(property("JsonFeed", "items").at("maxItems") == limits::kPerPageMax);
  BOOST_TEST(property("Hit", "snippets").at("maxItems") == limits::kSnippetsMax);
  BOOST_TEST(property("Hit", "pages").at("maximum") == limits::kPagesMax);
  BOOST_TEST(property("Suggestions", "suggestions").at("maxItems") == kSuggestionsMax);
  BOOST_TEST(property("Similar", "publications").at("maxItems") == kSimilarMax);
  BOOST_TEST(property("Found", "passages").at("maxItems") == kFoundPerPageMax);
  BOOST_TEST(property("Found", "total").at("maximum") == limits::kPagesMax);
  const std::string about = api_description().at("info").at("description");
  BOOST_TEST(about.find("at most " + std::to_string(kParametersMax) + " of them") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(has_every_problem_with_an_example_where_its_status_is) {
  std::set<std::string> codes;
  std::set<uint16_t> statuses;
  const Json& examples = api_description().at("components").at("examples");
  for (const ProblemKind& kind : problem_kinds()) {
    const std::string name(kind.name);
    codes.insert(name);
    statuses.insert(kind.status);
    const Json& example = examples.at(name).at("value");
    const Json written = Json::parse(to_json({kind.code, example.at("detail"), {}}, "96c984c190aea85c"));
    for (const auto& [field, value] : written.items()) BOOST_TEST(example.at(field) == value, name + field);
    BOOST_TEST(examples.at(name).at("summary") == std::string(kind.title));
    bool answered = false;
    for (const auto& [status, response] : operation("/api/v1/publications/{id}").at("responses").items()) {
      if (status != std::to_string(kind.status)) continue;
      const Json& content = resolved(response).at("content").at("application/problem+json");
      answered = content.at("examples").contains(name);
    }
    BOOST_TEST(answered, name);
  }
  BOOST_TEST(examples.size() == codes.size());
  BOOST_TEST(property("Problem", "code").at("enum").get<std::set<std::string>>() == codes,
             boost::test_tools::per_element());
  BOOST_TEST(property("Problem", "status").at("enum").get<std::set<uint16_t>>() == statuses,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(puts_schemas_into_words) {
  BOOST_TEST(schema_words(query_parameter("/api/v1/search", "per_page")).text() == "whole number, 1 to 50");
  BOOST_TEST(schema_words(query_parameter("/api/v1/search", "facets")).text() == "0 or 1");
  BOOST_TEST(schema_words(query_parameter("/api/v1/search", "kind")).text() ==
             "list of report, post, page or data, at most 32");
  BOOST_TEST(schema_words(query_parameter("/api/v1/search", "q")).text() == "text, cut at 256 characters");
  BOOST_TEST(schema_words(property("Hit", "published")).text() == "day, such as 2022-03-29, or null");
  BOOST_TEST(schema_words(property("Search", "total")).text() == "whole number");
  const SchemaWords hits = schema_words(property("Search", "hits"));
  BOOST_TEST(hits.before == "list of ");
  BOOST_TEST(hits.name == "Hit");
  BOOST_TEST(hits.after == ", at most 50");
  BOOST_TEST(schema_words(property("Search", "did_you_mean")).text() == "DidYouMean or null");
}

BOOST_AUTO_TEST_SUITE_END()
