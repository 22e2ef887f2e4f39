#include "engine/match/edit_cost.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

double cost(const char* typed, const char* meant) {
  return edit_cost(code_points_of(typed), code_points_of(meant));
}

struct Slip {
  const char* typed;
  const char* meant;
  double cost;
};
std::ostream& operator<<(std::ostream& out, const Slip& slip) {
  return out << slip.typed << " for " << slip.meant;
}

const EditCosts kC;
const Slip kSlips[] = {
    {"review", "review", 0},
    {"", "", 0},
    {"acess", "access", kC.halved},
    {"allways", "always", kC.doubled},
    {"freind", "friend", kC.swapped},
    {"seperate", "separate", kC.vowel},
    {"consept", "concept", kC.alike},
    {"hoyse", "house", kC.vowel},
    {"houde", "house", kC.neighbour},
    {"houxe", "houte", kC.other},
    {"diffrent", "different", kC.missing_vowel},
    {"goverment", "government", kC.missing_consonant},
    {"arguement", "argument", kC.extra_vowel},
    {"argbument", "argument", kC.extra_consonant},
    {"cost", "costs", kC.missing_consonant + kC.ending},
    {"costs", "cost", kC.extra_consonant + kC.ending},
    {"eview", "review", kC.missing_consonant + kC.first},
    {"erview", "review", kC.swapped + kC.first},
    {"мосвка", "москва", kC.swapped},
    {"сабака", "собака", kC.vowel},
};

}  // namespace

BOOST_DATA_TEST_CASE(each_kind_of_slip_has_its_cost, data::make(kSlips)) {
  BOOST_TEST(cost(sample.typed, sample.meant) == sample.cost, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(ill_formed_bytes_are_one_character_each) {
  BOOST_TEST((code_points_of("a\xff\xc3") == U"a\ufffd\ufffd"));
  BOOST_TEST((code_points_of("é日😀") == U"é日😀"));
}

BOOST_AUTO_TEST_CASE(only_equal_words_cost_nothing) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    std::u32string a, b;
    for (size_t i = random() % 8; i > 0; --i) a.push_back(static_cast<char32_t>('a' + random() % 5));
    for (size_t i = random() % 8; i > 0; --i) b.push_back(static_cast<char32_t>('a' + random() % 5));
    BOOST_TEST((edit_cost(a, b) == 0) == (a == b));
  }
}
