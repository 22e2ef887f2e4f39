// Publications without the words of a query, offered where few have them.
#include "engine/match/related.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "engine/match/house.h"
#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

/// Two on honey that say "beekeeping", three that do not, and many on other things.
std::vector<Publication> collection() {
  std::vector<Publication> all;
  all.push_back(
      post("council", "Beekeeping on council land",
           {"Hives bring honey, nectar and pollen to the meadow. The queen of each hive is marked."}));
  all.push_back(
      post("course", "A beekeeping course", {"How a hive is opened, and how honey and wax are taken."}));
  all.push_back(post("honey", "Honey show", {"Honey of forty hives, clear and set, with wax and pollen."}));
  all.push_back(post("swarm", "Swarms", {"What to do when the queen leaves the hive and looks for nectar."}));
  all.push_back(post("wax", "Candles", {"Candles of wax from the hives of the meadow, and honey cakes."}));
  all.back().kind = Kind::kReport;
  const std::vector<std::string> matters = {"tram", "library", "museum", "bakery", "theatre", "harbour"};
  for (size_t i = 0; i < 48; ++i) {
    const std::string& matter = matters[i % matters.size()];
    all.push_back(post(matter + std::to_string(i), "On the " + matter,
                       {"The " + matter + " opens at noon and the " + matter + " closes at six."}));
  }
  return all;
}

std::shared_ptr<const Index> index() {
  static const std::shared_ptr<const Index> opened = published(collection());
  return opened;
}

RankedHits found(Searcher& searcher, const std::string& query, const MatchOptions& options = {}) {
  return searcher.search(searcher.plan(parse_query(query), {}, options.parts), options);
}

std::vector<std::string> related(const std::string& query, const Editorial& editorial = {},
                                 const MatchOptions& options = {}) {
  Searcher searcher(index(), make_house_rules(*index(), editorial));
  std::vector<std::string> ids;
  for (const RelatedHit& hit : found(searcher, query, options).related)
    ids.push_back(searcher.fields(hit.docid).value().id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

const std::vector<std::string> kOnHoney = {"honey", "swarm", "wax"};

}  // namespace

BOOST_AUTO_TEST_SUITE(related_publications)

BOOST_AUTO_TEST_CASE(those_that_share_keywords_with_the_few_that_match_are_offered) {
  BOOST_TEST(related("beekeeping") == kOnHoney, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_matches_is_not_offered_again_and_not_counted) {
  Searcher searcher(index());
  const RankedHits hits = found(searcher, "beekeeping");
  BOOST_TEST(hits.total == 2U);
  BOOST_TEST(hits.hits.size() == 2U);
  for (const RelatedHit& each : hits.related) {
    BOOST_TEST(each.score < hits.hits.back().score);
    BOOST_TEST(each.terms.size() >= 2U);
    for (const RankedHit& hit : hits.hits) BOOST_TEST(each.docid != hit.docid);
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_offered_where_there_is_enough_or_nothing_to_go_by) {
  BOOST_TEST(related("noon").empty());
  BOOST_TEST(related("zorbing").empty());
  BOOST_TEST(related("\"beekeeping on council\"").empty());
}

BOOST_AUTO_TEST_CASE(what_the_query_or_the_editors_leave_out_is_not_offered) {
  BOOST_TEST(related("beekeeping -nectar") == std::vector<std::string>({"honey", "wax"}),
             boost::test_tools::per_element());
  BOOST_TEST(related("beekeeping kind:post") == std::vector<std::string>({"honey", "swarm"}),
             boost::test_tools::per_element());
  Editorial editorial;
  editorial.hides = {{{}, {"wax"}, 1}};
  BOOST_TEST(related("beekeeping", editorial) == std::vector<std::string>({"honey", "swarm"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(they_stand_once_after_the_last_hit) {
  MatchOptions options;
  options.count = 1;
  BOOST_TEST(related("beekeeping", {}, options).empty());
  options.first = 1;
  BOOST_TEST(related("beekeeping", {}, options) == kOnHoney, boost::test_tools::per_element());
  options.first = 2;
  BOOST_TEST(related("beekeeping", {}, options).empty());
}

BOOST_AUTO_TEST_CASE(they_are_left_out_with_the_expansion_and_by_date) {
  MatchOptions options;
  options.parts.expansion = false;
  BOOST_TEST(related("beekeeping", {}, options).empty());
  options = {};
  options.order = Order::kNewest;
  BOOST_TEST(related("beekeeping", {}, options).empty());
}

BOOST_AUTO_TEST_SUITE_END()
