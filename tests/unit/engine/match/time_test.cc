// A search whose time is over says so, and shows nothing that it has not checked.
#include <boost/test/unit_test.hpp>

#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  Fixture()
      : searcher(published({post("a", "Tides", {"High water."}), post("b", "Tides", {"Low water."})})) {}

  RankedHits search(const std::string& text) {
    MatchOptions options;
    options.facets = true;
    return searcher.search(searcher.plan(parse_query(text), {}), options);
  }

  Searcher searcher;
};

const char* const kQueries[] = {"water", "\"high water\"", "tides -\"high water\"",
                                "tides (\"high water\" OR \"low water\")"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(time_limits, Fixture)

BOOST_AUTO_TEST_CASE(an_answer_in_time_is_whole) {
  searcher.begin(1h);
  for (const char* query : kQueries) {
    const RankedHits found = search(query);
    BOOST_TEST(!found.partial);
    BOOST_TEST(!found.hits.empty());
  }
}

BOOST_AUTO_TEST_CASE(an_answer_without_time_is_partial_and_holds_nothing_unchecked) {
  for (const std::chrono::milliseconds limit : {0ms, -1000ms}) {
    searcher.begin(limit);
    for (const char* query : kQueries) {
      const RankedHits found = search(query);
      BOOST_TEST(found.partial);
      BOOST_TEST(found.hits.empty());
      BOOST_TEST(searcher.count(searcher.plan(parse_query(query), {}), 10) == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_next_request_has_its_own_time) {
  searcher.begin(-1h);
  BOOST_TEST(search("water").partial);
  searcher.begin(1h);
  BOOST_TEST(search("water").hits.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
