#include "server/parameters.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

std::variant<SearchRequest, Problem> parse(const std::string& query) {
  return parse_search_parameters(parse_query_string(query).parameters);
}
SearchRequest request_of(const std::string& query) {
  auto parsed = parse(query);
  BOOST_TEST_REQUIRE(std::holds_alternative<SearchRequest>(parsed));
  return std::get<SearchRequest>(parsed);
}
Problem problem_of(const std::string& query) {
  auto parsed = parse(query);
  BOOST_TEST_REQUIRE(std::holds_alternative<Problem>(parsed));
  return std::get<Problem>(parsed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parameters)

BOOST_AUTO_TEST_CASE(reads_every_parameter) {
  const SearchRequest request = request_of(
      "q=digital+skills&page=3&per_page=20&sort=newest&kind=report,post&kind=data&lang=de&lang=en-GB&topic="
      "Work%2C%20pay"
      "&publisher=A&author=B&filetype=.PDF&site=Example.org&from=2021&to=2022-02&facets=0&snippets=0&explain="
      "1");
  BOOST_TEST(request.text == "digital skills");
  BOOST_TEST(request.explain);
  BOOST_TEST(request.page == 3u);
  BOOST_TEST(request.per_page == 20u);
  BOOST_TEST((request.sort == Sort::kNewest));
  BOOST_TEST((request.filters.kinds == std::vector{Kind::kReport, Kind::kPost, Kind::kData}));
  BOOST_TEST((request.filters.languages == std::vector<std::string>{"de", "en"}));
  BOOST_TEST((request.filters.topics == std::vector<std::string>{"Work, pay"}));
  BOOST_TEST((request.filters.filetypes == std::vector<std::string>{"pdf"}));
  BOOST_TEST((request.filters.sites == std::vector<std::string>{"example.org"}));
  BOOST_TEST(request.filters.published.from->iso() == "2021-01-01");
  BOOST_TEST(request.filters.published.to->iso() == "2022-02-28");
  BOOST_TEST(!request.facets);
  BOOST_TEST(!request.snippets);
}

BOOST_AUTO_TEST_CASE(an_empty_value_counts_as_not_given) {
  const SearchRequest request = request_of("q=a&page=&from=&to=&sort=&kind=&topic=");
  BOOST_TEST(to_query_string(request) == "q=a");
}

struct Unknown {
  const char* name;
  const char* nearest;
};
std::ostream& operator<<(std::ostream& out, const Unknown& row) {
  return out << row.name;
}
const Unknown kUnknown[] = {
    // slips
    {"pgae", "page"},
    {"knd", "kind"},
    {"per-page", "per_page"},
    {"langs", "lang"},
    {"frm", "from"},
    {"Q", "q"},
    // what others call it
    {"query", "q"},
    {"type", "kind"},
    {"limit", "per_page"},
    {"tag", "topic"},
};
BOOST_DATA_TEST_CASE(names_the_nearest_parameter, data::make(kUnknown), row) {
  const Problem problem = problem_of(std::string(row.name) + "=1");
  BOOST_TEST((problem.code == ProblemCode::kUnknownParameter));
  BOOST_TEST(problem.errors.at(0).parameter == row.name);
  BOOST_TEST(problem.errors.at(0).suggestion == row.nearest);
}

BOOST_AUTO_TEST_CASE(says_in_a_sentence_what_is_wrong) {
  BOOST_TEST(problem_of("q=a&pgae=2").detail ==
             "The parameter 'pgae': there is no such parameter; try page.");
  BOOST_TEST(problem_of("sort=date").detail ==
             "The parameter 'sort': it is no known order; try relevance, newest or oldest.");
}

BOOST_AUTO_TEST_CASE(names_every_parameter_that_is_wrong) {
  const Problem problem = problem_of("per_page=51&from=soon&kind=book&q=a&q=b");
  BOOST_TEST((problem.code == ProblemCode::kBadParameter));
  BOOST_TEST_REQUIRE(problem.errors.size() == 4u);
  BOOST_TEST(problem.errors[0].suggestion == "1 to 50");
  BOOST_TEST(problem.errors[1].suggestion == "yyyy, yyyy-mm or yyyy-mm-dd");
  BOOST_TEST(problem.errors[2].suggestion == "report, post, page or data");
  BOOST_TEST(problem.errors[3].reason == "it is given more than once");
}

const char* const kBad[] = {
    "page=0",          "page=-1",       "page=1x",    "page=+1",     "page=4294967297",  "per_page=0",
    "per_page=51",     "facets=yes",    "snippets=2", "sort=Newest", "kind=reports",     "lang=english",
    "lang=d1",         "filetype=p/f",  "filetype=.", "site=a%20b",  "from=202",         "from=2022-13",
    "from=2022-02-30", "from=20220329", "from=March", "from=0000",   "to=2022-03-29T10", "from=2022&to=2021",
};
BOOST_DATA_TEST_CASE(refuses_a_value_that_cannot_be, data::make(kBad), query) {
  BOOST_TEST((problem_of(query).code == ProblemCode::kBadParameter));
}

struct Written {
  const char* value;
  const char* from;
  const char* to;
};
std::ostream& operator<<(std::ostream& out, const Written& row) {
  return out << row.value;
}
const Written kWritten[] = {
    {"2022", "2022-01-01", "2022-12-31"},           {"2022-3-1", "2022-03-01", "2022-03-01"},
    {"March+2022", "2022-03-01", "2022-03-31"},     {"3.+M%C3%A4rz+2022", "2022-03-03", "2022-03-03"},
    {"29%2F03%2F2022", "2022-03-29", "2022-03-29"}, {"+yesterday+", "2022-03-28", "2022-03-28"},
    {"last+3+months", "2021-12-30", "2022-03-29"},
};
BOOST_DATA_TEST_CASE(reads_dates_as_people_write_them, data::make(kWritten), row) {
  const auto parse_on = [&](const char* name) {
    const auto parameters = parse_query_string(std::string(name) + "=" + row.value).parameters;
    return std::get<SearchRequest>(parse_search_parameters(parameters, Date::make(2022, 3, 29)));
  };
  BOOST_TEST(parse_on("from").filters.published.from->iso() == row.from);
  BOOST_TEST(parse_on("to").filters.published.to->iso() == row.to);
  BOOST_TEST((parse_on("to").today == Date::make(2022, 3, 29)));
}

BOOST_AUTO_TEST_CASE(a_date_that_depends_on_the_day_needs_one) {
  BOOST_TEST((problem_of("from=last+year").code == ProblemCode::kBadParameter));
}

const char* const kSingle[] = {"q", "page", "per_page", "sort", "from", "to", "facets", "snippets"};
BOOST_DATA_TEST_CASE(refuses_a_second_value_of_a_single_parameter, data::make(kSingle), name) {
  const std::string pair = std::string(name) + "=";
  BOOST_TEST((problem_of(pair + "&" + pair).code == ProblemCode::kDuplicateParameter));
}

BOOST_AUTO_TEST_CASE(pages_end_with_the_depth_limit) {
  BOOST_TEST(request_of("q=a&page=100").page == 100u);
  BOOST_TEST(problem_of("q=a&page=101").errors.at(0).suggestion == "1 to 100");
  BOOST_TEST(request_of("q=a&page=20&per_page=50").page == 20u);
  BOOST_TEST(problem_of("q=a&page=21&per_page=50").errors.at(0).suggestion == "1 to 20");
}

BOOST_AUTO_TEST_CASE(a_filter_takes_as_many_bytes_and_values_as_its_limits) {
  const std::string longest(kFilterBytesMax, 'x');
  BOOST_TEST(request_of("topic=" + longest).filters.topics.at(0) == longest);
  BOOST_TEST((problem_of("topic=x" + longest).code == ProblemCode::kBadParameter));
  std::string most = "filetype=a0";
  for (size_t i = 1; i < kFilterValuesMax; ++i) most += ",a" + std::to_string(i);
  BOOST_TEST(request_of(most).filters.filetypes.size() == kFilterValuesMax);
  BOOST_TEST((problem_of(most + ",b").code == ProblemCode::kBadParameter));
  BOOST_TEST(request_of(most + ",a0").filters.filetypes.size() == kFilterValuesMax);
}

const char* const kCanonical[] = {
    "",
    "q=a%20b&kind=report&kind=post&lang=de&topic=x&publisher=y&author=z&filetype=pdf&site=a.b&from=2021&to="
    "2022&sort=oldest"
    "&per_page=20&page=2&facets=0&snippets=0",
    "q=a&from=2021-03&to=2022-02",
    "q=a&from=2021-03-02&to=2022-02-27",
    "q=a&to=2024-02",
};
BOOST_DATA_TEST_CASE(writes_a_request_as_it_was_read, data::make(kCanonical), query) {
  BOOST_TEST(to_query_string(request_of(query)) == query);
}

BOOST_AUTO_TEST_CASE(equal_requests_are_written_equally) {
  BOOST_TEST(to_query_string(request_of("page=1&sort=relevance&q=a&from=2021-01-01&kind=post,post")) ==
             "q=a&kind=post&from=2021");
}

BOOST_AUTO_TEST_CASE(blanks_alone_ask_nothing) {
  BOOST_TEST(!asks_something(request_of("q=+%20&page=2&sort=newest")));
  BOOST_TEST(asks_something(request_of("q=a")));
  BOOST_TEST(asks_something(request_of("kind=report")));
}

BOOST_AUTO_TEST_CASE(suggestions_have_their_own_limit) {
  const auto parse_suggest = [](const std::string& query) {
    return parse_suggest_parameters(parse_query_string(query).parameters);
  };
  BOOST_TEST(std::get<SuggestRequest>(parse_suggest("q=a")).limit == kSuggestionsDefault);
  BOOST_TEST(std::get<SuggestRequest>(parse_suggest("q=a&limit=20")).limit == 20u);
  BOOST_TEST(std::get<Problem>(parse_suggest("q=a&limit=21")).errors.at(0).suggestion == "1 to 20");
  BOOST_TEST(std::get<Problem>(parse_suggest("q=a&page=2")).errors.at(0).parameter == "page");
}

SearchRequest feed_request_of(const std::string& query) {
  return std::get<SearchRequest>(parse_feed_parameters(parse_query_string(query).parameters));
}

BOOST_AUTO_TEST_CASE(a_feed_has_the_newest_first_unless_told_otherwise) {
  for (const char* query : {"q=a", "q=a&sort=&per_page="}) {
    const SearchRequest request = feed_request_of(query);
    BOOST_TEST((request.sort == Sort::kNewest));
    BOOST_TEST(request.per_page == kFeedItems);
  }
  BOOST_TEST((feed_request_of("q=a&sort=relevance").sort == Sort::kRelevance));
  BOOST_TEST(feed_request_of("q=a&per_page=10").per_page == 10u);
  const auto refused = parse_feed_parameters(parse_query_string("q=a&snippets=0").parameters);
  BOOST_TEST((std::get<Problem>(refused).code == ProblemCode::kUnknownParameter));
}

const char* const kFeeds[] = {"q=a", "q=a&kind=report&from=2021&page=3", "q=a&sort=relevance",
                              "q=a&sort=oldest&per_page=10", "q=a&per_page=50"};
BOOST_DATA_TEST_CASE(writes_a_feed_as_it_was_read, data::make(kFeeds), query) {
  BOOST_TEST(feed_query_string(feed_request_of(query)) == query);
}

BOOST_AUTO_TEST_SUITE_END()
