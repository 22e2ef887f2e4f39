#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "indexer/reader/metadata.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Row {
  const char* text;
  const char* date;  // "" for none
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.text;
}

std::string iso(const std::optional<Date>& date) {
  return date ? date->iso() : "";
}

const Row kEnglish[] = {
    {"29 March 2022", "2022-03-29"},
    {"March 29, 2022", "2022-03-29"},
    {"Mar. 29, 2022", "2022-03-29"},
    {"Tuesday 29th March 2022", "2022-03-29"},
    {"the 1st of May, 2021", "2021-05-01"},
    {"Published: Tue, 29 Mar 2022 10:00:00 GMT", "2022-03-29"},
    {"10:30 29 March 2022", "2022-03-29"},
    {"28–29 March 2022", "2022-03-29"},
    {"SEPT 3RD 2019", "2019-09-03"},
    {"March 2022", "2022-03-01"},
    {"Updated in March 2022. Published 29 April 2021", "2021-04-29"},
};
const Row kOtherLanguages[] = {
    {"29. März 2022", "2022-03-29"},
    {"Dienstag, 1. Jänner 2019", "2019-01-01"},
    {"29 mars 2022", "2022-03-29"},
    {"1er août 2020", "2020-08-01"},
    {"le 14 décembre 2018", "2018-12-14"},
    {"29 de marzo de 2022", "2022-03-29"},
    {"3 de setiembre del 2015", "2015-09-03"},
    {"29 marzo 2022", "2022-03-29"},
    {"1º gennaio 2021", "2021-01-01"},
    {"29 maart 2022", "2022-03-29"},
    {"5 mei 2020", "2020-05-05"},
    {"29 de março de 2022", "2022-03-29"},
    {"2022年3月29日", "2022-03-29"},
    {"２０２２年３月２９日（火）", "2022-03-29"},
    {"2022年3月", "2022-03-01"},
    {"2022년 3월 29일", "2022-03-29"},
};
const Row kNumbers[] = {
    {"2022-03-29", "2022-03-29"}, {"2022-03-29T23:30:00-05:00", "2022-03-29"},
    {"20220329", "2022-03-29"},   {"2022/3/9", "2022-03-09"},
    {"29.03.2022", "2022-03-29"}, {"3. 4. 2022", "2022-04-03"},
    {"29/03/2022", "2022-03-29"}, {"03/29/2022", "2022-03-29"},
    {"04/04/2022", "2022-04-04"}, {"31-12-2019", "2019-12-31"},
};
const Row kNothing[] = {
    {"", ""},
    {"Tuesday 29th March", ""},  // no year
    {"March", ""},
    {"29.03.22", ""},          // which century?
    {"03/04/2022", ""},        // day or month first?
    {"30 February 2022", ""},  // no such day
    {"2022-13-01", ""},
    {"31.11.2020", ""},
    {"call 0800 2022 3030", ""},
    {"version 2.3.1", ""},
    {"the mayor of 2022", ""},
    {"202203290", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(reads_english_dates, data::make(kEnglish)) {
  BOOST_TEST(iso(parse_written_date(sample.text)) == sample.date);
}
BOOST_DATA_TEST_CASE(reads_dates_in_other_languages, data::make(kOtherLanguages)) {
  BOOST_TEST(iso(parse_written_date(sample.text)) == sample.date);
}
BOOST_DATA_TEST_CASE(reads_dates_in_numbers, data::make(kNumbers)) {
  BOOST_TEST(iso(parse_written_date(sample.text)) == sample.date);
}
BOOST_DATA_TEST_CASE(never_guesses_a_date, data::make(kNothing)) {
  BOOST_TEST(iso(parse_written_date(sample.text)) == sample.date);
}

namespace {

const Row kPaths[] = {
    {"news/2022/03/29/launch.html", "2022-03-29"},
    {"/2022/3/9/launch/", "2022-03-09"},
    {"posts/2022-03-29-title.html", "2022-03-29"},
    {"2022-03-title.html", "2022-03-01"},
    {"blog/2022/03/title", "2022-03-01"},
    {"2022_03_29.pdf", "2022-03-29"},
    {"minutes-20220329.pdf", "2022-03-29"},
    {"https://example.org/news/2022/03/29/launch", "2022-03-29"},
    {"archive/2019/01/2022-03-29-late.md", "2022-03-29"},
};
const Row kPathsWithoutDate[] = {
    {"reports/annual-report-2021.pdf", ""},
    {"report-2021-22.pdf", ""},  // a business year
    {"report-2011-12.pdf", ""},  // as well
    {"a/2022/report.pdf", ""},
    {"2022-foo-03/x.html", ""},
    {"isbn-9782022032911.pdf", ""},
    {"v2022-03", ""},
    {"a-2022-13-01.html", ""},
    {"", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(finds_dates_in_paths, data::make(kPaths)) {
  BOOST_TEST(iso(date_in_path(sample.text)) == sample.date);
}
BOOST_DATA_TEST_CASE(takes_no_other_number_in_a_path_for_a_date, data::make(kPathsWithoutDate)) {
  BOOST_TEST(iso(date_in_path(sample.text)) == sample.date);
}
