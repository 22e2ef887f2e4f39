#include <boost/test/unit_test.hpp>
#include <random>
#include <set>

#include "engine/schema/schema.h"

using namespace pressmark;

namespace {

Date from_day(int32_t day) {
  int year = schema::year_of_day(day);
  Date date{static_cast<int16_t>(year), 1, 1};
  for (int month = 12; month >= 1; --month) {
    const Date first{static_cast<int16_t>(year), static_cast<uint8_t>(month), 1};
    if (schema::day_number(first) <= day) {
      return Date{first.year, first.month, static_cast<uint8_t>(day - schema::day_number(first) + 1)};
    }
  }
  return date;
}

}  // namespace

BOOST_AUTO_TEST_CASE(day_numbers_are_dense_from_the_first_of_january_of_year_one) {
  int32_t expected = 0;
  for (int year = 1; year <= 2400; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        const auto date = Date::make(year, month, day);
        if (!date) continue;
        BOOST_REQUIRE_EQUAL(schema::day_number(*date), expected);
        BOOST_REQUIRE_EQUAL(schema::decode_day(schema::encode_day(*date)), expected);
        ++expected;
      }
    }
    BOOST_REQUIRE_EQUAL(schema::year_of_day(expected - 1), year);
  }
}

BOOST_AUTO_TEST_CASE(a_day_has_a_term_of_a_range_exactly_when_it_lies_in_it) {
  std::mt19937 random(7);
  const int32_t base = schema::day_number(Date{2019, 1, 1});
  for (int round = 0; round < 300; ++round) {
    const Date from = from_day(base + static_cast<int32_t>(random() % 1500));
    const Date to = from_day(schema::day_number(from) + static_cast<int32_t>(random() % 1200));
    const auto range = schema::date_range_terms(from, to);
    const std::set<std::string> terms(range.begin(), range.end());
    BOOST_REQUIRE_LE(range.size(), 30U + 30U + 11U + 11U + 9U);
    for (int probe = 0; probe < 40; ++probe) {
      const Date date = from_day(base - 40 + static_cast<int32_t>(random() % 2800));
      bool has = false;
      for (const auto& term : schema::date_terms(date)) has = has || terms.count(term) > 0;
      BOOST_REQUIRE_EQUAL(has, from <= date && date <= to);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_long_id_is_hashed_and_stays_apart_from_its_neighbour) {
  const std::string edge(200, 'x');
  BOOST_TEST(schema::id_term(edge) == "Q" + edge);
  BOOST_TEST(schema::id_term(edge + "a").size() == 34U);
  BOOST_TEST(schema::id_term(edge + "a") != schema::id_term(edge + "b"));
}

BOOST_AUTO_TEST_CASE(the_same_title_words_in_another_order_are_another_title) {
  BOOST_TEST(schema::exact_title_term({"digital", "skills"}) !=
             schema::exact_title_term({"skills", "digital"}));
  BOOST_TEST(schema::exact_title_term({}).empty());
  BOOST_TEST(schema::exact_title_term({"a"}).size() == 17U);
}
