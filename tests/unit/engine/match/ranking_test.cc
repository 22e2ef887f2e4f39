// Which of two publications comes first, and why.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

/// What a query finds in `publications`, best first.
std::vector<std::string> ranking(const std::vector<Publication>& publications, const std::string& query) {
  const TempDir directory;
  publish(directory.path(), publications);
  Searcher searcher(open_current(directory.path()));
  return ids_of(searcher, query);
}

const std::string kFiller =
    "The committee met on Tuesday and agreed the minutes of its last meeting in the hall.";

}  // namespace

BOOST_AUTO_TEST_CASE(a_word_in_the_title_outranks_one_in_the_text) {
  const auto found = ranking({post("text", "Minutes", {kFiller, "Broadband was mentioned."}),
                              post("title", "Broadband", {kFiller, "Cables were mentioned."})},
                             "broadband");
  BOOST_TEST(found.front() == "title");
}

BOOST_AUTO_TEST_CASE(words_side_by_side_outrank_the_same_words_apart) {
  const auto found =
      ranking({post("apart", "One", {"Skills of the hand are old. " + kFiller + " Maps are digital."}),
               post("pair", "Two", {"Maps of the hand are old. " + kFiller + " Digital skills."}),
               post("other", "Three", {kFiller})},
              "digital skills");
  BOOST_TEST(found.front() == "pair");
}

BOOST_AUTO_TEST_CASE(the_form_that_was_typed_outranks_another_inflection) {
  const auto found = ranking({post("plural", "One", {"Ferries cross at noon. " + kFiller}),
                              post("singular", "Two", {"Ferry crosses at noon. " + kFiller})},
                             "ferry");
  BOOST_REQUIRE_EQUAL(found.size(), 2U);
  BOOST_TEST(found.front() == "singular");
}

namespace {

/// Two that answer alike, the older a little better, with a third so that the words tell something.
std::vector<Publication> old_and_new(Kind kind) {
  std::vector<Publication> publications = {
      post("old", "One", {"The ferry stops at noon or four. " + kFiller}),
      post("new", "Two", {"The ferry stops at noon on the far side. " + kFiller}),
      post("other", "Three", {kFiller})};
  for (Publication& publication : publications) {
    publication.kind = kind;
    publication.published = Date{2012, 5, 1};
  }
  publications[1].published = Date{2024, 5, 1};
  return publications;
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_news_that_answers_nearly_alike_the_newer_comes_first) {
  BOOST_TEST(ranking(old_and_new(Kind::kPost), "stops noon").front() == "new");
  BOOST_TEST(ranking(old_and_new(Kind::kReport), "stops noon").front() == "old");
}

BOOST_AUTO_TEST_CASE(news_that_answers_better_stays_before_newer_news) {
  BOOST_TEST(ranking(old_and_new(Kind::kPost), "ferry four").front() == "old");
}

BOOST_AUTO_TEST_CASE(age_says_nothing_where_the_query_names_a_time) {
  BOOST_TEST(ranking(old_and_new(Kind::kPost), "stops noon published:2000..2030").front() == "old");
}

BOOST_AUTO_TEST_CASE(a_biography_under_a_post_never_outranks_a_page_about_the_matter) {
  Publication biography = post("biography", "Technology review", {kFiller});
  biography.parts.push_back(
      {"", "", {{Role::kBoilerplate, "Sam coaches football in Surrey. Football is Sam's life."}}});
  const auto found = ranking(
      {biography,
       post("football", "New floodlights", {kFiller, kFiller, kFiller, "They light the football ground."})},
      "football");
  BOOST_REQUIRE_EQUAL(found.size(), 2U);
  BOOST_TEST(found.front() == "football");
}

BOOST_AUTO_TEST_CASE(a_document_is_found_by_the_name_of_its_file) {
  std::vector<Publication> filings = {post("filings/Corvane_2018_10K.pdf", "Form 10-K", {kFiller}),
                                      post("filings/Corvane%202019.pdf", "Form 10-K", {kFiller}),
                                      post("https://example.org/2018/corvane.html", "Form 10-K", {kFiller})};
  filings[0].filetype = filings[1].filetype = "pdf";
  filings[2].filetype = "html";
  const std::vector<std::string> found = ranking(filings, "corvane");
  BOOST_TEST(found.size() == 2U);
  BOOST_TEST(ranking(filings, "corvane 2018").front() == filings[0].id);
  BOOST_TEST(ranking(filings, "corvane 2019").front() == filings[1].id);
}

BOOST_AUTO_TEST_CASE(the_publication_with_exactly_the_title_typed_comes_first) {
  std::vector<Publication> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(post("other" + std::to_string(i), "The annual report and the annual report",
                       {"Annual report, annual report, annual report 2021."}));
  }
  all.push_back(post("wanted", "Annual report 2021", {kFiller, kFiller, kFiller, kFiller}));
  BOOST_TEST(ranking(all, "annual report 2021").front() == "wanted");
  BOOST_TEST(ranking(all, "Annual Report: 2021!").front() == "wanted");
}

BOOST_AUTO_TEST_CASE(of_equals_the_newer_comes_first) {
  Publication older = post("older", "Tide tables", {"High water at noon."});
  Publication newer = post("newer", "Tide tables", {"High water at noon."});
  older.published = Date{2019, 5, 1};
  newer.published = Date{2024, 5, 1};
  BOOST_TEST(ranking({newer, older}, "water").front() == "newer");
  BOOST_TEST(ranking({older, newer}, "water").front() == "newer");
}

BOOST_AUTO_TEST_CASE(a_query_of_stop_words_alone_still_finds_them) {
  const auto found = ranking({post("hamlet", "Hamlet", {"To be, or not to be: that is the question."}),
                              post("other", "Other", {"Cables."})},
                             "to be or not to be");
  BOOST_REQUIRE(!found.empty());
  BOOST_TEST(found.front() == "hamlet");
}

BOOST_AUTO_TEST_CASE(impacts_are_made_again_when_the_average_length_drifts) {
  const TempDir directory;
  std::string long_text;
  for (int i = 0; i < 200; ++i) long_text += kFiller + ' ';
  publish(directory.path(), {post("first", "First", {"Broadband once. " + kFiller})});
  publish(directory.path(), {post("second", "Second", {"Broadband once. " + long_text}),
                             post("third", "Third", {"Broadband once. " + kFiller})});
  Searcher updated(open_current(directory.path()));
  const auto index = open_current(directory.path());
  BOOST_TEST(index->manifest().average_length > 500);

  // The same as if all had been there from the start.
  const TempDir fresh;
  publish(fresh.path(), {post("first", "First", {"Broadband once. " + kFiller}),
                         post("second", "Second", {"Broadband once. " + long_text}),
                         post("third", "Third", {"Broadband once. " + kFiller})});
  Searcher rebuilt(open_current(fresh.path()));
  const Query query = parse_query("broadband");
  const auto a = updated.search(updated.plan(query, {}), {});
  const auto b = rebuilt.search(rebuilt.plan(query, {}), {});
  BOOST_REQUIRE_EQUAL(a.hits.size(), 3U);
  for (size_t i = 0; i < 3; ++i) BOOST_TEST(a.hits[i].score == b.hits[i].score);
}
