// Which words of a title tell one edition from the others.
#include "engine/analysis/edition.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <string>
#include <vector>

using namespace pressmark;

namespace {

struct Case {
  std::vector<std::string> words;
  std::string common, edition;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  for (const std::string& word : c.words) out << word << ' ';
  return out;
}

const std::vector<Case> kCases = {
    // a year is the edition
    {{"annual", "report", "2024"}, "annual report", "2024"},
    {{"2024", "annual", "report"}, "annual report", "2024"},
    {{"annual", "report", "1900"}, "annual report", "1900"},
    {{"annual", "report", "2099"}, "annual report", "2099"},
    // and what stands beside it: the second year, a month, a day, a quarter
    {{"annual", "report", "2023", "24"}, "annual report", "2023 24"},
    {{"transport", "plan", "2022", "2037"}, "transport plan", "2022 2037"},
    {{"economic", "bulletin", "march", "2022"}, "economic bulletin", "march 2022"},
    {{"committee", "minutes", "14", "september", "2022"}, "committee minutes", "14 september 2022"},
    {{"markt", "bericht", "märz", "2022"}, "markt bericht", "märz 2022"},
    {{"labour", "market", "2021", "q3"}, "labour market", "2021 q3"},
    // but nothing that stands alone
    {{"march", "of", "the", "mills", "2022"}, "march of the mills", "2022"},
    {{"guidance", "note", "7"}, "guidance note 7", ""},
    {{"5", "lessons", "learnt"}, "5 lessons learnt", ""},
    {{"labour", "market", "q5", "2021"}, "labour market q5", "2021"},
    // numbers that are no years
    {{"annual", "report", "1899"}, "annual report 1899", ""},
    {{"annual", "report", "2100"}, "annual report 2100", ""},
    {{"annual", "report", "20245"}, "annual report 20245", ""},
    // a title that is all about the year
    {{"census", "2021"}, "census 2021", ""},
    {{"2021"}, "2021", ""},
    {{}, "", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(a_title_is_split_into_series_and_edition, boost::unit_test::data::make(kCases), c) {
  const EditionTitle title = split_edition(c.words);
  BOOST_TEST(title.common == c.common);
  BOOST_TEST(title.edition == c.edition);
}
