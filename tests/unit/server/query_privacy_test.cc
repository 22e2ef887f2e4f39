// Which queries may tell of a person.
#include "server/query_privacy.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/analysis/folding.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

const char* const kPersonal[] = {
    // addresses and accounts
    "jane.doe@example.org",
    "Contact JANE@EXAMPLE.ORG",
    "jane＠example.org",
    "@janedoe",
    "jane (at) example.org",
    "jane[at]example.org",
    "https://example.org/reset?token=abc",
    "x://y",
    // telephone numbers, however they are spaced
    "02079460018",
    "020 7946 0018",
    "+44 (0)20 7946-0018",
    "020.7946.0018",
    "020–7946–0018",
    "06 12 34 56 78",
    "call 020 79 46 00 18 now",
    "0049/30/1234567",
    "２０７９４６００１８",
    "٠٢٠٧٩٤٦٠٠١٨",
    "5551234",
    "555 1234",
    "2079 4600",
    "555 2034",
    // accounts and cards
    "DE89370400440532013000",
    "DE89 3704 0044 0532 0130 00",
    "GB29 NWBK 6016 1331 9268 19",
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "12-34-56 12345678",
    // identity documents
    "123456789",
    "C01X00T47",
    "l01x00t47",
    "LFC3KXZ71",
    "AB1234567",
    "12AB34567",
    "X1234567L",
    "12345678Z",
    "QQ 12 34 56 C",
    "QQ123456C",
    "qq 123456 c",
    "RSSMRA85T10A562S",
    "MORGA657054SM9IJ",
    "811228-9874",
    "131052-308T",
    "078-05-1120",
    "passport 533380006",
    "A123456(7)",
    // days of birth
    "29.03.1987",
    "29/3/1987",
    "29 03 1987",
    "1987-03-29",
    "born 1987 03 29",
    "1987年3月29日",
};

const char* const kImpersonal[] = {
    // words
    "",
    "digital skills",
    "flood defences",
    "ärztliche versorgung",
    "数字技能",
    "post-covid-19 levelling-up",
    // years, and what is numbered by them
    "2022",
    "budget 2021/22",
    "2014-2020",
    "2019–2023",
    "plan 2019 to 2023",
    "covid-19 in 2021 to 2022",
    "budget 2020 2021 2022",
    "regulation (eu) 2016/679",
    "directive 2019/1024",
    "regulation 1025/2012",
    "C(2019)4",
    "COM(2021) 118",
    "horizon2020",
    "post2020",
    "2022年12月",
    "march 2022",
    // short numbers and codes
    "5G",
    "2.3.1",
    "iso 27001",
    "£3.5bn",
    "room 101",
    "section 106",
    "in 100 of 250",
    "12 to 18",
    "h2o",
    "covid19",
    "123456",
    "24/7",
    "top 10 of 2022",
    "a4 a5 b2",
    "m25 a303",
};

}  // namespace

BOOST_AUTO_TEST_SUITE(query_privacy)

BOOST_DATA_TEST_CASE(what_may_tell_of_a_person_is_seen, data::make(kPersonal), query) {
  BOOST_TEST(looks_personal(folded_line(query)), query);
}

BOOST_DATA_TEST_CASE(what_tells_of_nobody_is_let_through, data::make(kImpersonal), query) {
  BOOST_TEST(!looks_personal(folded_line(query)), query);
}

BOOST_AUTO_TEST_CASE(six_digits_are_a_number_and_seven_are_somebodys) {
  for (const char* six : {"123456", "12 34 56", "1-2-3-4-5-6", "(123) 456"})
    BOOST_TEST(!looks_personal(six), six);
  for (const char* seven : {"1234567", "12 34 567", "1-2-3-4-5-6-7", "(123) 4567"})
    BOOST_TEST(looks_personal(seven), seven);
}

BOOST_AUTO_TEST_CASE(words_around_a_number_do_not_hide_it) {
  for (const char* personal : kPersonal) {
    const std::string around = "where does " + std::string(personal) + " live";
    BOOST_TEST(looks_personal(folded_line(around)), around);
  }
}

BOOST_AUTO_TEST_SUITE_END()
