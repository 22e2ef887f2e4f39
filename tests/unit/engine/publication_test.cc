#include "engine/publication.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/result.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct DateCase {
  const char* text;
  const char* iso;  // empty: no date
};
std::ostream& operator<<(std::ostream& out, const DateCase& c) {
  return out << c.text;
}

const DateCase kDates[] = {
    // whole dates
    {"2022-03-29", "2022-03-29"},
    {"2022-03-29T10:00:00Z", "2022-03-29"},
    {"20220329", "2022-03-29"},
    {"20220329101500", ""},
    // less than a day
    {"2022-03", "2022-03-01"},
    {"2022", "2022-01-01"},
    // days that are not
    {"2022-02-29", ""},
    {"2024-02-29", "2024-02-29"},
    {"1900-02-29", ""},
    {"2022-13-01", ""},
    {"2022-00-10", ""},
    {"0000-01-01", ""},
    // not dates
    {"", ""},
    {"202", ""},
    {"2022-3-29", ""},
    {"2022-03-291", ""},
    {"29 March 2022", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(reads_iso_dates_and_nothing_else, data::make(kDates)) {
  const auto date = Date::parse(sample.text);
  BOOST_TEST((date ? date->iso() : "") == sample.iso);
}

BOOST_AUTO_TEST_CASE(every_name_leads_back_to_its_value) {
  for (int i = 0; i < 4; ++i) {
    const auto kind = static_cast<Kind>(i);
    BOOST_TEST((kind_from_name(kind_name(kind)) == kind));
  }
  for (size_t i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    BOOST_TEST((role_from_name(role_name(role)) == role));
  }
  for (int i = 0; i <= static_cast<int>(ErrorCode::kConflict); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    BOOST_TEST((error_from_name(error_name(code)) == code));
  }
  BOOST_TEST(!kind_from_name("Report").has_value());
}
