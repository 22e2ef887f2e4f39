// What is offered while somebody types, over a small collection written down here.
#include "engine/match/complete.h"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "engine/match/completion_match.h"
#include "engine/match/house.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

Publication report(const std::string& id, const std::string& title, int year, const std::string& text) {
  Publication publication = post(id, title, {text});
  publication.kind = Kind::kReport;
  publication.publisher = "The Observatory";
  publication.published = Date::make(year, 5, 1);
  return publication;
}

std::vector<Publication> collection() {
  const std::string skills = "Digital skills are a matter of the valley. Who has digital skills, works.";
  std::vector<Publication> all;
  all.push_back(report("strategy", "Digital strategy 2024", 2024, skills));
  all.push_back(report("annual-2022", "Annual report of the Observatory 2022", 2022, "Telescopes, 22."));
  all.push_back(report("annual-2024", "Annual report of the Observatory 2024", 2024, "Telescopes, 24."));
  all.push_back(report("annual-2023", "Annual report of the Observatory 2023", 2023,
                       "Telescopes and more telescopes, 23."));
  all.push_back(post("orleans", "Hélène à Orléans", {"A walk by the river Loire with skills. " + skills}));
  all.push_back(post("divide", "Bridging the digital divide", {skills + " Villages wait for broadband."}));
  all.push_back(
      post("villages", "Villages", {"Villages by the river, and their digitised maps of broadband."}));
  all.push_back(post("covid", "COVID-19 and the libraries", {"Libraries closed for covid-19."}));
  all.push_back(post("tokyo", "東京大学の研究", {"研究の結果。"}, "ja"));
  all.push_back(post("rare", "Odds", {"The word quixotry stands once."}));
  return all;
}

std::shared_ptr<const Index> index() {
  static const std::shared_ptr<const Index> opened = published(collection());
  return opened;
}

Searcher& searcher() {
  static Searcher opened(index());
  return opened;
}

using Texts = std::vector<std::string>;

Texts texts(const std::vector<Completion>& completions, std::optional<Completion::Type> type = std::nullopt) {
  Texts all;
  for (const Completion& completion : completions)
    if (!type || completion.type == *type) all.push_back(completion.text);
  return all;
}

Texts titles(const std::string& typed, size_t limit = 8) {
  return texts(complete(searcher(), typed, limit), Completion::Type::kTitle);
}

bool offers(const std::vector<Completion>& completions, const std::string& text) {
  const Texts all = texts(completions);
  return std::find(all.begin(), all.end(), text) != all.end();
}

struct Typed {
  const char* text;
  const char* title;  // that is offered first
};
std::ostream& operator<<(std::ostream& out, const Typed& typed) {
  return out << typed.text;
}

const Typed kTyped[] = {
    // beginnings of words, in any order
    {"dig str", "Digital strategy 2024"},
    {"str dig", "Digital strategy 2024"},
    {"2024 strat", "Digital strategy 2024"},
    {"digital strategy 2024", "Digital strategy 2024"},
    {"DIGITAL STR", "Digital strategy 2024"},
    // what is typed together stands together
    {"digital div", "Bridging the digital divide"},
    // accents as the reader likes
    {"helene", "Hélène à Orléans"},
    {"hélène orl", "Hélène à Orléans"},
    {"orleans", "Hélène à Orléans"},
    // signs within
    {"covid-1", "COVID-19 and the libraries"},
    {"covid 19 lib", "COVID-19 and the libraries"},
    // without blanks, character by character
    {"東", "東京大学の研究"},
    {"東京大", "東京大学の研究"},
    {"大学の研", "東京大学の研究"},
    // one slip, where there is nothing else
    {"digitla strat", "Digital strategy 2024"},
    {"stratgey", "Digital strategy 2024"},
    {"briding", "Bridging the digital divide"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(completions)

BOOST_DATA_TEST_CASE(find_a_title_by_what_is_typed_of_it, data::make(kTyped)) {
  const Texts found = titles(sample.text);
  BOOST_REQUIRE(!found.empty());
  BOOST_TEST(found.front() == sample.title);
}

BOOST_AUTO_TEST_CASE(lead_a_title_to_its_publication) {
  const auto found = complete(searcher(), "dig str", 8);
  BOOST_REQUIRE(!found.empty());
  BOOST_TEST((found.front().type == Completion::Type::kTitle));
  BOOST_TEST(found.front().url == "/strategy");
  BOOST_TEST(found.front().total == 1U);
}

BOOST_AUTO_TEST_CASE(do_not_match_a_typed_word_twice_with_one_word) {
  BOOST_TEST(titles("villages villages").empty());
  BOOST_TEST(titles("villages").size() == 1U);
}

BOOST_AUTO_TEST_CASE(do_not_find_characters_apart_that_are_typed_together) {
  BOOST_TEST(titles("東学").empty());
  BOOST_TEST(titles("東 学").size() == 1U);
}

BOOST_AUTO_TEST_CASE(have_phrases_that_are_a_matter_of_several_publications) {
  const auto found = complete(searcher(), "digital sk", 8);
  BOOST_TEST(texts(found, Completion::Type::kPhrase) == Texts{"digital skills"},
             boost::test_tools::per_element());
  BOOST_TEST(found.front().total == 3U);
  BOOST_TEST(offers(complete(searcher(), "sk", 8), "digital skills"));
}

BOOST_AUTO_TEST_CASE(have_words_with_how_many_publications_have_them) {
  const auto found = complete(searcher(), "broadb", 8);
  BOOST_TEST(offers(found, "broadband"));
  BOOST_TEST(found.back().total == 2U);
  BOOST_TEST((found.back().type == Completion::Type::kWord));
}

BOOST_AUTO_TEST_CASE(have_a_word_of_one_publication_where_there_is_nothing_else) {
  const auto found = complete(searcher(), "quix", 8);
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found.front().text == "quixotry");
  BOOST_TEST(found.front().total == 1U);
}

BOOST_AUTO_TEST_CASE(show_both_titles_and_queries) {
  for (const size_t limit : {3, 4, 8}) {
    const auto found = complete(searcher(), "dig", limit);
    BOOST_TEST(found.size() <= limit);
    const size_t of_titles = texts(found, Completion::Type::kTitle).size();
    BOOST_TEST(of_titles > 0U);
    BOOST_TEST(of_titles < found.size());
  }
  BOOST_TEST(complete(searcher(), "dig", 0).empty());
}

BOOST_AUTO_TEST_CASE(show_the_newest_edition_of_a_series_alone) {
  BOOST_TEST(titles("annual rep") == Texts{"Annual report of the Observatory 2024"},
             boost::test_tools::per_element());
  BOOST_TEST(titles("annual report 2022") == Texts{"Annual report of the Observatory 2022"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(show_a_work_once) {
  const TempDir directory;
  IndexDirectory target(directory.path());
  target.lock();
  const std::filesystem::path built = target.begin(true);
  IndexWriter writer(built);
  writer.put(post("page", "Sea walls", {"The report on sea walls."}), "page");
  writer.put(
      post("copy", "Sea walls, and how they last", {"The report on sea walls. It says a lot about them."}),
      "copy");
  writer.put(post("other", "Sea birds", {"Terns."}), "other");
  writer.set_works({{"page", "copy"}});
  target.publish(built, manifest_of(writer.finish()));
  Searcher one(open_current(directory.path()));
  BOOST_TEST(texts(complete(one, "sea", 8), Completion::Type::kTitle).size() == 2U);
}

BOOST_AUTO_TEST_CASE(come_once_however_they_are_accented) {
  const TempDir directory;
  std::vector<Publication> all;
  for (const char* id : {"a", "b", "c"})
    all.push_back(post(id, "Café society", {"Café society, cafe society."}));
  publish(directory.path(), all);
  Searcher one(open_current(directory.path()));
  std::set<std::string> seen;
  for (const Completion& completion : complete(one, "caf", 8)) {
    std::string key;
    for (const CompletionWord& word : completion_words(one.analyzer(), completion.text, "en"))
      key += word.text + ' ';
    BOOST_TEST(seen.insert(key).second, completion.text);
  }
  BOOST_TEST(seen.size() >= 2U);
}

BOOST_AUTO_TEST_CASE(keep_silent_about_what_editors_deny) {
  const DeniedWords denied = {"digital"};
  for (const char* typed : {"dig", "digital str", "bridg", "skil", "digitla"}) {
    for (const Completion& completion : complete(searcher(), typed, 8, denied))
      BOOST_TEST(completion.text.find("igital") == std::string::npos, completion.text);
  }
  BOOST_TEST(complete(searcher(), "東", 8, {"大学"}).empty());
}

BOOST_AUTO_TEST_CASE(keep_silent_about_what_editors_hide) {
  Editorial editorial;
  editorial.hides.push_back({{}, {"strategy"}, 1});
  editorial.hides.push_back({{}, {"rare"}, 2});
  Searcher with(index(), make_house_rules(*index(), editorial));
  BOOST_TEST(!offers(complete(with, "digital str", 8), "Digital strategy 2024"));
  BOOST_TEST(complete(with, "quix", 8).empty());
  for (const Completion& completion : complete(with, "digital sk", 8)) BOOST_TEST(completion.total == 2U);
}

BOOST_AUTO_TEST_CASE(are_none_for_a_single_letter_or_nothing_or_too_much) {
  BOOST_TEST(complete(searcher(), "d", 8).empty());
  BOOST_TEST(complete(searcher(), "", 8).empty());
  BOOST_TEST(complete(searcher(), " ,- ", 8).empty());
  BOOST_TEST(complete(searcher(), "zzz", 8).empty());
  std::string many = "vill";
  for (size_t i = 1; i < limits::kCompletionWordsMax; ++i) many += " vill";
  complete(searcher(), many, 8);
  BOOST_TEST(complete(searcher(), many + " vill", 8).empty());
  BOOST_TEST(complete(searcher(),
                      "\xff\xfe"
                      "dig",
                      8)
                 .size() <= 8U);
}

BOOST_AUTO_TEST_CASE(all_find_something_whatever_is_typed) {
  size_t offered = 0;
  for (const Publication& publication : collection()) {
    for (const std::string& text : {publication.title, publication.parts[0].blocks[1].text}) {
      for (size_t end = 1; end <= text.size(); ++end) {
        const std::string typed = text.substr(0, end);
        for (const Completion& completion : complete(searcher(), typed, 8)) {
          ++offered;
          BOOST_TEST(completion.total > 0U, typed);
          BOOST_TEST((completion.type == Completion::Type::kTitle) == !completion.url.empty(), typed);
          const Plan plan = searcher().plan(parse_query(completion.text), {});
          BOOST_TEST(searcher().count(plan, 1) > 0U, typed << " gave " << completion.text);
        }
      }
    }
  }
  BOOST_TEST(offered > 500U);
}

BOOST_AUTO_TEST_CASE(of_an_index_that_grew_are_those_of_one_made_at_once) {
  const TempDir grown, made;
  std::vector<Publication> all = collection();
  publish(grown.path(), {all.begin(), all.begin() + 4});
  publish(grown.path(), {all.begin() + 4, all.end()});
  publish(made.path(), all);
  Searcher a(open_current(grown.path())), b(open_current(made.path()));
  for (const char* typed : {"dig", "annual", "skil", "vill", "covid", "riv", "東"})
    BOOST_TEST(texts(complete(a, typed, 8)) == texts(complete(b, typed, 8)),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
