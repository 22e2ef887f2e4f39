#include "engine/schema/impact.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace pressmark {

BOOST_AUTO_TEST_SUITE(impact_)

BOOST_AUTO_TEST_CASE(is_the_formula_of_a_publication_of_average_length) {
  BOOST_TEST(impact(1, 240, 240) == 58);  // 127 / 2.2
  BOOST_TEST(impact(3, 240, 240) == 91);  // 127 * 3 / 4.2
  BOOST_TEST(impact(1, 480, 240) == 43);  // 127 / (1 + 1.2 * 1.6)
  BOOST_TEST(impact(1, 0, 240) == 86);    // 127 / (1 + 1.2 * 0.4)
  BOOST_TEST(impact(1, 480, ImpactModel{240}) == 43);
}

BOOST_AUTO_TEST_CASE(stays_within_one_and_the_maximum) {
  BOOST_TEST(impact(0, 100, 100) == 1);
  BOOST_TEST(impact(-1, 100, 100) == 1);
  BOOST_TEST(impact(0.05, 1e9, 100) == 1);
  BOOST_TEST(impact(1e12, 1, 100) == kImpactMax);
  BOOST_TEST(impact(std::numeric_limits<double>::quiet_NaN(), 1, 1) == 1);
}

BOOST_AUTO_TEST_CASE(an_unknown_average_takes_every_length_for_average) {
  BOOST_TEST(impact(1, 5000, 0) == impact(1, 240, 240));
  BOOST_TEST(impact(1, 5, ImpactModel{}) == impact(1, 240, 240));
}

BOOST_AUTO_TEST_CASE(rises_with_the_occurrences_and_falls_with_the_length) {
  std::mt19937 random(12);
  for (int round = 0; round < 5000; ++round) {
    const double tf = static_cast<double>(random() % 1000) / 20;
    const auto length = static_cast<double>(random() % 100000);
    const auto average = static_cast<double>(1 + random() % 3000);
    BOOST_TEST(impact(tf, length, average) <= impact(tf + 0.05, length, average));
    BOOST_TEST(impact(tf, length, average) >= impact(tf, length + 50, average));
  }
}

BOOST_AUTO_TEST_CASE(boilerplate_never_outweighs_a_word_of_the_text) {
  for (const Role role : {Role::kTitle, Role::kHeading, Role::kSummary, Role::kBody, Role::kQuote,
                          Role::kCaption, Role::kTable}) {
    BOOST_TEST(role_weight(role) <= 1.0);
    BOOST_TEST(role_weight(role) >= 10 * role_weight(Role::kBoilerplate));
  }
  BOOST_TEST(role_weight(Role::kBoilerplate) > 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressmark
