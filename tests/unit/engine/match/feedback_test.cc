// What candidates say about each other: who is like whom, who rises by it, and who does not.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/match/neighbours.h"
#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

Keywords keywords(const std::vector<Keyword>& all) {
  Keywords made;
  for (const Keyword& keyword : all) made.add(keyword);
  return made;
}

/// Posts on other things, so that the words of the matter at hand are rare in the collection.
std::vector<Publication> with_others(std::vector<Publication> publications) {
  const std::vector<std::string> matters = {"tram", "library", "allotment", "museum", "bakery", "theatre"};
  for (int i = 0; i < 60; ++i) {
    const std::string& matter = matters[static_cast<size_t>(i) % matters.size()];
    publications.push_back(post("other" + std::to_string(i), "On the " + matter,
                                {"The " + matter + " opens at noon and the " + matter + " closes at six."}));
  }
  return publications;
}

size_t rank_of(const std::vector<std::string>& ids, const std::string& id) {
  return static_cast<size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

}  // namespace

BOOST_AUTO_TEST_CASE(candidates_are_alike_by_the_cosine_of_their_keywords) {
  const auto neighbours = find_neighbours({keywords({{1, 3}, {2, 4}}), keywords({{1, 6}, {2, 8}}),
                                           keywords({{2, 5}}), keywords({{9, 1}}), keywords({})});
  BOOST_REQUIRE_EQUAL(neighbours.size(), 5U);
  BOOST_REQUIRE_EQUAL(neighbours[0].size(), 2U);
  BOOST_TEST(neighbours[0][0].candidate == 1U);
  BOOST_TEST(neighbours[0][0].similarity == 1.0F, boost::test_tools::tolerance(1e-5F));
  BOOST_TEST(neighbours[0][1].candidate == 2U);
  BOOST_TEST(neighbours[0][1].similarity == 0.8F, boost::test_tools::tolerance(1e-5F));
  BOOST_TEST(neighbours[3].empty());
  BOOST_TEST(neighbours[4].empty());
}

BOOST_AUTO_TEST_CASE(neighbours_are_those_that_comparing_all_with_all_finds) {
  std::mt19937 random(7);
  std::vector<Keywords> candidates;
  std::map<TermId, size_t> holders;
  for (int i = 0; i < 60; ++i) {
    std::vector<Keyword> all;
    for (TermId term = 0; term < 150; ++term) {
      // Every thirtieth is a word that half of them have.
      const uint32_t one_in = term % 30 == 0 ? 2 : 7;
      if (random() % one_in != 0 || all.size() == kKeywordsMax) continue;
      all.push_back({term * 97, static_cast<uint8_t>(1 + random() % 255)});
      ++holders[term * 97];
    }
    candidates.push_back(keywords(all));
  }
  const auto cosine = [&](const Keywords& a, const Keywords& b) {
    double both = 0, a2 = 0, b2 = 0;
    for (const Keyword& x : a) {
      a2 += static_cast<double>(x.weight) * x.weight;
      // What more than a quarter have does not count.
      if (holders[x.term] > 15) continue;
      for (const Keyword& y : b) both += x.term == y.term ? static_cast<double>(x.weight) * y.weight : 0;
    }
    for (const Keyword& y : b) b2 += static_cast<double>(y.weight) * y.weight;
    return both / std::sqrt(a2 * b2);
  };
  const auto neighbours = find_neighbours(candidates);
  for (size_t i = 0; i < candidates.size(); ++i) {
    std::vector<double> expected;
    for (size_t j = 0; j < candidates.size(); ++j) {
      if (j != i) expected.push_back(cosine(candidates[i], candidates[j]));
    }
    std::sort(expected.rbegin(), expected.rend());
    BOOST_REQUIRE_EQUAL(neighbours[i].size(), kNeighboursMax);
    for (size_t n = 0; n < kNeighboursMax; ++n)
      BOOST_TEST(neighbours[i][n].similarity == expected[n], boost::test_tools::tolerance(1e-3));
  }
}

BOOST_AUTO_TEST_CASE(of_two_equal_matches_the_one_like_the_best_answers_comes_first) {
  const auto publications = with_others({
      post("best", "Ferry", {"The ferry crosses the strait. Ferry harbour, ferry pier, ferry mooring."}),
      post("second", "Ferry", {"The ferry keeps to its harbour, its pier and its mooring."}),
      post("unlike", "Notes", {"A ferry was seen by the chimney, the orchard and the meadow at dawn."}),
      post("alike", "Notes", {"A ferry was seen by the harbour, the pier and the mooring at dawn."}),
      post("orchard", "Orchard", {"The chimney, the orchard and the meadow at dawn."}),
  });
  const TempDir directory;
  publish(directory.path(), publications);
  Searcher searcher(open_current(directory.path()));
  const auto ids = ids_of(searcher, "ferry");
  BOOST_TEST(rank_of(ids, "alike") < rank_of(ids, "unlike"));

  MatchOptions without;
  without.parts.smoothing = without.parts.expansion = false;
  const auto plain = ids_of(searcher, "ferry", without);
  BOOST_TEST(rank_of(plain, "unlike") < rank_of(plain, "alike"));
  BOOST_TEST(plain.front() == ids.front());
}

BOOST_AUTO_TEST_CASE(feedback_neither_adds_nor_loses_a_hit_and_scores_never_rise_down_the_list) {
  std::vector<Publication> publications;
  std::mt19937 random(11);
  std::vector<std::string> words;
  for (const char* first : {"bar", "dom", "fel", "gor", "kan", "lum", "nor", "pel", "rin", "tav"}) {
    for (const char* second : {"bo", "do", "ka", "mo", "ta", "vo"})
      words.push_back(std::string(first) + second);
  }
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (int w = 0; w < 12; ++w) text += words[random() % words.size()] + " ";
    publications.push_back(post("p" + std::to_string(i), "Note", {text}));
  }
  const TempDir directory;
  publish(directory.path(), publications);
  Searcher searcher(open_current(directory.path()));
  MatchOptions all, without;
  all.count = without.count = 400;
  without.parts.smoothing = without.parts.expansion = false;
  for (const char* query : {"barbo", "domka felmo", "norta pelvo rindo tavbo"}) {
    auto ids = ids_of(searcher, query, all), plain = ids_of(searcher, query, without);
    BOOST_TEST(ids.front() == plain.front());
    BOOST_TEST(ids != plain);
    std::sort(ids.begin(), ids.end());
    std::sort(plain.begin(), plain.end());
    BOOST_TEST(ids == plain);
    const RankedHits hits = searcher.search(searcher.plan(parse_query(query), {}), all);
    for (size_t i = 1; i < hits.hits.size(); ++i) BOOST_TEST(hits.hits[i].score <= hits.hits[i - 1].score);
  }
}
