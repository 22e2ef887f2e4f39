// How passages are cited, and the words by which they are found again.
#include "server/citation.h"

#include <boost/test/unit_test.hpp>

#include "tests/unit/server/sample.h"

using namespace pressmark;

namespace {

Hit about() {
  Hit hit;
  hit.id = "a.pdf";
  hit.title = "The title";
  hit.publisher = "Organisation";
  hit.published = Date::make(2022, 3, 29);
  return hit;
}

PassageHit on(const std::string& label, const std::string& anchor, const std::string& heading = "") {
  PassageHit passage;
  passage.id = "a.pdf";
  passage.snippet.page = label;
  passage.snippet.heading = heading;
  passage.anchor = anchor;
  return passage;
}

PassageHit with_text(const std::string& text, uint32_t match) {
  PassageHit passage = on("1", "");
  passage.snippet.fragment.text = text;
  passage.snippet.fragment.spans = {{match, match + 1}};
  return passage;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(citations)

BOOST_AUTO_TEST_CASE(name_the_printed_page_and_the_one_that_opens) {
  BOOST_TEST(citation(about(), on("14", "#page=20")) == "Organisation, The title, 2022, p. 14 (PDF p. 20)");
  BOOST_TEST(citation(about(), on("20", "#page=20")) == "Organisation, The title, 2022, p. 20");
  BOOST_TEST(citation(about(), on("", "#page=20")) == "Organisation, The title, 2022, PDF p. 20");
  BOOST_TEST(citation(about(), on("", "#cost", "The cost")) == "Organisation, The title, 2022, “The cost”");
  BOOST_TEST(citation(about(), on("", "")) == "Organisation, The title, 2022");
}

BOOST_AUTO_TEST_CASE(leave_out_what_is_not_known) {
  Hit hit = about();
  hit.publisher.clear();
  hit.authors = {"A. Writer", "B. Writer"};
  BOOST_TEST(citation(hit) == "A. Writer, B. Writer, The title, 2022");
  hit.authors.clear();
  hit.published.reset();
  BOOST_TEST(citation(hit) == "The title");
  hit.title.clear();
  BOOST_TEST(citation(hit) == "a.pdf");
}

BOOST_AUTO_TEST_CASE(quote_a_dozen_words_around_the_match) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += (i > 0 ? " w" : "w") + std::to_string(i);
  const auto quoted = [&](const char* word) {
    return quoted_words(with_text(text, static_cast<uint32_t>(text.find(word))).snippet.fragment);
  };
  BOOST_TEST(quoted("w20") == "w17 w18 w19 w20 w21 w22 w23 w24 w25 w26 w27 w28");
  BOOST_TEST(quoted("w0") == "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11");
  BOOST_TEST(quoted("w39") == "w28 w29 w30 w31 w32 w33 w34 w35 w36 w37 w38 w39");
  BOOST_TEST(quoted_words(with_text("one two", 4).snippet.fragment) == "one two");
  BOOST_TEST(quoted_words(with_text("  ", 0).snippet.fragment).empty());
}

BOOST_AUTO_TEST_CASE(quote_no_dots_that_lead_to_a_page) {
  const std::string line = "5.2 Shared ground loops .............. 5";
  const auto match = static_cast<uint32_t>(line.find("ground"));
  BOOST_TEST(quoted_words(with_text(line, match).snippet.fragment) == "5.2 Shared ground loops");
}

BOOST_AUTO_TEST_CASE(quote_clauses_where_there_is_no_white_space_and_never_more_bytes_than_an_address_takes) {
  const std::string clause = "津波の第一波は、";  // 24 bytes
  std::string text;
  for (int i = 0; i < 20; ++i) text += clause;
  const std::string quoted = quoted_words(with_text(text, 0).snippet.fragment);
  BOOST_TEST(quoted.size() == 192U);
  BOOST_TEST(quoted.ends_with(clause));
  // Without any mark the words are cut between two letters.
  std::string word;
  for (int i = 0; i < 200; ++i) word += "波";
  BOOST_TEST(quoted_words(with_text(word, 0).snippet.fragment).size() == 198U);
}

BOOST_AUTO_TEST_CASE(have_addresses_that_are_percent_encoded) {
  PassageHit passage = with_text("5% & more", 0);
  passage.snippet.part = 20;
  BOOST_TEST(publication_url("reports/a b.pdf") == "/publications/reports%2Fa%20b.pdf");
  BOOST_TEST(passage_url("a.pdf", passage.snippet) ==
             "/publications/a.pdf?passage=5%25%20%26%20more&part=20");
}

BOOST_AUTO_TEST_SUITE_END()
