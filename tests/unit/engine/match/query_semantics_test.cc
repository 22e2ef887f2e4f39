// What each piece of query syntax finds, in a small collection written down here.
#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

std::vector<Publication> collection() {
  std::vector<Publication> all;
  all.push_back(post("fund", "Digital skills fund opens",
                     {"Grants for training. The skills that digital work asks for."}));
  all.push_back(post("masts", "5G masts and the law",
                     {"The rollout of 5G masts in FY2019. Digital maps, and skills in C++ and at AT&T."}));
  all.push_back(post("flood", "Flood defences at Holm Abbey",
                     {"A long-term plan after COVID-19. Rollout in 2021/22."}));
  all.push_back(post("helene", "A lecture by Hélène Marchetti", {"Hélène spoke of loneliness."}));
  all.push_back(post("skill", "One skill", {"A single skill is not enough."}));
  all.push_back(post("mueller", "Deichbau", {"Herr Müller und die Förderung der Deiche."}, "de"));
  all[0].published = Date{2023, 3, 14};
  all[0].kind = Kind::kReport;
  all[0].authors = {"Maren Oldfield"};
  all[0].publisher = "Tarn Valley Combined Authority";
  all[0].topics = {"Digital skills"};
  all[0].filetype = "pdf";
  all[1].published = Date{2022, 11, 2};
  all[1].url = "https://www.tvca.example/masts";
  all[2].published = Date{2021, 12, 31};
  return all;
}

/// Built once: the cases only read it.
Searcher& searcher() {
  static Searcher built(published(collection()));
  return built;
}

struct Case {
  const char* query;
  std::vector<std::string> ids;  // in any order
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.query;
}

const Case kCases[] = {
    // words: any of them
    {"loneliness", {"helene"}},
    {"loneliness flood", {"helene", "flood"}},
    {"nothinglikeit", {}},
    // inflection
    {"skill", {"fund", "masts", "skill"}},
    {"grant", {"fund"}},
    // by the language of the publication, whatever the query's
    {"Förderungen", {"mueller"}},
    {"forderungen lecture", {"mueller", "helene"}},
    // accents, typed or not
    {"helene", {"helene"}},
    {"Hélène", {"helene"}},
    {"mueller", {"mueller"}},
    {"Muller", {"mueller"}},
    {"müller", {"mueller"}},
    // must and must not
    {"+digital +rollout", {"masts"}},
    {"skills -digital", {"skill"}},
    {"rollout NOT 5g", {"flood"}},
    {"digital AND grants", {"fund"}},
    {"-digital -flood -deichbau -skill", {"helene"}},
    // phrases: exactly these words, in this order
    {"\"digital skills\"", {"fund"}},
    {"\"skills digital\"", {}},
    {"\"digital skill\"", {}},
    {"\"rollout of 5g\"", {"masts"}},
    {"\"digital skills\" grants", {"fund"}},
    {"skills -\"digital skills\"", {"masts", "skill"}},
    {"(\"digital skills\" OR loneliness)", {"fund", "helene"}},
    {"\"helene marchetti\"", {"helene"}},
    // nearness
    {"\"skills digital\"~5", {"fund", "masts"}},
    // prefix
    {"lonel*", {"helene"}},
    {"ro*", {}},
    {"covid-1*", {"flood"}},
    {"long-ter*", {"flood"}},
    {"fy20*", {"masts"}},
    {"5g/roll*", {"masts", "flood"}},
    // codes and signs
    {"C++", {"masts"}},
    {"+AT&T", {"masts"}},
    {"COVID-19", {"flood"}},
    {"2021/22", {"flood"}},
    {"2019", {"masts"}},
    {"FY2019", {"masts"}},
    {"\"fy 2019\"", {"masts"}},
    {"longterm", {"flood"}},
    {"\"long term\"", {"flood"}},
    // fields and filters
    {"title:skills", {"fund", "skill"}},
    {"author:oldfield", {"fund"}},
    {"author:\"maren oldfield\" grants", {"fund"}},
    {"kind:report", {"fund"}},
    {"digital kind:post", {"masts"}},
    {"lang:de", {"mueller"}},
    {"filetype:pdf", {"fund"}},
    {"site:www.tvca.example", {"masts"}},
    {"topic:skills", {"fund"}},
    {"publisher:tarn", {"fund"}},
    {"published:2022", {"masts"}},
    {"published:2021..2022", {"masts", "flood"}},
    {"published:>=2022-11-02", {"masts", "fund"}},
    {"published:>=2022-11-03", {"fund"}},
    {"before:2022", {"flood"}},
    {"kind:data", {}},
};

}  // namespace

BOOST_DATA_TEST_CASE(finds_just_these, data::make(kCases)) {
  std::vector<std::string> found = ids_of(searcher(), sample.query);
  std::vector<std::string> expected = sample.ids;
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_query_finds_everything_newest_first_and_undated_last) {
  const std::vector<std::string> found = ids_of(searcher(), "");
  BOOST_REQUIRE_EQUAL(found.size(), 6U);
  BOOST_TEST(found[0] == "fund");
  BOOST_TEST(found[1] == "masts");
  BOOST_TEST(found[2] == "flood");
}

BOOST_AUTO_TEST_CASE(oldest_first_still_leaves_the_undated_to_the_end) {
  MatchOptions oldest;
  oldest.order = Order::kOldest;
  const std::vector<std::string> found = ids_of(searcher(), "", oldest);
  BOOST_REQUIRE_EQUAL(found.size(), 6U);
  BOOST_TEST(found[0] == "flood");
  BOOST_TEST(found[2] == "fund");
}

BOOST_AUTO_TEST_CASE(pages_follow_each_other_without_a_gap_or_a_repetition) {
  const std::vector<std::string> all = ids_of(searcher(), "digital skills flood loneliness");
  std::vector<std::string> paged;
  for (uint32_t first = 0; first < all.size(); first += 2) {
    MatchOptions page;
    page.first = first;
    page.count = 2;
    for (const std::string& id : ids_of(searcher(), "digital skills flood loneliness", page))
      paged.push_back(id);
  }
  BOOST_TEST(paged == all, boost::test_tools::per_element());
  MatchOptions beyond;
  beyond.first = 100;
  BOOST_TEST(ids_of(searcher(), "digital", beyond).empty());
}
