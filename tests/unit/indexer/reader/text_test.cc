#include <boost/test/unit_test.hpp>

#include "indexer/reader/paragraphs.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;

BOOST_AUTO_TEST_CASE(takes_the_first_short_line_for_the_title) {
  const Publication publication =
      read_one("\n\n  A short title\nLarkfield, 29 March 2022\n\nFirst\nparagraph.\n\nSecond.", "a.txt");
  BOOST_TEST(publication.title == "A short title");
  BOOST_TEST((publication.title_from == Provenance::kHeading));
  BOOST_TEST(publication.published->iso() == "2022-03-29");
  BOOST_TEST((publication.published_from == Provenance::kByline));
  BOOST_TEST(joined(publication, Role::kBody) == "Larkfield, 29 March 2022 / First paragraph. / Second.");
}

BOOST_AUTO_TEST_CASE(takes_no_long_line_for_the_title) {
  const std::string at_limit(120, 'x');
  BOOST_TEST(read_one(at_limit + "\ntext", "a-b.txt").title == at_limit);
  const Publication longer = read_one(at_limit + "x\ntext", "a-b.txt");
  BOOST_TEST(longer.title == "a b");
  BOOST_TEST(joined(longer, Role::kBody) == at_limit + "x text");
}

BOOST_AUTO_TEST_CASE(splits_paragraphs_at_blank_lines_of_every_kind) {
  const std::vector<std::string> expected = {"a b", "c", "d", "e"};
  BOOST_TEST(split_paragraphs("a\r\nb\r\n\r\nc\n \t\nd\fe\n\n\n") == expected,
             boost::test_tools::per_element());
  BOOST_TEST(split_paragraphs("a\rb\r\rc\n\nd\n\ne") == expected, boost::test_tools::per_element());
  BOOST_TEST(split_paragraphs(" \n ").empty());
}

BOOST_AUTO_TEST_CASE(warns_of_a_guessed_charset) {
  const Publication publication = read_one(
      "Un \xE9t\xE9 fran\xE7"
      "ais, la for\xEAt et le ch\xE2teau",
      "a.txt");
  BOOST_TEST(publication.title == "Un été français, la forêt et le château");
  BOOST_TEST(publication.warnings.at(0) == "charset_guessed: windows-1252");
}

BOOST_AUTO_TEST_CASE(finds_the_year_of_a_date_without_one_and_says_so) {
  const Publication publication =
      read_one("Harbour news\n\nTuesday 29th March\n\nThe quay opens.\n\n\u00A9 2022 Larkfield\n", "a.txt");
  BOOST_TEST(publication.published->iso() == "2022-03-29");
  BOOST_TEST((publication.published_from == Provenance::kByline));
  BOOST_TEST(publication.warnings.at(0) == "year_resolved: Tuesday 29th March");
  BOOST_TEST(
      !read_one("Harbour news\n\nTuesday 29th March\n\nThe quay opens.", "a.txt").published.has_value());
}
