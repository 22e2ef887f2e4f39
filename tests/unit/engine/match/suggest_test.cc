#include "engine/match/suggest.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

Searcher& searcher() {
  static Searcher built = [] {
    std::vector<Publication> all;
    for (int i = 0; i < 5; ++i) {
      all.push_back(post("b" + std::to_string(i), "Broadband", {"Gigabit broadband for villages in 2021."}));
    }
    for (int i = 0; i < 40; ++i) {
      all.push_back(post("r" + std::to_string(i), "Review", {"The committee received a separate review."}));
    }
    all.push_back(post("g", "Greece", {"The coast of Greece is greener than it was in recieved wisdom."}));
    all.push_back(post("s", "Skilled", {"Skilled people, their running costs and the rate of 5g."}));
    for (int i = 0; i < 4; ++i) {
      const std::string n = std::to_string(i);
      all.push_back(post("h" + n, "Streets", {"Shops of the high street want better information."}));
      all.push_back(
          post("t" + n, "Rates", {"The tariff of the ferry fell in April, when the male pilot left."}));
    }
    for (int i = 0; i < 9; ++i) {
      all.push_back(post("c" + std::to_string(i), "Castings", {"Castings from the foundry weigh little."}));
    }
    all.push_back(post("k", "Costings", {"Costings of the harbour are public; a formation flew."}));
    return Searcher(published(all));
  }();
  return built;
}

std::optional<Correction> correction(const std::string& text) {
  const Query query = parse_query(text);
  return correct(searcher(), query, searcher().plan(query, {}), {});
}

std::string corrected(const std::string& text, const Filters& filters = {}) {
  const Query query = parse_query(text);
  const auto better = correct(searcher(), query, searcher().plan(query, filters), filters);
  return better ? better->text : "";
}

struct Case {
  const char* typed;
  const char* better;  // empty: nothing is offered
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.typed;
}

const Case kCases[] = {
    // exchanged
    {"gigabti broadband", "gigabit broadband"},
    {"reveiw", "review"},
    // doubled and halved
    {"comittee", "committee"},
    {"commitee", "committee"},
    {"vilages", "villages"},
    {"revview", "review"},
    // a vowel for a vowel, or one more or less
    {"seperate", "separate"},
    {"brodband", "broadband"},
    // two slips
    {"comitee", "committee"},
    {"brodbend", "broadband"},
    {"brxxxand", ""},
    // the same ending tells spelling from grammar
    {"runing", "running"},
    {"village", ""},
    // one slip in four letters, none in two
    {"cots", "costs"},
    {"cosstss", "costs"},
    // run together, or apart
    {"highstreet", "high street"},
    {"highstreet shops", "high street shops"},
    {"infor mation", "information"},
    {"in formation", "information"},
    {"high street", ""},
    {"streethigh", ""},
    // more likely a word that the collection does not have than one so unlike it
    {"yale", ""},
    {"inflation", ""},
    {"strike", ""},
    {"cxxs", ""},
    {"xo", ""},
    // what is there is right, if nothing very like it is far more frequent
    {"broadband", ""},
    {"greece", ""},
    {"greener", ""},
    {"coast", ""},
    {"recieved", "received"},
    // numbers and codes are never bent
    {"2022", ""},
    {"6g", ""},
    {"broadbnd5", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(offers_a_better_spelling_or_none, data::make(kCases)) {
  BOOST_TEST(corrected(sample.typed) == sample.better);
}

BOOST_AUTO_TEST_CASE(of_two_readings_takes_the_one_that_stands_with_the_other_words) {
  BOOST_TEST(corrected("cxstings") == "castings");
  BOOST_TEST(corrected("cxstings foundry") == "castings foundry");
  BOOST_TEST(corrected("cxstings harbour") == "costings harbour");
  BOOST_TEST(corrected("the cxstings of the harbour") == "the costings of the harbour");
}

namespace {
struct Certainty {
  const char* typed;
  bool certain;
};
std::ostream& operator<<(std::ostream& out, const Certainty& c) {
  return out << c.typed;
}
const Certainty kCertainties[] = {
    // one likely slip in a word that is nowhere
    {"comittee", true},
    {"brodband", true},
    {"brodband comittee", true},
    {"highstreet", true},
    {"infor mation", true},
    // a letter that nobody mistakes for the other
    {"brozdband", false},
    // a short word is another word as easily
    {"cots", false},
    // what was typed is there
    {"recieved", false},
    {"in formation", false},
};
}  // namespace

BOOST_DATA_TEST_CASE(is_certain_of_a_likely_slip_in_a_word_that_is_nowhere, data::make(kCertainties)) {
  const auto better = correction(sample.typed);
  BOOST_REQUIRE(better.has_value());
  BOOST_TEST(better->certain == sample.certain);
}

BOOST_AUTO_TEST_CASE(offers_nothing_that_the_conditions_in_force_would_not_find) {
  Filters german;
  german.languages = {"de"};
  BOOST_TEST(corrected("brodband", german) == "");
}

BOOST_AUTO_TEST_CASE(counts_what_a_correction_finds) {
  const auto better = correction("brodband");
  BOOST_REQUIRE(better.has_value());
  BOOST_TEST(better->total == 5U);
}

BOOST_AUTO_TEST_CASE(never_suggests_a_denied_word) {
  const Query query = parse_query("brodband");
  const Plan plan = searcher().plan(query, {});
  BOOST_TEST(correct(searcher(), query, plan, {}).has_value());
  BOOST_TEST(!correct(searcher(), query, plan, {}, {"broadband"}).has_value());
  const Query together = parse_query("highstreet");
  BOOST_TEST(!correct(searcher(), together, searcher().plan(together, {}), {}, {"street"}).has_value());
  const Query apart = parse_query("in formation");
  BOOST_TEST(!correct(searcher(), apart, searcher().plan(apart, {}), {}, {"information"}).has_value());
}

BOOST_AUTO_TEST_CASE(every_suggestion_finds_something) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"broadband", "committee", "received",
                                          "separate",  "villages",  "coast"};
  size_t offered = 0;
  for (int round = 0; round < 300; ++round) {
    std::string typed = words[random() % words.size()];
    for (size_t slips = 1 + random() % 2; slips > 0; --slips) {
      const size_t at = random() % typed.size();
      if (random() % 2 == 0)
        typed.erase(at, 1);
      else
        typed[at] = static_cast<char>('a' + random() % 26);
    }
    const auto better = correction(typed);
    if (!better) continue;
    ++offered;
    BOOST_TEST(better->total > 0U, typed);
    BOOST_TEST(searcher().count(searcher().plan(parse_query(better->text), {}), 1000) == better->total,
               typed);
  }
  BOOST_TEST(offered > 150U);
}
