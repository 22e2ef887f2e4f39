// An explanation as it is given out.
#include "server/explanation.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace pressmark;

namespace {

Explanation sample() {
  Explanation explanation;
  explanation.outcome = Explanation::Outcome::kFound;
  explanation.id = "a";
  explanation.title = "A <b> title\x1b[2J";
  explanation.rank = 3;
  explanation.rank_by_words = 1;
  explanation.total = 12;
  explanation.words = {{"flood", {{Role::kTitle, 1}, {Role::kBody, 2}}, true, 1, true},
                       {"plan", {}, false, 0, true}};
  explanation.pairs = {{"flood", "plan", 2}};
  explanation.boost = 0.5;
  return explanation;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(explanation_answers)

BOOST_AUTO_TEST_CASE(has_every_fact_as_json_and_the_words_beside) {
  const auto json = nlohmann::json::parse(explanation_json(sample()));
  BOOST_TEST(json["outcome"] == "found");
  BOOST_TEST(json["rank"] == 3);
  BOOST_TEST(json["rank_by_words"] == 1);
  BOOST_TEST(json["words"][0]["places"]["body"] == 2);
  BOOST_TEST(json["pairs"][0]["count"] == 2);
  BOOST_TEST(json["boost"] == 0.5);
  BOOST_TEST(json["lines"].size() == 6);
  BOOST_TEST(explanation_json(sample()).find("<b>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_rank_that_is_none_is_null) {
  Explanation missing;
  missing.id = "a";
  const auto json = nlohmann::json::parse(explanation_json(missing));
  BOOST_TEST(json["rank"].is_null());
  BOOST_TEST(json["outcome"] == "not_indexed");
}

BOOST_AUTO_TEST_CASE(is_a_line_a_sentence_in_the_terminal_without_control_characters) {
  BOOST_TEST(
      explanation_text(sample()) ==
      "A <b> title [2J\n"
      "Rank 3 of 12.\n"
      "“flood” stands once in the title and twice in the text, also as typed; 1 publication has it.\n"
      "“plan” stands in no publication.\n"
      "“flood” and “plan” stand together twice, as in the query.\n"
      "The editors have its score multiplied by 0.5.\n"
      "By its own words it would have rank 1; what the best answers have in common puts others before it.\n");
}

BOOST_AUTO_TEST_SUITE_END()
