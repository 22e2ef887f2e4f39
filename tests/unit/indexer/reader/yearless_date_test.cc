#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

#include "indexer/reader/metadata.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Row {
  const char* text;
  std::vector<const char*> others;
  const char* date;  // "" for none
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.text;
}

std::string resolved(const char* text, const std::vector<const char*>& others) {
  std::vector<Date> dates;
  for (const char* other : others) dates.push_back(*Date::parse(other));
  const std::optional<Date> date = resolve_written_date(text, dates);
  return date ? date->iso() : "";
}

const Row kByWeekday[] = {
    {"Tuesday 29th March", {"2022-04-01"}, "2022-03-29"},
    {"Tuesday 29th March", {"2021-12-01"}, "2022-03-29"},  // a page that was filed before the day it names
    {"Tuesday 29th March", {"2022"}, "2022-03-29"},        // a copyright year
    {"Tuesday 29th March", {"2024-06-01"}, "2022-03-29"},  // at the edge of the reach
    {"Tuesday 29th March", {"2020-06-01"}, "2022-03-29"},
    {"Tue, 29 Mar 10:30", {"2022-04-01"}, "2022-03-29"},
    {"Published on Tuesday, the 29th of March, by the press office of the council",
     {"2022-04-01"},
     "2022-03-29"},
    {"March 29 (Tuesday)", {"2022-04-01"}, "2022-03-29"},
    {"Dienstag, den 29. März", {"2022-04-01"}, "2022-03-29"},
    {"mardi 29 mars", {"2022-04-01"}, "2022-03-29"},
    {"martes, 29 de marzo", {"2022-04-01"}, "2022-03-29"},
    {"martedì 29 marzo", {"2022-04-01"}, "2022-03-29"},
    {"dinsdag 29 maart", {"2022-04-01"}, "2022-03-29"},
    {"terça-feira, 29 de março", {"2022-04-01"}, "2022-03-29"},
    {"3月29日（火）", {"2022-04-01"}, "2022-03-29"},
    {"3月27日（日）", {"2022-04-01"}, "2022-03-27"},
    {"3月28日（月）", {"2022-04-01"}, "2022-03-28"},
    {"3月29日 火曜日", {"2022-04-01"}, "2022-03-29"},
    {"Saturday 29 February", {"2021-01-05"}, "2020-02-29"},
    {"Tuesday 29th March", {"2025-06-01", "2022-04-01"}, "2022-03-29"},  // the first says nothing
};
const Row kByNearness[] = {
    {"29 March", {"2022-04-01"}, "2022-03-29"},  {"Published 29 December", {"2022-01-05"}, "2021-12-29"},
    {"3 January", {"2021-12-20"}, "2022-01-03"}, {"29 March", {"2022-06-29"}, "2022-03-29"},  // 92 days
    {"3月29日", {"2022-04-01"}, "2022-03-29"},
};
const Row kWhole[] = {
    {"Tuesday 29th March 2016", {"2022-04-01"}, "2016-03-29"},
    {"2022-03-29", {}, "2022-03-29"},
};
const Row kUnset[] = {
    {"Tuesday 29th March", {}, ""},
    {"Tuesday 29th March", {"2025-06-01"}, ""},  // out of reach
    {"Tuesday 29th March", {"2019-06-01"}, ""},
    {"Monday 29th March", {"2023-06-01", "2022-04-01"}, "2021-03-29"},  // what is named, not what is near
    {"29 March", {"2022-06-30"}, ""},                                   // 93 days
    {"29 March", {"2022"}, ""},  // a year alone, and no weekday to hold it against
    {"see section 5 may apply to all of these", {"2022-05-01"}, ""},
    {"Tuesday", {"2022-04-01"}, ""},
    {"30 February", {"2022-02-01"}, ""},
    {"Friday 29 February", {"2021-03-01"}, ""},
    {"29 February 2021", {"2020-03-01"}, ""},  // it has a year, of which it is no day
    {"29 March '22", {"2022-04-01"}, ""},      // it has one that is not sure
    {"29 March 22", {"2022-04-01"}, ""},
    {"", {"2022-04-01"}, ""},
};

struct Year {
  const char* text;
  const char* date;
};
std::ostream& operator<<(std::ostream& out, const Year& row) {
  return out << row.text;
}
const Year kYears[] = {
    {"© 2022 Larkfield Council", "2022-01-01"},
    {"Copyright 2019-2022", "2022-01-01"},
    {"(c) Larkfield 2021", "2021-01-01"},
    {"All rights reserved 2022", ""},
    {"© Larkfield", ""},
    {"©", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(finds_the_year_by_the_weekday, data::make(kByWeekday)) {
  BOOST_TEST(resolved(sample.text, sample.others) == sample.date);
}
BOOST_DATA_TEST_CASE(finds_the_year_by_a_date_nearby, data::make(kByNearness)) {
  BOOST_TEST(resolved(sample.text, sample.others) == sample.date);
}
BOOST_DATA_TEST_CASE(believes_a_year_that_is_written, data::make(kWhole)) {
  BOOST_TEST(resolved(sample.text, sample.others) == sample.date);
}
BOOST_DATA_TEST_CASE(never_guesses_a_year, data::make(kUnset)) {
  BOOST_TEST(resolved(sample.text, sample.others) == sample.date);
}
BOOST_DATA_TEST_CASE(finds_the_year_of_a_copyright, data::make(kYears)) {
  const std::optional<Date> year = copyright_year(sample.text);
  BOOST_TEST((year ? year->iso() : "") == sample.date);
}

BOOST_AUTO_TEST_CASE(a_resolved_day_is_the_one_written_and_within_reach) {
  constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  constexpr const char* kDays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
  std::mt19937 random(11);
  for (int round = 0; round < 5'000; ++round) {
    const int month = static_cast<int>(random() % 12) + 1;
    const int day = static_cast<int>(random() % 28) + 1;
    const Date other = *Date::make(static_cast<int>(1995 + random() % 60),
                                   static_cast<int>(random() % 12) + 1, static_cast<int>(random() % 28) + 1);
    std::string text = std::to_string(day) + " " + kMonths[month - 1];
    if (random() % 2 == 0) text = std::string(kDays[random() % 7]) + " " + text;
    const std::optional<Date> date = resolve_written_date(text, {other});
    if (!date) continue;
    BOOST_REQUIRE(date->month == month);
    BOOST_REQUIRE(date->day == day);
    BOOST_REQUIRE(std::abs(date->year - other.year) <= kYearsReach);
    // With the year written out it is the same day.
    BOOST_REQUIRE((parse_written_date(text + " " + std::to_string(date->year)) == date));
  }
}
