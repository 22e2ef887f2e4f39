#include "engine/match/edit_cost.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

double cost(const char* typed, const char* meant) {
  return EditCost(code_points_of(typed)).of(code_points_of(meant));
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
    {"definate", "definite", kC.vowel},
    {"seperate", "separate", kC.sound},
    {"consept", "concept", kC.alike},
    {"hoyse", "house", kC.vowel},
    {"houde", "house", kC.neighbour},
    {"houxe", "houte", kC.other},
    {"fotograph", "photograph", kC.sound},
    {"nife", "knife", kC.sound},
    {"brigde", "bridge", kC.swapped},
    {"brij", "bridg", kC.sound},
    {"wether", "whether", kC.sound},
    {"whether", "wether", kC.sound},
    {"acksept", "accept", kC.sound + kC.alike},
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

BOOST_AUTO_TEST_CASE(a_bound_changes_no_cost_within_it_and_no_word_hangs_on_the_one_before) {
  std::mt19937 random(5);
  const auto word = [&] {
    std::u32string text;
    for (size_t i = 1 + random() % 8; i > 0; --i) text.push_back(U"acehkpst"[random() % 8]);
    return text;
  };
  for (int round = 0; round < 50; ++round) {
    const std::u32string typed = word();
    EditCost one(typed);
    for (int i = 0; i < 20; ++i) {
      const std::u32string meant = word();
      const double whole = EditCost(typed).of(meant);
      const double most = static_cast<double>(random() % 16);
      const double bounded = one.of(meant, most);
      BOOST_TEST((whole <= most ? bounded == whole : bounded > most));
    }
  }
}

BOOST_AUTO_TEST_CASE(words_of_the_longest_form_have_room) {
  const std::u32string longest(limits::kFormBytesMax, U'a');
  BOOST_TEST(EditCost(longest).of(longest) == 0);
  BOOST_TEST(EditCost(longest).of(U"") > 0);
  BOOST_TEST(EditCost(U"").of(longest) > 0);
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
    BOOST_TEST((EditCost(a).of(b) == 0) == (a == b));
  }
}
