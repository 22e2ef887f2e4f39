#include "engine/query/dates.h"

#include <unicode/datefmt.h>
#include <unicode/gregocal.h>

#include <array>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "engine/query/query.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* text;
  const char* period;  // "" is none; one day is written once
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.text;
}

std::string written(const std::optional<Period>& period) {
  if (!period) return "";
  const std::string first = period->first.iso();
  return period->first == period->last ? first : first + ".." + period->last.iso();
}

Date day(int year, int month, int of_month) {
  return Date::make(year, month, of_month).value();
}

const Case kNumbers[] = {
    {"2022", "2022-01-01..2022-12-31"},
    {"0001", "0001-01-01..0001-12-31"},
    {"9999", "9999-01-01..9999-12-31"},
    {" 2022 ", "2022-01-01..2022-12-31"},
    {"2022-03", "2022-03-01..2022-03-31"},
    {"2022-03-29", "2022-03-29"},
    {"2022-3-9", "2022-03-09"},
    {"2022/03", "2022-03-01..2022-03-31"},
    {"2022/03/29", "2022-03-29"},
    {"2022.03.29", "2022-03-29"},
    {"03/2022", "2022-03-01..2022-03-31"},
    {"3.2022", "2022-03-01..2022-03-31"},
    {"29.03.2022", "2022-03-29"},
    {"29. 3. 2022", "2022-03-29"},
    {"2022. 03. 29.", "2022-03-29"},
    {"29/03/2022", "2022-03-29"},
    {"29-03-2022", "2022-03-29"},
    {"٢٩/٠٣/٢٠٢٢", "2022-03-29"},
    // the day comes first
    {"04/03/2022", "2022-03-04"},
    {"03/29/2022", ""},
    // no such day
    {"31.02.2022", ""},
    {"29.02.2023", ""},
    {"29.02.2024", "2024-02-29"},
    {"29.02.1900", ""},
    {"29.02.2000", "2000-02-29"},
    {"2022-13", ""},
    {"2022-00-10", ""},
    {"00.03.2022", ""},
    {"0000", ""},
    {"0000-01-01", ""},
    // a year has four digits
    {"29.03.22", ""},
    {"22", ""},
    {"20220329", ""},
    {"02022", ""},
    {"2022-003", ""},
    {"029.03.2022", ""},
    // one sign between, and nothing around
    {"29.03/2022", ""},
    {"29 03 2022", ""},
    {"2022-03-29-1", ""},
    {"2022 - 2023", ""},
    {"2022-", ""},
    {"-2022", ""},
    {".2022", ""},
    {"2022-03-29T10:00", ""},
    {"2022!", ""},
    {"", ""},
    {" ", ""},
    {"-", ""},
    {"\xff", ""},
    {"2022\xc3", ""},
};

const Case kNamed[] = {
    // a month
    {"March 2022", "2022-03-01..2022-03-31"},
    {"Mar 2022", "2022-03-01..2022-03-31"},
    {"mar. 2022", "2022-03-01..2022-03-31"},
    {"MARCH, 2022", "2022-03-01..2022-03-31"},
    {"Sept 2022", "2022-09-01..2022-09-30"},
    {"February 2024", "2024-02-01..2024-02-29"},
    {"2022 March", "2022-03-01..2022-03-31"},
    {"March-2022", "2022-03-01..2022-03-31"},
    // a day
    {"3 March 2022", "2022-03-03"},
    {"03 March 2022", "2022-03-03"},
    {"3rd March 2022", "2022-03-03"},
    {"the 3rd of March, 2022", "2022-03-03"},
    {"1st Mar 2022", "2022-03-01"},
    {"22nd Mar 2022", "2022-03-22"},
    {"4th Mar. 2022", "2022-03-04"},
    {"March 3, 2022", "2022-03-03"},
    {"March 3rd 2022", "2022-03-03"},
    {"3-Mar-2022", "2022-03-03"},
    {"2022-Mar-03", "2022-03-03"},
    {"3\u00a0March\u202f2022", "2022-03-03"},
    // other languages
    {"März 2022", "2022-03-01..2022-03-31"},
    {"3. März 2022", "2022-03-03"},
    {"den 3. marts 2022", "2022-03-03"},
    {"mars 2022", "2022-03-01..2022-03-31"},
    {"1er mars 2022", "2022-03-01"},
    {"le 3 févr. 2022", "2022-02-03"},
    {"3 de marzo de 2022", "2022-03-03"},
    {"1º de março de 2022", "2022-03-01"},
    {"3 d’abril del 2022", "2022-04-03"},
    {"3 марта 2022 г.", "2022-03-03"},
    {"2022. március 3.", "2022-03-03"},
    {"2022 m. kovo 3 d.", "2022-03-03"},
    {"3 Meán Fómhair 2022", "2022-09-03"},
    // no such day, no such year
    {"31 February 2022", ""},
    {"29 February 2023", ""},
    {"29 February 2024", "2024-02-29"},
    {"0 March 2022", ""},
    {"March 0000", ""},
    // might be several
    {"March", ""},
    {"March 22", ""},
    {"March '22", ""},
    {"3 March", ""},
    {"3 March 22", ""},
    {"22 3 March", ""},
    {"March 2022 3", ""},
    {"2022 3 March", ""},
    {"March 2022 2023", ""},
    {"March April 2022", ""},
    {"March 3 April 2022", ""},
    {"1 2 March 2022", ""},
    {"spring 2022", ""},
    {"of 2022", ""},
    {"the", ""},
    {"3rd 2022", ""},
    {"(March 2022)", ""},
    {"March+2022", ""},
    {", March 2022", ""},
    {"March 2022 -", ""},
};

struct RelativeCase {
  const char* text;
  const char* today;
  const char* period;
};
std::ostream& operator<<(std::ostream& out, const RelativeCase& c) {
  return out << c.text << " on " << c.today;
}

const RelativeCase kRelative[] = {
    {"today", "2022-03-29", "2022-03-29"},
    {"Today", "2022-03-29", "2022-03-29"},
    {"yesterday", "2022-03-01", "2022-02-28"},
    {"yesterday", "2024-03-01", "2024-02-29"},
    {"yesterday", "2022-01-01", "2021-12-31"},
    // weeks begin on Monday, across years too
    {"this week", "2022-03-28", "2022-03-28..2022-04-03"},
    {"this week", "2022-04-03", "2022-03-28..2022-04-03"},
    {"last week", "2022-03-29", "2022-03-21..2022-03-27"},
    {"this week", "2023-01-01", "2022-12-26..2023-01-01"},
    {"last week", "2023-01-02", "2022-12-26..2023-01-01"},
    {"this week", "2024-12-31", "2024-12-30..2025-01-05"},
    // months and years
    {"this month", "2024-02-10", "2024-02-01..2024-02-29"},
    {"last month", "2022-03-31", "2022-02-01..2022-02-28"},
    {"last month", "2022-01-15", "2021-12-01..2021-12-31"},
    {"this year", "2024-02-29", "2024-01-01..2024-12-31"},
    {"last year", "2024-02-29", "2023-01-01..2023-12-31"},
    {"LAST  year", "2022-03-29", "2021-01-01..2021-12-31"},
    {"last-year", "2022-03-29", "2021-01-01..2021-12-31"},
    // so many that end today
    {"last 1 day", "2022-03-29", "2022-03-29"},
    {"last 7 days", "2022-03-03", "2022-02-25..2022-03-03"},
    {"last 2 weeks", "2022-03-29", "2022-03-16..2022-03-29"},
    {"last 1 month", "2022-03-31", "2022-03-01..2022-03-31"},
    {"last 3 months", "2022-03-29", "2021-12-30..2022-03-29"},
    {"last 2 years", "2022-03-29", "2020-03-30..2022-03-29"},
    {"last 1 year", "2024-02-29", "2023-03-01..2024-02-29"},
    {"last 12 months", "2024-02-29", "2023-03-01..2024-02-29"},
    // none, or before any day
    {"last 0 days", "2022-03-29", ""},
    {"last 0 years", "2022-03-29", ""},
    {"last 9999 years", "2022-03-29", ""},
    {"last 999999 years", "2022-03-29", ""},
    {"last 999999 days", "2022-03-29", ""},
    {"last 999999 weeks", "2022-03-29", ""},
    {"last 1000000 days", "2022-03-29", ""},
    {"yesterday", "0001-01-01", ""},
    {"last year", "0001-01-01", ""},
    {"last month", "0001-01-01", ""},
    {"last week", "0001-01-01", ""},
    {"this week", "9999-12-31", ""},
    // no date
    {"last day", "2022-03-29", ""},
    {"last years", "2022-03-29", ""},
    {"last 3", "2022-03-29", ""},
    {"this 3 days", "2022-03-29", ""},
    {"last three years", "2022-03-29", ""},
    {"next year", "2022-03-29", ""},
    {"tomorrow", "2022-03-29", ""},
    {"last year 2022", "2022-03-29", ""},
    {"last", "2022-03-29", ""},
};

std::string form(const char* pattern, int a, int b, int c) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), pattern, a, b, c);
  return text.data();
}

/// What ICU prints for a day in a language.
class Printer {
 public:
  Printer(const char* language, icu::DateFormat::EStyle style)
      : format_(icu::DateFormat::createDateInstance(style, icu::Locale(language))) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::GregorianCalendar calendar(*icu::TimeZone::getGMT(), icu::Locale(language), status);
    format_->setCalendar(calendar);
  }

  std::string print(Date date) const {
    const std::chrono::sys_days days = std::chrono::year{date.year} / date.month / date.day;
    icu::UnicodeString text;
    format_->format(UDate(days.time_since_epoch().count()) * 86'400'000.0, text);
    std::string utf8;
    return text.toUTF8String(utf8);
  }

 private:
  std::unique_ptr<icu::DateFormat> format_;
};

}  // namespace

BOOST_DATA_TEST_CASE(reads_dates_in_numbers, data::make(kNumbers)) {
  BOOST_TEST(written(read_period(sample.text, {})) == sample.period);
}

BOOST_DATA_TEST_CASE(reads_names_of_months, data::make(kNamed)) {
  BOOST_TEST(written(read_period(sample.text, {})) == sample.period);
}

BOOST_DATA_TEST_CASE(reckons_from_today, data::make(kRelative)) {
  BOOST_TEST(written(read_period(sample.text, Date::parse(sample.today))) == sample.period);
  BOOST_TEST(written(read_period(sample.text, {})) == "");
}

BOOST_AUTO_TEST_CASE(reads_every_day_in_every_form) {
  static constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
  size_t wrong = 0, days = 0;
  std::vector<Date> starts = {day(1, 1, 1), day(1899, 12, 1), day(1999, 12, 1), day(2023, 1, 1),
                              day(9998, 12, 31)};
  for (const Date start : starts) {
    std::optional<Date> next = start;
    for (int i = 0; next && i < 800; ++i, ++days) {
      const Date date = *next;
      const int y = date.year, m = date.month, d = date.day;
      const std::string name = kMonths.at(m - 1), year = form("%04d", y, 0, 0), of_month = std::to_string(d);
      for (const std::string& text :
           {date.iso(), form("%02d.%02d.%04d", d, m, y), form("%d/%d/%04d", d, m, y),
            form("%04d/%02d/%02d", y, m, d), of_month + " " + name + " " + year,
            name + " " + of_month + ", " + year, of_month + "th " + name.substr(0, 3) + " " + year}) {
        wrong += read_period(text, {}) == Period{date, date} ? 0 : 1;
      }
      next = day_after(date);
      wrong += !next || day_before(*next) == date ? 0 : 1;
    }
  }
  BOOST_TEST(wrong == 0u);
  BOOST_TEST(days > 3'500u);
}

const char* const kLanguages[] = {"ar", "ca", "da", "de", "en", "en_GB", "es", "fi", "fr",
                                  "ga", "hu", "hy", "id", "it", "lt",    "nb", "ne", "nl",
                                  "nn", "pt", "ro", "ru", "sv", "ta",    "tr"};
BOOST_DATA_TEST_CASE(reads_what_is_printed_in_a_language, data::make(kLanguages)) {
  std::mt19937 random(366);
  for (const auto style : {icu::DateFormat::kLong, icu::DateFormat::kMedium}) {
    const Printer printer(sample, style);
    for (int i = 0; i < 300; ++i) {
      const Date date = day(1900 + static_cast<int>(random() % 200), 1 + static_cast<int>(random() % 12),
                            1 + static_cast<int>(random() % 28));
      const std::string text = printer.print(date);
      BOOST_TEST(written(read_period(text, {})) == date.iso(), text);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_longer_text_than_the_limit_is_no_date) {
  const std::string most = "March" + std::string(limits::kDateBytesMax - 9, ' ') + "2022";
  BOOST_TEST(read_period(most, {}).has_value());
  BOOST_TEST(!read_period(most + " ", {}).has_value());
}

BOOST_AUTO_TEST_CASE(any_bytes_are_a_date_or_none) {
  static constexpr std::array<const char*, 24> kPieces = {
      "2022", "3", "31", "march", "März", "last", "this", "days", "year", "week", "today", " ",
      " ",    " ", ".",  "-",     "/",    ",",    "'",    "th",   "de",   "\xff", "0",     "999999"};
  std::mt19937 random(12);
  const Date today = day(2022, 3, 29);
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (size_t n = random() % 9; n > 0; --n) text += kPieces.at(random() % kPieces.size());
    if (i % 4 == 0) {
      for (char& c : text) c = static_cast<char>(random());
    }
    const auto period = read_period(text, today);
    BOOST_TEST((!period || period->first <= period->last), text);
  }
}

BOOST_AUTO_TEST_CASE(days_end_with_the_calendar) {
  BOOST_TEST(!day_before(day(1, 1, 1)));
  BOOST_TEST(!day_after(day(9999, 12, 31)));
  BOOST_TEST((day_after(day(2024, 2, 28)) == day(2024, 2, 29)));
  BOOST_TEST((day_before(day(2023, 3, 1)) == day(2023, 2, 28)));
  BOOST_TEST((month_end(2024, 2) == day(2024, 2, 29)));
  BOOST_TEST((month_end(9999, 12) == day(9999, 12, 31)));
}
