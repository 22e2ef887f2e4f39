// An explanation as it is given out.
#include "server/explanation.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "server/explanation_page.h"

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
  explanation.steps = {{"words", 2.5, 4}, {"title", 2, 3}};
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
  BOOST_TEST(json["steps"][1]["part"] == "title");
  BOOST_TEST(json["steps"][1]["score"] == 2.0);
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

BOOST_AUTO_TEST_CASE(the_page_shows_words_parts_and_the_form_and_nothing_unescaped) {
  ExplanationPage page{{}, "a", sample()};
  page.search.text = "flood <plan>";
  page.search.filters.kinds = {Kind::kReport};
  const std::string html = explanation_page(page);
  const auto has = [&](const std::string& piece) { return html.find(piece) != std::string::npos; };
  BOOST_TEST(has("<p class=\"outcome\">Rank 3 of 12.</p>"));
  BOOST_TEST(has("<a href=\"/publications/a\"><bdi>A &lt;b&gt; title"));
  BOOST_TEST(has("<td>1 in the title, 2 in the text; as typed</td><td class=\"number\">1</td>"));
  BOOST_TEST(has("<tr class=\"missing\"><th scope=\"row\"><bdi>plan</bdi></th><td>not in it</td>"));
  BOOST_TEST(has("stand together twice"));
  BOOST_TEST(has("Words of the title once more</th><td class=\"number\">−0.50<svg class=\"bar down\""));
  BOOST_TEST(has("The editors have its score multiplied by 0.5."));
  BOOST_TEST(has("name=\"q\" type=\"search\" value=\"flood &lt;plan&gt;\""));
  BOOST_TEST(has("<input type=\"hidden\" name=\"kind\" value=\"report\">"));
  BOOST_TEST(has("href=\"/search?q=flood%20%3Cplan%3E&amp;kind=report&amp;explain=1\""));
  BOOST_TEST(has("<meta name=\"robots\" content=\"noindex\">"));
  BOOST_TEST(!has("<b>"));
  BOOST_TEST(!has("style="));
}

BOOST_AUTO_TEST_CASE(what_stands_in_the_way_has_a_heading_that_says_how) {
  Explanation explanation;
  explanation.id = "a";
  explanation.obstacles = {"kind:report"};
  const std::vector<std::pair<Explanation::Outcome, std::string>> cases = {
      {Explanation::Outcome::kFiltered, "Conditions that it does not pass"},
      {Explanation::Outcome::kExcluded, "What the query excludes, and it has"},
      {Explanation::Outcome::kMissing, "What the query demands, and it lacks"}};
  for (const auto& [outcome, heading] : cases) {
    explanation.outcome = outcome;
    const std::string html = explanation_page({{}, "a", explanation});
    BOOST_TEST(html.find(heading) != std::string::npos);
    BOOST_TEST(html.find("<kbd>kind:report</kbd>") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_page_about_nothing_yet_is_the_form) {
  const std::string html = explanation_page({});
  BOOST_TEST(html.find("<h1 id=\"another\">Why a publication ranks where it does</h1>") != std::string::npos);
  BOOST_TEST(html.find("<table>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_in_the_index_has_no_page_to_open) {
  Explanation explanation;
  explanation.id = "https://example.org/x";
  const std::string html = explanation_page({{}, explanation.id, explanation});
  BOOST_TEST(html.find("<h1><bdi>https://example.org/x</bdi></h1>") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
