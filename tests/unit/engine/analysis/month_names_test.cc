#include "engine/analysis/month_names.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "engine/limits.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* name;
  int month;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.name;
}

const Case kNames[] = {
    // full and abbreviated
    {"March", 3},
    {"Mar", 3},
    {"Mar.", 3},
    {"Sept", 9},
    // other languages
    {"März", 3},
    {"Jänner", 1},
    {"mars", 3},
    {"fevr", 2},
    {"déc", 12},
    {"marzo", 3},
    {"março", 3},
    {"maart", 3},
    {"maaliskuu", 3},
    {"maaliskuuta", 3},
    {"március", 3},
    {"марта", 3},
    {"март", 3},
    {"martxoa", 3},
    {"kovo", 3},
    {"Mart", 3},
    {"Kasım", 11},
    {"KASIM", 11},
    {"मार्च", 3},
    {"மார்ச்", 3},
    {"մարտի", 3},
    {"مارس", 3},
    // of two words
    {"Meán Fómhair", 9},
    {"deireadh  fomhair", 10},
    // whatever the case and accents
    {"MARCH", 3},
    {"marz", 3},
    {"FÉVRIER", 2},
    {"Ma\u0308rz", 3},
    // none
    {"", 0},
    {".", 0},
    {" ", 0},
    {"M", 0},
    {"Marchx", 0},
    {"Fómhair", 0},
    {"3", 0},
    {"spring", 0},
    {"\xff\xc3", 0},
};

}  // namespace

BOOST_DATA_TEST_CASE(a_name_means_its_month, data::make(kNames)) {
  BOOST_TEST(month_of_name(sample.name) == sample.month);
}

BOOST_AUTO_TEST_CASE(a_longer_text_than_the_limit_is_no_name) {
  BOOST_TEST(month_of_name("May" + std::string(limits::kDateBytesMax - 3, ' ')) == 5);
  BOOST_TEST(month_of_name("May" + std::string(limits::kDateBytesMax - 2, ' ')) == 0);
}

BOOST_AUTO_TEST_CASE(threads_may_ask_at_once) {
  std::vector<int> months(8);
  std::vector<std::thread> threads;
  for (int& month : months) threads.emplace_back([&month] { month = month_of_name("dicembre"); });
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST((months == std::vector<int>(8, 12)));
}
