#include <boost/test/unit_test.hpp>

#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

struct Fixture {
  Fixture() {
    std::vector<Publication> all;
    const auto add = [&](const char* id, Kind kind, int year, const char* language) {
      all.push_back(post(id, "Tides", {"Water."}, language));
      all.back().kind = kind;
      if (year > 0) all.back().published = Date::make(year, 6, 1);
    };
    add("a", Kind::kReport, 2022, "en");
    add("b", Kind::kReport, 2023, "en");
    add("c", Kind::kPost, 2023, "en");
    add("d", Kind::kPost, 2023, "de");
    add("e", Kind::kPage, 0, "");
    all.push_back(post("f", "Hills", {"Stone."}));
    publish(directory.path(), all);
    searcher.emplace(open_current(directory.path()));
  }

  RankedHits search(const std::string& text, const Filters& filters) {
    MatchOptions options;
    options.facets = true;
    return searcher->search(searcher->plan(parse_query(text), filters), options);
  }

  TempDir directory;
  std::optional<Searcher> searcher;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(facets, Fixture)

BOOST_AUTO_TEST_CASE(count_what_the_query_matches) {
  const RankedHits found = search("tides", {});
  BOOST_TEST(found.total == 5U);
  BOOST_TEST(found.total_exact);
  BOOST_TEST(found.facets.kinds.at(Kind::kReport) == 2U);
  BOOST_TEST(found.facets.kinds.at(Kind::kPost) == 2U);
  BOOST_TEST(found.facets.years.at(2023) == 3U);
  BOOST_TEST(found.facets.years.size() == 2U);
  BOOST_TEST(found.facets.languages.at("de") == 1U);
  BOOST_TEST(found.facets.languages.count("") == 0U);
}

BOOST_AUTO_TEST_CASE(keep_the_counts_of_the_other_choices_of_a_facet) {
  Filters filters;
  filters.kinds = {Kind::kReport};
  const RankedHits found = search("tides", filters);
  BOOST_TEST(found.total == 2U);
  BOOST_TEST(found.hits.size() == 2U);
  BOOST_TEST(found.facets.kinds.at(Kind::kPost) == 2U);  // what choosing it would find
  BOOST_TEST(found.facets.years.at(2023) == 1U);         // under the chosen kind
}

BOOST_AUTO_TEST_CASE(meet_conditions_of_the_text_and_of_the_form_together) {
  Filters filters;
  filters.kinds = {Kind::kReport};
  BOOST_TEST(search("tides kind:post", filters).total == 0U);
  filters.kinds.clear();
  filters.published = {Date{2023, 1, 1}, Date{2023, 12, 31}};
  const RankedHits found = search("tides kind:post", filters);
  BOOST_TEST(found.total == 2U);
  BOOST_TEST(found.facets.years.at(2023) == 2U);
  BOOST_TEST(found.facets.languages.at("en") == 1U);
}

BOOST_AUTO_TEST_CASE(count_the_years_outside_a_range_of_days_too) {
  Filters filters;
  filters.published = {Date{2023, 6, 2}, std::nullopt};
  const RankedHits found = search("tides", filters);
  BOOST_TEST(found.total == 0U);
  BOOST_TEST(found.facets.kinds.empty());
  BOOST_TEST(found.facets.years.at(2022) == 1U);
  BOOST_TEST(found.facets.years.at(2023) == 3U);
}

BOOST_AUTO_TEST_CASE(leave_the_undated_out_of_a_range_of_days) {
  Filters filters;
  filters.published = {std::nullopt, Date{2030, 1, 1}};
  BOOST_TEST(search("tides", filters).total == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
