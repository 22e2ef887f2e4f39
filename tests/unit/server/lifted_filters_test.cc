// The ways out of a search that filters keep from finding anything, over a small collection written down
// here.
#include "server/lifted_filters.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

Publication of(Publication publication, Kind kind, const std::string& language, int year) {
  publication.kind = kind;
  publication.language = language;
  publication.published = Date::make(year, 5, 1);
  return publication;
}

Searcher& searcher() {
  static Searcher searcher(published(
      {of(post("a", "Harbour", {"The harbour wall is of granite."}), Kind::kReport, "en", 2020),
       of(post("b", "Harbour news", {"The harbour has a new crane."}), Kind::kPost, "en", 2022),
       of(post("c", "More of the harbour", {"The harbour master speaks."}), Kind::kPost, "en", 2024),
       of(post("d", "Obstgarten", {"Die Ernte war gut."}), Kind::kReport, "de", 2024)}));
  return searcher;
}

/// "kind 2, published 1".
std::string ways_out(const std::string& text, const Filters& filters) {
  SearchRequest request;
  request.text = text;
  request.filters = filters;
  std::string ways;
  for (const LiftedFilters& lifted : lift_filters(searcher(), parse_query(text), request)) {
    ways += ways.empty() ? "" : ", ";
    for (const std::string& parameter : lifted.parameters) ways += parameter + ' ';
    ways += std::to_string(lifted.total);
  }
  return ways;
}

Filters filters(const std::vector<Kind>& kinds, const std::vector<std::string>& languages,
                const DateRange& published = {}) {
  Filters filters;
  filters.kinds = kinds;
  filters.languages = languages;
  filters.published = published;
  return filters;
}

struct Row {
  const char* why;
  Filters filters;
  const char* ways;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(lifted_filters)

BOOST_AUTO_TEST_CASE(names_each_filter_that_alone_is_in_the_way) {
  const DateRange year_2020 = {Date::make(2020, 1, 1), Date::make(2020, 12, 31)};
  const Row kRows[] = {
      {"there is none", {}, ""},
      {"one", filters({}, {"de"}), "lang 3"},
      {"either of two", filters({Kind::kPost}, {}, year_2020), "kind 1, published 2"},
      {"only one of two", filters({Kind::kPost}, {"de"}), "lang 2"},
      {"two that hide nothing by themselves", filters({Kind::kData}, {"fr"}), "kind lang 3"}};
  for (const Row& row : kRows) {
    BOOST_TEST_CONTEXT(row.why) BOOST_TEST(ways_out("harbour", row.filters) == row.ways);
  }
}

BOOST_AUTO_TEST_CASE(offers_nothing_that_finds_nothing) {
  BOOST_TEST(ways_out("zeppelin", filters({Kind::kReport}, {"de"})) == "");
}

BOOST_AUTO_TEST_SUITE_END()
