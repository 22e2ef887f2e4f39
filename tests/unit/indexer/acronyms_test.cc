// What an acronym stands for, and the proposal that is made of it.
#include "indexer/acronyms.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

std::string found_in(const std::string& text, const std::string& language) {
  AcronymMiner miner;
  miner.read(text, language, 1);
  std::string out;
  for (const Acronym& found : miner.proposals())
    out += (out.empty() ? "" : "; ") + found.acronym + " = " + found.expansion;
  return out;
}

struct Case {
  const char* text;
  const char* found;
  const char* language = "en";
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.text;
}

const Case kCases[] = {
    // the two ways to write it
    {"The West Midlands Combined Authority (WMCA) met.", "WMCA = West Midlands Combined Authority"},
    {"The WMCA (West Midlands Combined Authority) met.", "WMCA = West Midlands Combined Authority"},
    {"The WMCA (the West Midlands Combined Authority) met.", "WMCA = West Midlands Combined Authority"},
    {"the “West Midlands Combined Authority” (“WMCA”)", "WMCA = West Midlands Combined Authority"},
    {"the Department of Health (DH; now DHSC)", "DH = Department of Health"},
    {"across two\nlines: Local Enterprise\nPartnership (LEP)", "LEP = Local Enterprise Partnership"},
    // only the words that its letters need
    {"Last year the chief of the Office for National Statistics (ONS) said",
     "ONS = Office for National Statistics"},
    {"He said so. National Audit Office (NAO)", "NAO = National Audit Office"},
    // small words may be passed over, or give a letter
    {"Ministry of Defence (MoD)", "MoD = Ministry of Defence"},
    {"Department for Transport (DfT)", "DfT = Department for Transport"},
    {"Organisation for Economic Co-operation and Development (OECD)",
     "OECD = Organisation for Economic Co-operation and Development"},
    {"small and medium-sized enterprises (SMEs)", "SME = small and medium-sized enterprises"},
    {"Department for Environment, Food and Rural Affairs (Defra)",
     "Defra = Department for Environment, Food and Rural Affairs"},
    {"research and development (R&D)", "R&D = research and development"},
    // at most half of the letters from within words
    {"UK Research and Innovation (UKRI)", "UKRI = UK Research and Innovation"},
    {"Bundesministerium für Bildung und Forschung (BMBF)",
     "BMBF = Bundesministerium für Bildung und Forschung", "de"},
    {"Office of Communications (Ofcom)", ""},
    {"an Association (AI)", ""},
    // accents and other languages
    {"Établissement public local (EPL)", "EPL = Établissement public local", "fr"},
    {"l'Organisation des Nations unies (ONU)", "ONU = Organisation des Nations unies", "fr"},
    {"Europäische Union (EU)", "EU = Europäische Union", "de"},
    {"Организация Объединённых Наций (ООН)", "ООН = Организация Объединённых Наций", "ru"},
    // digits
    {"3rd Generation Partnership Project (3GPP)", "3GPP = 3rd Generation Partnership Project"},
    // what has not the shape of an acronym, or not its letters
    {"Some Grey Stones (see below)", ""},
    {"annual turnover (2019)", ""},
    {"the West Midlands authority (WMCA)", ""},
    {"every word must take a letter, West Great Midlands Combined Authority (WMCA)", ""},
    {"Economy (E)", ""},
    {"No brackets closed: Local Enterprise Partnership (LEP", ""},
    {"Partnership of nothing (ONS, 2019)", ""},
    {"() (()) )(", ""},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(acronyms)

BOOST_DATA_TEST_CASE(finds_what_an_acronym_stands_for, data::make(kCases), c) {
  BOOST_TEST(found_in(c.text, c.language) == c.found);
}

BOOST_AUTO_TEST_CASE(counts_publications_and_shows_the_usual_spelling) {
  AcronymMiner miner;
  miner.read("Local Enterprise Partnership (LEP) and Local Enterprise Partnership (LEP)", "en", 1);
  miner.read("local enterprise partnerships (LEPs)", "en", 2);
  miner.read("Local Enterprise Partnership (LEP)", "en", 3);
  miner.read("Lower Elm Park (LEP)", "en", 3);
  miner.read("National Audit Office (NAO), National Audit Office (NAO)", "en", 3);
  const std::vector<Acronym> expected = {{"LEP", "Local Enterprise Partnership", 3, false},
                                         {"LEP", "Lower Elm Park", 1, false},
                                         {"NAO", "National Audit Office", 1, false}};
  BOOST_TEST((miner.proposals() == expected));
}

BOOST_AUTO_TEST_CASE(one_name_in_texts_of_two_languages_is_one_meaning) {
  AcronymMiner miner;
  miner.read("Taiwan Railways Administration (TRA)", "en", 1);
  miner.read("Taiwan Railways Administration (TRA)", "de", 2);
  const std::vector<Acronym> expected = {{"TRA", "Taiwan Railways Administration", 2, false}};
  BOOST_TEST((miner.proposals() == expected));
}

BOOST_AUTO_TEST_CASE(an_acronym_that_is_also_a_word_is_proposed_one_way) {
  AcronymMiner miner;
  for (uint32_t i = 1; i <= 3; ++i) miner.read("Convention Against Torture (CAT)", "en", i);
  miner.read("World Health Organization (WHO)", "en", 4);
  miner.read("National Audit Office (NAO)", "en", 4);
  for (uint32_t i = 1; i <= 4; ++i) miner.read_again("the cat, the cat who is no Nao", i);
  const std::vector<Acronym> found = miner.proposals();
  BOOST_REQUIRE_EQUAL(found.size(), 3);
  BOOST_TEST(found[0].common_word);
  BOOST_TEST(!found[1].common_word);
  BOOST_TEST(found[2].common_word);
}

BOOST_AUTO_TEST_CASE(proposes_commented_entries_with_their_conflicts) {
  const std::string text = to_toml({{"LEP", "Local \"Enterprise\" Partnership", 12, false},
                                    {"LEP", "Lower Elm Park", 2, false},
                                    {"WHO", "World Health Organization", 1, true},
                                    {"RARE", "Really Almost Rare Event", 1, false}},
                                   1);
  const std::string entries = text.substr(text.find("\n\n") + 1);
  BOOST_TEST(entries ==
             "\n# 12 publications; 2 meanings of LEP, keep the one that is meant\n"
             "# [[synonyms]]\n# words = [\"LEP\", \"Local \\\"Enterprise\\\" Partnership\"]\n"
             "\n# 2 publications; 2 meanings of LEP, keep the one that is meant\n"
             "# [[synonyms]]\n# words = [\"LEP\", \"Lower Elm Park\"]\n"
             "\n# 1 publication\n# [[synonyms]]\n# from = \"World Health Organization\"\n# to = \"WHO\"\n"
             "\n# 1 publication\n# [[synonyms]]\n# words = [\"RARE\", \"Really Almost Rare Event\"]\n");
  const std::string few =
      to_toml({{"LEP", "Local Enterprise Partnership", 12, false}, {"LEP", "Lower Elm Park", 2, false}}, 3);
  BOOST_TEST(few.find("Elm") == std::string::npos);
  BOOST_TEST(few.find("meanings") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
