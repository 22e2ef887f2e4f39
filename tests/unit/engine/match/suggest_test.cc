#include "engine/match/suggest.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

Searcher& searcher() {
  static const TempDir directory;
  static Searcher built = [] {
    std::vector<Publication> all;
    for (int i = 0; i < 5; ++i) {
      all.push_back(post("b" + std::to_string(i), "Broadband", {"Gigabit broadband for villages in 2021."}));
    }
    all.push_back(post("g", "Greece", {"The coast of Greece."}));
    publish(directory.path(), all);
    return Searcher(open_current(directory.path()));
  }();
  return built;
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
    // the distance grows with the word
    {"brodband", "broadband"},
    {"gigabti broadband", "gigabit broadband"},
    {"vilages", "villages"},
    {"cost", "coast"},
    {"cst", ""},
    {"brxxxand", ""},
    // what is there, or is another inflection of what is there, is right
    {"broadband", ""},
    {"village", ""},
    // numbers and codes are never bent
    {"2022", ""},
    {"5g", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(offers_a_better_spelling_or_none, data::make(kCases)) {
  BOOST_TEST(corrected(sample.typed) == sample.better);
}

BOOST_AUTO_TEST_CASE(offers_nothing_that_the_conditions_in_force_would_not_find) {
  Filters german;
  german.languages = {"de"};
  BOOST_TEST(corrected("brodband", german) == "");
}

BOOST_AUTO_TEST_CASE(counts_what_a_correction_finds) {
  const Query query = parse_query("brodband");
  const auto better = correct(searcher(), query, searcher().plan(query, {}), {});
  BOOST_REQUIRE(better.has_value());
  BOOST_TEST(better->total == 5U);
}

BOOST_AUTO_TEST_CASE(completes_the_last_word_with_what_is_there) {
  const auto completions = complete(searcher(), "gigabit bro", 5);
  BOOST_REQUIRE(!completions.empty());
  BOOST_TEST(completions.front().text == "gigabit broadband");
  BOOST_TEST(completions.front().total == 5U);
  for (const Completion& completion : completions) BOOST_TEST(completion.total > 0U);
  BOOST_TEST(complete(searcher(), "zzz", 5).empty());
  BOOST_TEST(complete(searcher(), "", 5).empty());
}
