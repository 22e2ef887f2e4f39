// What the editors say, in a small collection written down here: synonyms, pins, hides, boosts, denied words.
#include "engine/match/house.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "engine/match/complete.h"
#include "engine/match/suggest.h"
#include "engine/query/plan_synonyms.h"
#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

using Ids = std::vector<std::string>;

std::vector<Publication> collection() {
  std::vector<Publication> all;
  const std::string filler = " The committee met on a wet evening and agreed about the roof.";
  all.push_back(post("pensions", "Pensioners", {"What pensioners in the valley live on." + filler}));
  all.push_back(
      post("elderly", "Care for the elderly", {"The elderly in the valley want company." + filler}));
  all.push_back(post("both", "Two words", {"The elderly, or pensioners, as some say." + filler}));
  all.push_back(post("older", "Older people", {"An older person knows the bus." + filler}));
  all.push_back(post("person", "A person", {"A person who is older than the bus." + filler}));
  all.push_back(post("bus", "The valley bus", {"The bus in the valley, and its bus stops." + filler}));
  all.push_back(post("lane", "Bus lanes", {"A bus lane is a lane." + filler}));
  all.push_back(post("archive", "An old bus", {"The bus of 1950." + filler}));
  all.back().url = "/archive/old-bus";
  all.back().kind = Kind::kReport;
  return all;
}

std::shared_ptr<const Index> index() {
  static const std::shared_ptr<const Index> opened = published(collection());
  return opened;
}

Searcher searcher(const Editorial& editorial) {
  return Searcher(index(), make_house_rules(*index(), editorial));
}

Editorial with_synonyms(std::vector<SynonymEntry> entries) {
  Editorial editorial;
  editorial.synonyms = std::move(entries);
  return editorial;
}

Ids sorted(Ids ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

uint32_t docid(Searcher& searcher, const std::string& id) {
  for (uint32_t i = 1; i <= collection().size(); ++i) {
    if (searcher.fields(i).value().id == id) return i;
  }
  return 0;
}

SynonymEvidence evidence(Searcher& searcher, const std::string& query, const std::string& id) {
  const Plan plan = searcher.plan(parse_query(query), {});
  return synonym_evidence(plan, searcher.index(), docid(searcher, id), wanted_of(plan));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(house_rules)

BOOST_AUTO_TEST_CASE(a_synonym_is_found_after_the_word_itself) {
  Searcher plain = searcher({});
  BOOST_TEST(sorted(ids_of(plain, "pensioner")) == (Ids{"both", "pensions"}));
  Searcher with = searcher(with_synonyms({{{"pensioner", "elderly"}, {}, 1}}));
  const Ids found = ids_of(with, "pensioner");
  BOOST_REQUIRE_EQUAL(found.size(), 3);
  BOOST_TEST(found.back() == "elderly");
}

BOOST_AUTO_TEST_CASE(a_rare_synonym_weighs_no_more_than_its_share_of_the_typed_word) {
  Searcher with = searcher(with_synonyms({{{"bus"}, {"company"}, 1}, {{"company"}, {"bus"}, 2}}));
  for (const char* query : {"bus", "company"}) {
    const Plan plan = with.plan(parse_query(query), {});
    BOOST_REQUIRE_EQUAL(plan.synonyms.size(), 1);
    BOOST_TEST(plan.synonyms.front().weight <= kSynonymShare * plan.words.front().weight + 1e-9);
  }
}

BOOST_AUTO_TEST_CASE(a_synonym_of_a_word_that_nobody_writes_weighs_what_it_would_weigh_typed) {
  Searcher with = searcher(with_synonyms({{{"oldsters"}, {"elderly"}, 1}}));
  const Plan plan = with.plan(parse_query("oldsters"), {});
  const Plan typed = with.plan(parse_query("elderly"), {});
  BOOST_REQUIRE_EQUAL(plan.synonyms.size(), 1);
  BOOST_TEST(plan.synonyms.front().weight > kSynonymShare * typed.words.front().weight);
}

BOOST_AUTO_TEST_CASE(one_query_has_its_limit_of_synonyms) {
  const Ids words = {"pensioners", "elderly", "person", "older", "lane", "valley", "company", "committee",
                     "wet",        "evening", "agreed", "roof",  "met",  "people", "care",    "old"};
  BOOST_REQUIRE_EQUAL(words.size(), limits::kSynonymsOfQueryMax);
  Searcher at_limit = searcher(with_synonyms({{{"bus"}, words, 1}}));
  BOOST_TEST(at_limit.plan(parse_query("bus"), {}).synonyms.size() == words.size());
  Ids more = words;
  more.emplace_back("stops");
  Searcher over = searcher(with_synonyms({{{"bus"}, more, 1}}));
  BOOST_TEST(over.plan(parse_query("bus"), {}).synonyms.size() == words.size());
}

BOOST_AUTO_TEST_CASE(several_words_are_found_as_a_phrase) {
  Searcher with = searcher(with_synonyms({{{"pensioner"}, {"older person"}, 1}}));
  BOOST_TEST(sorted(ids_of(with, "pensioner")) == (Ids{"both", "older", "pensions"}));
  BOOST_TEST(sorted(ids_of(with, "+pensioner bus")) == (Ids{"both", "older", "pensions"}));
}

BOOST_AUTO_TEST_CASE(several_words_typed_stand_for_one) {
  Searcher with = searcher(with_synonyms({{{"golden agers"}, {"elderly"}, 1}}));
  BOOST_TEST(sorted(ids_of(with, "golden agers")) == (Ids{"both", "elderly"}));
  BOOST_TEST(ids_of(with, "\"golden agers\"").empty());
}

BOOST_AUTO_TEST_CASE(quoted_and_excluded_words_are_literal) {
  Searcher with = searcher(with_synonyms({{{"pensioner", "pensioners", "elderly"}, {}, 1}}));
  BOOST_TEST(sorted(ids_of(with, "\"pensioners\"")) == (Ids{"both", "pensions"}));
  BOOST_TEST(sorted(ids_of(with, "valley -pensioner")) == (Ids{"bus", "elderly"}));
  BOOST_TEST(ids_of(with, "title:pensioner") == (Ids{"pensions"}));
}

BOOST_AUTO_TEST_CASE(says_which_synonym_a_publication_is_found_by) {
  Searcher with = searcher(with_synonyms({{{"pensioner", "elderly", "older person"}, {}, 1}}));
  BOOST_TEST(evidence(with, "pensioner", "elderly").only_as == "elderly");
  BOOST_TEST(evidence(with, "pensioner", "older").only_as == "older person");
  BOOST_TEST(evidence(with, "pensioner", "both").only_as.empty());
  BOOST_TEST(evidence(with, "pensioner valley", "elderly").only_as.empty());
  // A part of a phrase is not the phrase, and is not marked.
  BOOST_TEST(evidence(with, "pensioner", "person").only_as.empty());
  BOOST_TEST(evidence(with, "pensioner", "person").wanted.words.size() == 1);
  BOOST_TEST(evidence(with, "pensioner", "both").wanted.words.size() == 2);
}

BOOST_AUTO_TEST_CASE(a_word_that_the_editors_know_is_not_corrected) {
  const Query query = parse_query("elderlie");
  Searcher plain = searcher({});
  BOOST_TEST(correct(plain, query, plain.plan(query, {}), {}).has_value());
  Searcher with = searcher(with_synonyms({{{"elderlie"}, {"company"}, 1}}));
  BOOST_TEST(!correct(with, query, with.plan(query, {}), {}).has_value());
}

BOOST_AUTO_TEST_CASE(pinned_publications_come_first_in_their_order) {
  Editorial editorial;
  editorial.pins = {{{"valley bus", "bus lane"}, {"older", "/archive/old-bus"}, 1}};
  Searcher with = searcher(editorial);
  for (const char* query : {"Valley BUS", "bus lanes"}) {
    const Ids found = ids_of(with, query);
    BOOST_REQUIRE_GE(found.size(), 3);
    BOOST_TEST(Ids(found.begin(), found.begin() + 2) == (Ids{"older", "archive"}),
               boost::test_tools::per_element());
    BOOST_TEST(std::count(found.begin(), found.end(), "older") == 1);
  }
  // They count, once each, and pass the filters or are not shown.
  MatchOptions options;
  options.facets = true;
  const Plan plan = with.plan(parse_query("valley bus"), {});
  BOOST_TEST(with.search(plan, options).total == ids_of(with, "valley bus").size());
  BOOST_TEST(ids_of(with, "valley bus kind:report") == (Ids{"archive"}));
  // Other queries, quoted words and another order know nothing of it.
  BOOST_TEST(ids_of(with, "valley").front() != "older");
  BOOST_TEST(ids_of(with, "\"valley bus\"") == (Ids{"bus"}));
  MatchOptions second;
  second.first = 1;
  second.count = 1;
  BOOST_TEST(ids_of(with, "bus lanes", second) == (Ids{"archive"}));
}

BOOST_AUTO_TEST_CASE(a_pin_answers_a_query_that_finds_nothing) {
  Editorial editorial;
  editorial.pins = {{{"timetable"}, {"bus"}, 1}};
  Searcher with = searcher(editorial);
  BOOST_TEST(ids_of(with, "timetable") == (Ids{"bus"}));
}

BOOST_AUTO_TEST_CASE(hidden_publications_are_not_found_or_counted) {
  Editorial editorial;
  editorial.hides = {{{}, {"both"}, 1}, {{"valley bus"}, {"bus"}, 2}};
  editorial.pins = {{{"valley bus"}, {"both", "older"}, 3}};
  Searcher with = searcher(editorial);
  BOOST_TEST(ids_of(with, "pensioner") == (Ids{"pensions"}));
  BOOST_TEST(with.count(with.plan(parse_query("pensioner"), {}), 100) == 1);
  const Ids found = ids_of(with, "valley bus");
  BOOST_TEST(std::count(found.begin(), found.end(), "bus") == 0);
  BOOST_TEST(found.front() == "older");
  BOOST_TEST(std::count(found.begin(), found.end(), "both") == 0);
  const Ids other = ids_of(with, "bus");
  BOOST_TEST(std::count(other.begin(), other.end(), "bus") == 1);
  BOOST_TEST(ids_of(with, "\"valley bus\"").empty());
}

BOOST_AUTO_TEST_CASE(boosts_raise_and_lower_by_the_most_particular_entry) {
  Searcher plain = searcher({});
  BOOST_TEST(ids_of(plain, "bus").back() != "lane");
  Editorial editorial;
  editorial.boosts = {{Kind::kPost, "", "", 0.5, 1}, {{}, "", "/archive/", 0.25, 2}, {{}, "lane", "", 4, 3}};
  Searcher with = searcher(editorial);
  BOOST_TEST(ids_of(with, "bus").front() == "lane");
  BOOST_TEST(with.house()->boost(docid(with, "archive")) == 0.25);
  BOOST_TEST(with.house()->boost(docid(with, "bus")) == 0.5);
  BOOST_TEST(with.house()->boost(docid(with, "lane")) == 4);
  BOOST_TEST(with.house()->boost(100'000) == 1);
  BOOST_TEST(with.house()->faults().empty());
}

BOOST_AUTO_TEST_CASE(scores_fall_from_hit_to_hit_after_boosts) {
  Editorial editorial;
  editorial.boosts = {{{}, "lane", "", 4, 1}, {{}, "bus", "", 0.25, 2}};
  Searcher with = searcher(editorial);
  const RankedHits ranked = with.search(with.plan(parse_query("bus valley"), {}), {});
  BOOST_TEST(std::is_sorted(ranked.hits.begin(), ranked.hits.end(),
                            [](const RankedHit& a, const RankedHit& b) { return a.score > b.score; }));
}

BOOST_AUTO_TEST_CASE(what_names_nothing_is_reported_with_its_line) {
  Editorial editorial;
  editorial.file = "editorial.toml";
  editorial.pins = {{{"bus"}, {"bus", "nowhere"}, 12}};
  editorial.hides = {{{}, {"/gone"}, 15}};
  editorial.boosts = {{Kind::kData, "", "", 2, 18}};
  Searcher with = searcher(editorial);
  const std::vector<Error>& faults = with.house()->faults();
  BOOST_REQUIRE_EQUAL(faults.size(), 3);
  BOOST_TEST(faults[0].where == "editorial.toml:12");
  BOOST_TEST(faults[0].message ==
             "no publication in the index has the id or address \"nowhere\"; copy one from `search --json`");
  BOOST_TEST(faults[1].where == "editorial.toml:15");
  BOOST_TEST(faults[2].message == "no publication in the index is meant by this boost of data");
  BOOST_TEST(ids_of(with, "bus").front() == "bus");
}

BOOST_AUTO_TEST_CASE(denied_words_are_never_suggested) {
  Editorial editorial;
  editorial.denied = {"Elderly"};
  Searcher with = searcher(editorial);
  const Query query = parse_query("elderlie");
  BOOST_TEST(!correct(with, query, with.plan(query, {}), {}, with.house()->denied()).has_value());
  BOOST_TEST(complete(with, "elder", 5, with.house()->denied()).empty());
  BOOST_TEST(!complete(with, "elder", 5).empty());
}

BOOST_AUTO_TEST_SUITE_END()
