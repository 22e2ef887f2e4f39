#include "server/terminal.h"

#include <boost/test/unit_test.hpp>

#include "tests/unit/server/sample.h"

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(terminal)

BOOST_AUTO_TEST_CASE(writes_hits_for_reading) {
  SearchResponse response = sample_response();
  response.page = 2;
  response.did_you_mean = DidYouMean{"digital", 1200};
  response.notes = {"A note."};
  BOOST_TEST(terminal_text(response, Emphasis::kNone) ==
             "11. Skills <2030> & beyond\n"
             "    Report · 2022-03-29 · Institute \"X\"\n"
             "    /documents/reports/skills.pdf#page=12\n"
             "    p. 12  …a lack of digital skills…\n"
             "    p. iv  The <b>cost</b>.\n"
             "    Also: /documents/skills.html\n"
             "    Other edition: javascript:alert(2)\n"
             "\n"
             "12. A post\n"
             "    Post\n"
             "    javascript:alert(1)\n"
             "    Pinned by the editors.\n"
             "    Found in the title.\n"
             "\n"
             "23 results, page 2 of 3\n"
             "Did you mean: digital (1,200)\n"
             "Note: A note.\n");
}

BOOST_AUTO_TEST_CASE(sets_matches_in_bold_when_asked) {
  const std::string text = terminal_text(sample_response(), Emphasis::kBold);
  BOOST_TEST(text.find("1. \x1b[1mSkills\x1b[0m <2030>") == 0u);
  BOOST_TEST(text.find("lack of \x1b[1mdigital skills\x1b[0m…") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(documents_cannot_steer_the_terminal) {
  SearchResponse response = sample_response();
  response.hits[0].title =
      "a\x1b]0;evil\x07 b\xc2\x9b"
      "31mc\nd\re\x7f";
  response.hits[0].title_spans.clear();
  const std::string text = terminal_text(response, Emphasis::kNone);
  BOOST_TEST(text.substr(0, text.find('\n')) == "1. a ]0;evil b 31mc d e ");
}

BOOST_AUTO_TEST_CASE(says_when_there_is_nothing) {
  BOOST_TEST(terminal_text(SearchResponse{}, Emphasis::kNone) == "No results\n");
}

BOOST_AUTO_TEST_CASE(writes_passages_for_reading) {
  PassagesResponse response = sample_passages();
  response.page = 2;
  BOOST_TEST(terminal_text(response, Emphasis::kNone) ==
             "11. Skills <2030>\n"
             "    /documents/reports/skills.pdf#page=14\n"
             "    p. 12  …a lack of digital skills…\n"
             "\n"
             "12. A post\n"
             "    javascript:alert(1)\n"
             "    Digital.\n"
             "\n"
             "1,200 passages\n"
             "Note: A note.\n");
  BOOST_TEST(terminal_text(PassagesResponse{}, Emphasis::kNone) == "0 passages\n");
}

BOOST_AUTO_TEST_SUITE_END()
