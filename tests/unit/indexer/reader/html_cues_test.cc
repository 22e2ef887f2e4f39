#include "indexer/reader/html_cues.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "indexer/reader/html_bylines.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Row {
  bool (*rule)(std::string_view);
  const char* text;
  bool expected;
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.text;
}

const Row kRows[] = {
    {is_site_heading_text, "Related posts", true},
    {is_site_heading_text, "Über den Autor", true},
    {is_site_heading_text, "Latest figures on housing in the nine regions", false},
    {is_site_heading_text, "The method", false},
    {opens_sentences, "About the author", true},
    {opens_sentences, "Related posts", false},
    {is_site_label, "ADVERTISEMENT", true},
    {is_site_label, "Anzeige", true},
    {is_site_label, "Advertisement rules were tightened in May", false},
    {is_site_paragraph_text, "All rights reserved.", true},
    {is_site_paragraph_text, "All rights of way were surveyed.", false},
    {points_elsewhere, "Also: How silt gets into a harbour", true},
    {points_elsewhere, "[Related: What the floods cost]", true},
    {points_elsewhere, "READ MORE | What the floods cost", true},
    {points_elsewhere, "Lesen Sie auch: Die alte Brücke", true},
    {points_elsewhere, "The council said: nothing", false},
    {points_elsewhere, "Source: the harbour board", false},
    {points_elsewhere, "More was said about it", false},
    {asks_to_subscribe, "Sign up for our weekly newsletter.", true},
    {asks_to_subscribe, "Abonnieren Sie unseren Newsletter", true},
    {asks_to_subscribe, "The newsletter was first printed in 1911.", false},
    {tells_how_to_reach, "Write to Joan Hartley at joan@example.org", true},
    {tells_how_to_reach, "Follow her on Twitter", true},
    {tells_how_to_reach, "Write to the council before the end of May.", false},
    {is_contact_address, "joan@example.org", true},
    {is_contact_address, "https://twitter.com/joan", true},
    {is_contact_address, "https://example.org/report", false},
    {is_contact_address, "joan at example", false},
    {is_credit_text, "Photo: Ann Lee", true},
    {is_credit_text, "(Image credit: Ann Lee)", true},
    {is_credit_text, "Photographs were taken at dawn.", false},
    {is_byline_text, "By Joan Hartley", true},
    {is_byline_text, "Lesezeit 4 Minuten", true},
    {is_byline_text, "Bystanders saw it", false},
};

struct Byline {
  const char* text;
  bool named;
  const char* expected;  // names apart by "; "
};
std::ostream& operator<<(std::ostream& out, const Byline& row) {
  return out << row.text;
}

const Byline kBylines[] = {
    {"By Joan Hartley", false, "Joan Hartley"},
    {"BY JOAN HARTLEY and Ann Lee", false, "JOAN HARTLEY; Ann Lee"},
    {"Von Jürgen Ott", false, "Jürgen Ott"},
    {"Par Élodie Marchand et Luc Petit", false, "Élodie Marchand; Luc Petit"},
    {"By Joan Hartley, senior fellow", false, "Joan Hartley"},
    {"By Joan Hartley | 29 March 2022", false, "Joan Hartley"},
    {"Joan Hartley", true, "Joan Hartley"},
    {"Joan Hartley", false, ""},
    {"By the end of May", false, ""},
    {"By 2022 it had grown", false, ""},
    {"https://example.org/joan", true, ""},
    {"Admin", true, ""},
    {"", true, ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(knows_the_words_of_the_site, data::make(kRows)) {
  BOOST_TEST(sample.rule(sample.text) == sample.expected);
}

BOOST_DATA_TEST_CASE(takes_names_from_a_byline, data::make(kBylines)) {
  std::string names;
  for (const std::string& name : authors_in_byline(sample.text, sample.named)) {
    names += (names.empty() ? "" : "; ") + name;
  }
  BOOST_TEST(names == sample.expected);
}

BOOST_AUTO_TEST_CASE(takes_no_long_paragraph_for_a_cue) {
  const std::string rest(300, 'x');
  for (const auto rule : {is_site_heading_text, is_site_label, is_site_paragraph_text, points_elsewhere,
                          asks_to_subscribe, tells_how_to_reach, is_credit_text, is_byline_text}) {
    for (const char* cue : {"Related", "Anzeige", "All rights reserved", "Also: ", "Sign up newsletter ",
                            "Follow @", "Photo: ", "By "}) {
      BOOST_TEST(!rule(cue + rest));
    }
  }
}
