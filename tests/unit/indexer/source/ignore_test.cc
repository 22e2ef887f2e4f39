#include "indexer/source/ignore.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "indexer/source/source.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* pattern;
  const char* path;
  Entry entry;
  bool fits;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.pattern << " on " << c.path;
}

const Case kCases[] = {
    // a name, in any folder
    {"*.bak", "a.bak", Entry::kFile, true},
    {"*.bak", "x/y/a.bak", Entry::kFile, true},
    {"*.bak", "a.bak.html", Entry::kFile, false},
    {"README.md", "notes/README.md", Entry::kFile, true},
    // a folder
    {"drafts/", "drafts", Entry::kFolder, true},
    {"drafts/", "news/drafts", Entry::kFolder, true},
    {"drafts/", "drafts", Entry::kFile, false},
    // a path from the root
    {"old/*.html", "old/a.html", Entry::kFile, true},
    {"old/*.html", "new/old/a.html", Entry::kFile, false},
    {"old/*.html", "old/x/a.html", Entry::kFile, false},
    {"/top.html", "top.html", Entry::kFile, true},
    {"/top.html", "x/top.html", Entry::kFile, false},
    // no patterns
    {"", "a", Entry::kFile, false},
    {"# a.html", "a.html", Entry::kFile, false},
    {"/", "a", Entry::kFolder, false},
};

}  // namespace

BOOST_DATA_TEST_CASE(a_pattern_fits_what_it_says, data::make(kCases)) {
  BOOST_TEST(IgnoreList(sample.pattern).fits(sample.path, sample.entry) == sample.fits);
}

BOOST_AUTO_TEST_CASE(what_the_list_names_is_not_a_source) {
  const TempDir folder;
  folder.write(IgnoreList::kFileName, "# comment\r\nmake/\r\n*.txt\n");
  folder.write("a.html", "a");
  folder.write("b.txt", "b");
  folder.write("make/c.html", "c");
  const SourceListing listing = list_sources({folder.path().string()});
  BOOST_REQUIRE_EQUAL(listing.items.size(), 1U);
  BOOST_TEST(listing.items[0].path == "a.html");
}
