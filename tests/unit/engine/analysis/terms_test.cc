#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/analysis/analyzer.h"
#include "engine/limits.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

Analyzer& analyzer() {
  static Analyzer instance;
  return instance;
}

std::string terms_of(std::string_view form, std::string_view language) {
  std::string out;
  for (const std::string& term : analyzer().terms(form, language))
    out.append(out.empty() ? "" : " ").append(term);
  return out;
}

struct TermsCase {
  const char* form;
  const char* language;
  const char* terms;
};
std::ostream& operator<<(std::ostream& out, const TermsCase& c) {
  return out << c.language << ' ' << c.form;
}

const TermsCase kStems[] = {
    {"skills", "en", "skill"},
    {"levelling", "en", "level"},
    {"greener", "en", "greener"},
    {"greece", "en", "greec"},
    {"\u043c\u043e\u0441\u043a\u0432\u0435", "ru", "москв"},
    {"elecciones", "es", "eleccion"},
    {"skills", "", "skills"},
    {"skills", "xx", "skills"},
    // not stemmed: numbers, codes, compounds, other scripts
    {"2021", "en", "2021"},
    {"c(2019)4", "en", "c(2019)4"},
    {"covid19s", "en", "covid19s"},
    {"long-terms", "en", "long-terms"},
    {"u.k.", "en", "u.k."},
    {"\u043c\u043e\u0441\u043a\u0432\u0435", "en", "москве"},
    {"skills", "ru", "skills"},
    {"\u6771\u4eac", "ja", "東京"},
};

const TermsCase kAccents[] = {
    {"h\u00e9l\u00e8ne", "", "helene"},
    {"\u00e9l\u00e8ves", "fr", "elev"},
    {"\u00f8st", "", "ost"},
    {"\u0142\u00f3d\u017a", "pl", "lodz"},
    {"\u03bc\u03ad\u03c4\u03c1\u03b1", "el", "μετρα"},
    {"\u0451\u043b\u043a\u0430", "", "елка"},
    {"\ud55c\uad6d", "ko", "한국"},
    {"\u0939\u093f\u0928\u094d\u0926\u0940", "hi", "हिन्दी"},
    {"\u30ac", "ja", "ガ"},
    {"m\u00fcller", "de", "mull muell"},
    {"mueller", "de", "muell"},
    {"muller", "de", "mull"},
    {"p\u00e5", "da", "på paa"},
    {"s\u00f8ren", "da", "sor soer"},
    {"\u00e5rhus", "en", "arhus aarhus"},
    {"\u00e5r", "sv", "ar"},
};

/// Two spellings, of one word or of two, in a language.
struct MeetingCase {
  const char* language;
  const char* one;
  const char* other;
};
std::ostream& operator<<(std::ostream& out, const MeetingCase& c) {
  return out << c.one << ' ' << c.other;
}

const MeetingCase kMeeting[] = {
    {"de", "m\u00fcller", "mueller"},
    {"de", "m\u00fcller", "muller"},
    {"de", "h\u00e4user", "haeuser"},
    {"de", "h\u00e4user", "hauser"},
    {"de", "gr\u00f6\u00dfe", "groesse"},
    {"fr", "h\u00e9l\u00e8ne", "helene"},
    {"fr", "\u00e9lections", "elections"},
    {"fr", "\u00e9t\u00e9", "ete"},
    {"es", "educaci\u00f3n", "educacion"},
    {"pt", "educa\u00e7\u00e3o", "educacao"},
    {"da", "\u00e5rhus", "aarhus"},
    {"nb", "s\u00f8ren", "soeren"},
    {"nb", "s\u00f8ren", "soren"},
    {"sv", "sk\u00e5ne", "skane"},
    {"tr", "\u0131\u015f\u0131k", "isik"},
    {"it", "citt\u00e0", "citta"},
    {"ru", "\u0435\u0449\u0451", "\u0435\u0449\u0435"},
    {"en", "na\u00efve", "naive"},
};

const MeetingCase kApart[] = {
    // å is a letter of its own
    {"da", "f\u00e5", "fa"},
    {"da", "p\u00e5", "pa"},
    {"nb", "m\u00e5l", "mal"},
    {"nn", "r\u00e5d", "rad"},
    {"no", "h\u00e5nd", "hand"},
    // ä is spelt out in German only
    {"sv", "l\u00e4sa", "laesa"},
    {"fi", "p\u00e4iv\u00e4", "paeiv\u00e4"},
    {"en", "m\u00fcller", "mueller"},
    // marks that are letters
    {"ja", "\u304b", "\u304c"},
    {"hi", "\u0915", "\u0915\u093f"},
    {"ru", "\u0438\u0441", "is"},
};

/// Whether what is typed as one word is looked up under a term of the other.
bool meet(const MeetingCase& pair) {
  std::vector<Token> tokens;
  const auto terms_of_word = [&](const char* word) {
    analyzer().analyze(word, pair.language, tokens);
    return analyzer().terms(tokens.at(0).form, pair.language);
  };
  const auto terms = terms_of_word(pair.one);
  const auto others = terms_of_word(pair.other);
  return std::find_first_of(terms.begin(), terms.end(), others.begin(), others.end()) != terms.end();
}

}  // namespace

BOOST_DATA_TEST_CASE(stems_words_of_a_known_language_only, data::make(kStems)) {
  BOOST_TEST(terms_of(sample.form, sample.language) == sample.terms);
}

BOOST_DATA_TEST_CASE(folds_accents_by_language, data::make(kAccents)) {
  BOOST_TEST(terms_of(sample.form, sample.language) == sample.terms);
}

BOOST_DATA_TEST_CASE(spellings_of_one_word_meet, data::make(kMeeting)) {
  BOOST_TEST(meet(sample));
}

BOOST_DATA_TEST_CASE(letters_of_their_own_stay_apart, data::make(kApart)) {
  BOOST_TEST(!meet(sample));
}

BOOST_AUTO_TEST_CASE(folds_without_stemming) {
  BOOST_TEST(analyzer().fold("h\u00e9l\u00e8nes") == "helenes");
  BOOST_TEST(analyzer().fold("skills") == "skills");
  BOOST_TEST(analyzer().fold("\u00e6r\u00f8 stra\u00dfe \u0153uvre") == "aero strasse oeuvre");
  BOOST_TEST(analyzer().fold("").empty());
}

BOOST_AUTO_TEST_CASE(a_form_without_letters_left_is_a_term_all_the_same) {
  for (const char* form : {"'", "\u00b7", "\u0301", "\xff"}) {
    BOOST_TEST(analyzer().terms(form, "en").size() >= 1u, form);
    BOOST_TEST(!analyzer().terms(form, "en").front().empty(), form);
  }
  BOOST_TEST(analyzer().terms("", "en").empty());
}

BOOST_AUTO_TEST_CASE(cuts_a_term_at_the_byte_limit) {
  // Folding makes this longer: æ is two bytes, so is "ae"; ß is two, so is "ss"; a decomposed mark is more.
  std::string form;
  while (form.size() + 2 <= limits::kFormBytesMax) form += "\u0133";  // ĳ, two letters
  for (const char* language : {"", "en", "de", "nl"}) {
    for (const std::string& term : analyzer().terms(form, language)) {
      BOOST_TEST(term.size() <= limits::kFormBytesMax);
    }
  }
  const std::string exact(limits::kFormBytesMax, 'b');
  BOOST_TEST(analyzer().terms(exact, "").front() == exact);
  BOOST_TEST(analyzer().terms(exact + "b", "").front() == exact);
  std::string german;
  while (german.size() + 2 <= limits::kFormBytesMax) german += "\u00fc";
  for (const std::string& term : analyzer().terms(german, "de"))
    BOOST_TEST(term.size() <= limits::kFormBytesMax);
}

BOOST_AUTO_TEST_CASE(stop_words_are_function_words_of_their_language) {
  for (const char* word : {"the", "of", "don't", "was"}) BOOST_TEST(is_stop_word(word, "en"), word);
  for (const char* word : {"skills", "digital", "", "not-a-word"})
    BOOST_TEST(!is_stop_word(word, "en"), word);
  BOOST_TEST(is_stop_word("the", ""));
  BOOST_TEST(is_stop_word("und", "de"));
  BOOST_TEST(!is_stop_word("und", "en"));
  BOOST_TEST(is_stop_word("qu", "fr"));
  BOOST_TEST(is_stop_word("\u00e9t\u00e9", "fr") == false);
  BOOST_TEST(is_stop_word("og", "nb"));
  BOOST_TEST(is_stop_word("\u043d\u0435", "ru"));
  BOOST_TEST(!is_stop_word("the", "hu"));
}

BOOST_AUTO_TEST_CASE(the_version_names_everything_that_decides_terms) {
  const std::string version = analyzer_version();
  for (const char* part : {";icu=", ";unicode=", ";xapian="})
    BOOST_TEST(version.find(part) != version.npos, version);
}
