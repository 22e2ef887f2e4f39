// British and American spellings share a term; words that only look alike do not.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "engine/analysis/analyzer.h"

using namespace pressmark;

namespace {

struct Pair {
  const char* one;
  const char* other;
};

std::ostream& operator<<(std::ostream& out, const Pair& pair) {
  return out << pair.one << ' ' << pair.other;
}

const std::vector<Pair> kOneWord = {
    // -ise and -ize
    {"organisation", "organization"},
    {"organised", "organizes"},
    {"privatising", "privatization"},
    {"organise", "organizations"},
    {"organiser", "organizers"},
    {"analyse", "analyzed"},
    // -our and -or
    {"colour", "color"},
    {"colourful", "colors"},
    {"harbours", "harbor"},
    {"favourite", "favorite"},
    {"neighbourhoods", "neighborhood"},
    {"behavioural", "behavior"},
    // -re and -er
    {"centre", "center"},
    {"centres", "centers"},
    {"kilometres", "kilometer"},
    {"theatre", "theaters"},
    {"fibre", "fiber"},
    // -ogue, -mme, -ence
    {"catalogue", "catalog"},
    {"dialogues", "dialog"},
    {"programmes", "program"},
    {"defence", "defense"},
    {"licence", "license"},
    // ae and oe
    {"anaemia", "anemia"},
    {"leukaemia", "leukemia"},
    {"paediatric", "pediatrics"},
    {"haemoglobin", "hemoglobin"},
    {"oesophagus", "esophagus"},
    {"archaeology", "archeology"},
    {"diarrhoea", "diarrhea"},
};

const std::vector<Pair> kTwoWords = {
    {"hour", "hor"},        {"tour", "tor"},           {"four", "for"},        {"this", "thiz"},
    {"source", "sorce"},    {"resource", "resorce"},   {"journal", "jornal"},  {"acre", "acer"},
    {"genre", "gener"},     {"michael", "michel"},     {"poem", "pem"},        {"sentence", "sentense"},
    {"course", "corse"},    {"organization", "organ"}, {"prize", "prise"},     {"seize", "seise"},
    {"citizen", "citisen"}, {"horizon", "horison"},    {"quizzes", "quisses"}, {"vogue", "vog"},
};

std::string term(const char* word, const char* language = "en") {
  Analyzer analyzer;
  return analyzer.terms(word, language).front();
}

}  // namespace

BOOST_DATA_TEST_CASE(two_spellings_of_a_word_share_a_term, boost::unit_test::data::make(kOneWord), pair) {
  BOOST_TEST(term(pair.one) == term(pair.other));
}

BOOST_DATA_TEST_CASE(what_is_no_other_spelling_has_its_own_term, boost::unit_test::data::make(kTwoWords),
                     pair) {
  BOOST_TEST(term(pair.one) != term(pair.other));
}

BOOST_AUTO_TEST_CASE(other_languages_keep_their_spelling) {
  BOOST_TEST(term("centre", "fr") != term("center", "fr"));
  BOOST_TEST(term("labour", "fr") != term("labor", "fr"));
}
