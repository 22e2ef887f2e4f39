// A whole line as it is compared.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/analysis/folding.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Line {
  const char *written, *folded;
};
std::ostream& operator<<(std::ostream& out, const Line& line) {
  return out << line.written;
}

const Line kLines[] = {
    {"", ""},
    // case and composition
    {"Digital SKILLS", "digital skills"},
    {"STRASSE Straße", "strasse strasse"},
    {"e\u0301cole", "\u00e9cole"},
    {"ﬁx ｗｉｄｅ", "fix wide"},
    // blanks
    {"  a \t b\u00a0\u3000c\n", "a b c"},
    {"a\x01\x7f"
     "b",
     "a b"},
    {" \t ", ""},
    // what is not seen
    {"pass\u00adword z\u200bw", "password zw"},
    // digits
    {"٠١٢ ९ ７", "012 9 7"},
    // quotation marks stay
    {"\"Exact Words\" -no", "\"exact words\" -no"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(folded_lines)

BOOST_DATA_TEST_CASE(are_compared_in_one_form, data::make(kLines), line) {
  BOOST_TEST(folded_line(line.written) == line.folded);
  BOOST_TEST(folded_line(line.folded) == line.folded);
}

BOOST_AUTO_TEST_CASE(ill_formed_bytes_are_replaced) {
  BOOST_TEST(folded_line("a\xff") == "a\uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()
