#include "engine/analysis/contents_page.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace pressmark {
namespace {

struct Case {
  const char* reason;
  std::vector<std::string> blocks;  // the first is the one in question
  bool contents;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.reason;
}

const std::vector<Case> kCases = {
    {"dot leaders", {"Digital skills ........ 14"}, true},
    {"dot leaders over the whole width of a page", {"Digital skills " + std::string(150, '.') + " 14"}, true},
    {"dot leaders with spaces", {"Digital skills . . . . . . 14"}, true},
    {"leaders of ellipses", {"Digital skills \u2026\u2026\u2026 14"}, true},
    {"several leaders in one paragraph", {"Foreword ..... 3 Digital skills ..... 14 Annex ..... 90"}, true},
    {"lines that end in numbers", {"Foreword 3\nDigital skills\t14\nAnnex 90\nIndex"}, true},
    {"one line among others like it", {"Digital skills 14", "Foreword 3", "Annex 90"}, true},
    {"one line that ends in a number, in text",
     {"It was so in 2019", "Then came rain.", "And then snow."},
     false},
    {"a sentence that ends in dots", {"And so it went on..."}, false},
    {"a long paragraph with one row of dots", {std::string(200, 'x') + " .... and so on"}, false},
    {"running text over several lines",
     {"The share of 2019\nwas the same as in\nthe year before that"},
     false},
    {"a year at the end of long lines",
     {std::string(130, 'x') + " 2019\n" + std::string(130, 'x') + " 2020\n" + std::string(130, 'x') +
      " 2021"},
     false},
    {"numbers alone", {"12\n13\n14\n15"}, false},
    {"nothing", {""}, false},
};

BOOST_DATA_TEST_CASE(tells_contents_from_text, kCases, each) {
  BOOST_TEST(is_contents(std::vector<std::string_view>(each.blocks.begin(), each.blocks.end()), 0) ==
             each.contents);
}

const std::vector<Case> kPages = {
    {"entries under a heading", {"Contents", "Foreword 3", "Digital skills 14", "Annex 90"}, true},
    {"entries in one block", {"Contents\nForeword 3\nDigital skills\t14\nAnnex 90"}, true},
    {"a list of tables after the chapters",
     {"Foreword 3\nSkills 14\nWork 30\nAnnex 90", "Table 1 Income 5\nTable 2 Age 16\nTable 3 Work 44"},
     true},
    {"leaders in one paragraph", {"Foreword ..... 3 Digital skills ..... 14 Annex ..... 90"}, true},
    {"a table of figures", {"Sales 90\nCosts 30\nTaxes 44\nInterest 12\nIncome 4"}, false},
    {"a few entries among text",
     {"Foreword 3\nSkills 14\nAnnex 90", "It rained.", "It snowed.", "It froze.", "It thawed."},
     false},
    {"nothing", {}, false},
};

BOOST_DATA_TEST_CASE(tells_pages_of_contents_from_others, kPages, each) {
  BOOST_TEST(is_contents_page(std::vector<std::string_view>(each.blocks.begin(), each.blocks.end())) ==
             each.contents);
}

}  // namespace
}  // namespace pressmark
