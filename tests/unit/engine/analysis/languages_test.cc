// The languages that are stemmed, each by a pair of inflections that must find each other.
#include <xapian.h>

#include <algorithm>
#include <array>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <sstream>
#include <string>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/stems.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Language {
  const char* code;
  const char* stemmer;  // of Xapian
  const char* one;
  const char* other;
};
std::ostream& operator<<(std::ostream& out, const Language& language) {
  return out << language.code;
}

const Language kLanguages[] = {
    {"ar", "arabic", "كتاب", "الكتاب"},
    {"ca", "catalan", "polític", "política"},
    {"da", "danish", "huse", "husene"},
    {"de", "german", "Zeitung", "Zeitungen"},
    {"en", "english", "region", "regions"},
    {"es", "spanish", "elección", "elecciones"},
    {"eu", "basque", "mendi", "mendiak"},
    {"fi", "finnish", "talo", "talossa"},
    {"fr", "french", "région", "régions"},
    {"ga", "irish", "bád", "bhád"},
    {"hu", "hungarian", "ház", "házak"},
    {"hy", "armenian", "քաղաք", "քաղաքներ"},
    {"id", "indonesian", "buku", "bukunya"},
    {"it", "italian", "libro", "libri"},
    {"lt", "lithuanian", "namas", "namai"},
    {"nb", "norwegian", "avis", "aviser"},
    {"ne", "nepali", "किताब", "किताबहरू"},
    {"nl", "dutch", "krant", "kranten"},
    {"nn", "norwegian", "avis", "avisene"},
    {"no", "norwegian", "hus", "huset"},
    {"pt", "portuguese", "relatório", "relatórios"},
    {"ro", "romanian", "carte", "cartea"},
    {"ru", "russian", "Москва", "Москве"},
    {"sv", "swedish", "tidning", "tidningar"},
    {"ta", "tamil", "வீடு", "வீடுகள்"},
    {"tr", "turkish", "kitap", "kitaplar"},
};

/// Stemmers of Xapian that no code of a language asks for: older or rival ones, and English of 1100 to 1500.
constexpr auto kRivals =
    std::to_array<std::string_view>({"earlyenglish", "german2", "kraaij_pohlmann", "lovins", "porter"});

std::vector<std::string> terms_of(const std::string& word, const std::string& language) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  analyzer.analyze(word, language, tokens);
  BOOST_REQUIRE_EQUAL(tokens.size(), 1u);
  return analyzer.terms(tokens.front().form, language);
}

bool meet(const std::vector<std::string>& terms, const std::vector<std::string>& others) {
  return std::find_first_of(terms.begin(), terms.end(), others.begin(), others.end()) != terms.end();
}

}  // namespace

BOOST_DATA_TEST_CASE(inflections_of_a_word_share_a_term, data::make(kLanguages)) {
  BOOST_TEST(meet(terms_of(sample.one, sample.code), terms_of(sample.other, sample.code)),
             sample.one << " and " << sample.other);
  BOOST_TEST(!meet(terms_of(sample.one, "xx"), terms_of(sample.other, "xx")), "only its stemmer joins them");
}

BOOST_AUTO_TEST_CASE(every_stemmer_of_xapian_has_a_code_of_a_language) {
  std::istringstream names(Xapian::Stem::get_available_languages());
  size_t count = 0;
  for (std::string name; names >> name; ++count) {
    const bool covered = std::any_of(std::begin(kLanguages), std::end(kLanguages),
                                     [&](const Language& language) { return language.stemmer == name; });
    const bool rival = std::find(kRivals.begin(), kRivals.end(), name) != kRivals.end();
    BOOST_TEST(covered != rival, name);
  }
  BOOST_TEST(count >= 20u);
}

BOOST_AUTO_TEST_CASE(every_stemmed_language_is_in_the_table) {
  std::vector<std::string_view> codes;
  for (const Language& language : kLanguages) codes.emplace_back(language.code);
  BOOST_TEST(codes == stemmed_languages(), boost::test_tools::per_element());
  BOOST_TEST(codes.size() >= 20u);
}
