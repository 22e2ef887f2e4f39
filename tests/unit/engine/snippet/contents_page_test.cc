#include "engine/snippet/contents_page.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

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
  std::vector<StoredBlock> blocks;
  for (const std::string& text : each.blocks) {
    blocks.emplace_back();
    blocks.back().text = text;
  }
  BOOST_TEST(snippets::is_contents(blocks, 0) == each.contents);
}

BOOST_AUTO_TEST_CASE(lines_of_other_pages_do_not_count) {
  std::vector<StoredBlock> blocks(3);
  blocks[0].text = "Digital skills 14";
  blocks[1].text = "Foreword 3";
  blocks[2].text = "Annex 90";
  BOOST_TEST(snippets::is_contents(blocks, 0));
  blocks[2].part = 1;
  BOOST_TEST(!snippets::is_contents(blocks, 0));
}

}  // namespace
}  // namespace pressmark
