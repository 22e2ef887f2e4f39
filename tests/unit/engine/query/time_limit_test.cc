#include "engine/query/time_limit.h"

#include <boost/test/unit_test.hpp>

using namespace pressmark;
using namespace std::chrono_literals;

namespace {

bool over_when_asked_often(const TimeLimit& time) {
  bool over = false;
  for (int i = 0; i < 1000; ++i) over = over || time.over();
  return over;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(time_limit)

BOOST_AUTO_TEST_CASE(there_is_none_before_a_request_begins) {
  TimeLimit time;
  BOOST_TEST(!over_when_asked_often(time));
  time.allow(0);
  BOOST_TEST(!time.look());
}

BOOST_AUTO_TEST_CASE(a_stage_ends_at_its_share_and_the_next_one_has_its_own) {
  TimeLimit time;
  time.begin(1h);
  BOOST_TEST(!over_when_asked_often(time));
  time.allow(0);
  BOOST_TEST(!time.expired());
  BOOST_TEST(time.over());
  BOOST_TEST(time.expired());
  BOOST_TEST(over_when_asked_often(time));
  time.allow(kMatchedBy);
  BOOST_TEST(!time.expired());
  BOOST_TEST(!over_when_asked_often(time));
}

BOOST_AUTO_TEST_CASE(what_goes_on_although_its_time_is_over_is_stopped) {
  TimeLimit time;
  time.begin(-1ms);
  BOOST_CHECK_THROW(time.look(), MatchStopped);
  BOOST_CHECK_THROW(over_when_asked_often(time), MatchStopped);
  BOOST_TEST(time.expired());
}

BOOST_AUTO_TEST_SUITE_END()
