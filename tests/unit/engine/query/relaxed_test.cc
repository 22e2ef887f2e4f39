// What is left of a query when nothing is demanded any more.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/query/query.h"
#include "tests/unit/engine/query/describe.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* query;
  const char* relaxed;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.query;
}

const std::vector<Case> kCases = {
    // Nothing demanded: the same.
    {"digital skills", "digital skills"},
    {"skill* -school", "skill* -school"},
    // Demands become wishes.
    {"+digital skills", "digital skills"},
    {"\"digital skills\" fund", "digital skills fund"},
    {"digital AND (skills OR \"spare parts\")", "digital skills spare parts"},
    {"+title:annual +author:askew", "title:annual author:askew"},
    // What is excluded stays so.
    {"+digital -\"spare parts\"", "digital -'spare parts'"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(relaxed_queries)

BOOST_DATA_TEST_CASE(demand_nothing_and_exclude_as_before, data::make(kCases), c) {
  BOOST_TEST(describe(relaxed(parse_query(c.query)).clauses) == c.relaxed);
}

BOOST_AUTO_TEST_CASE(keep_their_conditions) {
  const Query query = parse_query("\"digital skills\" kind:report");
  BOOST_TEST((relaxed(query).filters == query.filters));
}

BOOST_AUTO_TEST_SUITE_END()
