// Why a publication ranks where it does, or why it is not found, in a small collection written down here.
#include "engine/match/explain.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "engine/match/house.h"
#include "engine/match/searcher.h"
#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

std::vector<Publication> collection() {
  std::vector<Publication> all;
  all.push_back(
      post("fund", "Digital skills fund",
           {"Grants for the skills that digital work asks for.", "Digital skills, and digital skills."}));
  all.push_back(post("masts", "Masts and the law", {"The rollout of masts. Digital maps for older people."}));
  all.push_back(post("flood", "Flood defences", {"A plan against the flood."}));
  all.push_back(post("hidden", "Digital test page", {"Digital test."}));
  all[0].published = Date{2023, 3, 14};
  all[0].kind = Kind::kReport;
  all[1].published = Date{2022, 11, 2};
  return all;
}

Searcher& searcher() {
  static Searcher built = [] {
    const std::shared_ptr<const Index> index = published(collection());
    Editorial editorial;
    editorial.hides = {{{}, {"hidden"}, 1}};
    editorial.pins = {{{"defences"}, {"masts"}, 2}};
    editorial.boosts = {{{}, "masts", "", 0.5, 3}};
    editorial.synonyms = {{{"pensioners"}, {"older people"}, 4}};
    return Searcher(index, make_house_rules(*index, editorial));
  }();
  return built;
}

Explanation of(const char* query, const char* id, const Filters& request = {}) {
  return explain(searcher(), parse_query(query), request, id);
}

std::string first_line(const char* query, const char* id) {
  return explanation_lines(of(query, id)).front();
}

struct Case {
  const char *query, *id, *line;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.query << " / " << c.id;
}

const Case kCases[] = {
    // found
    {"digital skills", "fund", "Rank 1 of 2."},
    {"digital skills", "/fund", "Rank 1 of 2."},
    {"digital skills", "masts", "Rank 2 of 2."},
    {"pensioners", "masts", "Rank 1 of 1."},
    // not in the index
    {"digital", "nowhere",
     "Not found: no publication in the index has this id or address. `indexer failures` says what could not "
     "be "
     "read."},
    // hidden
    {"digital", "hidden", "Not found: the editors have hidden it."},
    // filtered, by every condition that stands in the way
    {"digital kind:report", "masts", "Not found: it does not pass kind:report."},
    {"digital kind:report published:2023", "masts",
     "Not found: it does not pass kind:report and published:2023."},
    {"digital kind:report published:2022", "fund", "Not found: it does not pass published:2022."},
    // words demanded and excluded
    {"digital +rollout +grants", "masts", "Not found: it does not have what the query demands: grants."},
    {"\"skills digital maps\"", "masts",
     "Not found: it does not have what the query demands: \"skills digital maps\"."},
    {"digital -maps", "masts", "Not found: it has what the query excludes: maps."},
    // nothing of it
    {"digital skills", "flood", "Not found: none of the words stands in it."},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(explanations)

BOOST_DATA_TEST_CASE(says_first_where_it_stands_or_why_not, data::make(kCases), c) {
  BOOST_TEST(first_line(c.query, c.id) == c.line);
}

BOOST_AUTO_TEST_CASE(a_condition_beside_the_text_counts_as_one_in_it) {
  Filters request;
  request.kinds = {Kind::kReport};
  const Explanation explanation = of("digital", "masts", request);
  BOOST_TEST((explanation.outcome == Explanation::Outcome::kFiltered));
  BOOST_TEST(explanation.obstacles == std::vector<std::string>{"kind:report"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(says_where_each_word_stands) {
  const Explanation explanation = of("the digital skill rollout", "fund");
  BOOST_REQUIRE_EQUAL(explanation.words.size(), 3);
  const WordEvidence& digital = explanation.words[0];
  BOOST_TEST(digital.word == "digital");
  BOOST_TEST(digital.exact);
  BOOST_TEST((digital.places == std::map<Role, uint32_t>{{Role::kTitle, 1}, {Role::kBody, 3}}));
  BOOST_TEST(!explanation.words[1].exact);
  BOOST_TEST(explanation.words[2].places.empty());
  const std::vector<std::string> lines = explanation_lines(explanation);
  BOOST_TEST(
      lines[1] ==
      "“digital” stands once in the title and 3 times in the text, also as typed; 3 publications have it.");
  BOOST_TEST(lines[2] ==
             "“skill” stands once in the title and 3 times in the text, only in another form; 1 publication "
             "has it.");
  BOOST_TEST(lines[3] == "“rollout” does not stand in it, but in 1 others.");
  BOOST_TEST(lines[4] == "“digital” and “skill” stand together 3 times, as in the query.");
}

BOOST_AUTO_TEST_CASE(says_what_the_editors_do) {
  const Explanation pinned = of("defences", "masts");
  BOOST_TEST(pinned.pinned);
  BOOST_TEST(pinned.rank == 1);
  BOOST_TEST(pinned.boost == 0.5);
  const Explanation synonym = of("pensioners", "masts");
  BOOST_TEST(synonym.synonyms == std::vector<std::string>{"older people"}, boost::test_tools::per_element());
  BOOST_TEST(explanation_lines(synonym).at(2) ==
             "It has “older people”, which the editors let stand for words of the query.");
  BOOST_TEST(explanation_lines(synonym).at(3) == "News ages: its day multiplies its score by 1.039.");
  BOOST_TEST(explanation_lines(synonym).at(4) == "The editors have its score multiplied by 0.5.");
}

BOOST_AUTO_TEST_CASE(its_parts_lead_from_the_words_to_the_score_and_the_rank) {
  for (const char* id : {"fund", "masts"}) {
    const Explanation explanation = of("digital skills", id);
    BOOST_TEST_REQUIRE(explanation.steps.size() == 7u);
    BOOST_TEST(explanation.steps.front().part == "words");
    BOOST_TEST(explanation.steps.front().score > 0);
    BOOST_TEST(explanation.steps.back().part == "expansion");
    BOOST_TEST(explanation.steps.back().score == explanation.score);
    BOOST_TEST(explanation.steps.back().rank == explanation.rank);
  }
  const std::vector<ScoreStep> fund = of("digital skills", "fund").steps;
  BOOST_TEST(fund[2].score > fund[1].score);  // its title has both words
  BOOST_TEST(fund[3].score > fund[2].score);  // and its text has them together
  BOOST_TEST(of("digital skills", "flood").steps.empty());
  BOOST_TEST(of("kind:report", "fund").steps.empty());
}

BOOST_AUTO_TEST_CASE(the_sentences_beside_words_are_among_all_of_them) {
  const Explanation explanation = of("pensioners", "masts");
  const std::vector<std::string> all = explanation_lines(explanation);
  BOOST_TEST(all.front() == outcome_line(explanation));
  const std::vector<std::string> factors = factor_lines(explanation);
  BOOST_TEST(factors.size() == 3u);
  for (const std::string& line : factors)
    BOOST_TEST((std::find(all.begin(), all.end(), line) != all.end()), line);
}

BOOST_AUTO_TEST_CASE(says_that_the_query_is_the_title) {
  BOOST_TEST(of("flood defences", "flood").exact_title);
  BOOST_TEST(!of("flood", "flood").exact_title);
}

BOOST_AUTO_TEST_SUITE_END()
