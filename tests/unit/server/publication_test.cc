// One publication as the index holds it, over a small collection written down here.
#include "server/publication.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "engine/match/house.h"
#include "server/citation.h"
#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

/// A report of one paragraph a page, under `headings` where there are some.
Publication report(const std::string& id, const std::string& title, int year,
                   const std::vector<std::string>& pages) {
  Publication publication = post(id, title, {});
  publication.kind = Kind::kReport;
  publication.filetype = "pdf";
  publication.publisher = "The Port";
  publication.published = Date::make(year, 1, 2);
  publication.pages_count = static_cast<uint32_t>(pages.size());
  publication.parts.front().label = "i";
  publication.parts.front().anchor = "#page=1";
  for (size_t i = 0; i < pages.size(); ++i) {
    if (i > 0) publication.parts.push_back({std::to_string(i), "#page=" + std::to_string(i + 1), {}});
    publication.parts.back().blocks.push_back({Role::kHeading, "Chapter " + std::to_string(i)});
    publication.parts.back().blocks.push_back({Role::kBody, pages[i]});
  }
  return publication;
}

const std::vector<std::string> kPages = {
    "The harbour wall was built of granite and of patience.",
    "Dredging keeps the channel open for ferries in winter.",
    "The harbour master says that the wall of the harbour leaks, and that the harbour silts up each year.",
    "Ferries pay dues. Nobody else does."};

std::vector<Publication> collection() {
  const std::string port = "Dredging of the harbour, ferries, granite walls and silt in the channel. ";
  std::vector<Publication> all;
  all.push_back(report("walls", "Harbour walls 2024", 2024, kPages));
  all.push_back(report("walls-2023", "Harbour walls 2023", 2023, kPages));
  all.push_back(post("dredger", "A dredger comes", {port + "The dredger scoops silt by night."}));
  all.push_back(post("ferry", "The ferry", {port + "The ferry has a new bell."}));
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    all.push_back(
        post("other" + n, "Orchard " + n, {"Apples and pears of row " + n + ", and their blossom."}));
  }
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

FoundResponse find(const std::string& text, FindOrder order = FindOrder::kPage, uint32_t page = 1,
                   uint32_t per_page = 20) {
  auto found = find_in_publication(searcher(), {"walls", text, {}, order, page, per_page});
  BOOST_REQUIRE(found.has_value());
  return *found;
}

std::vector<uint32_t> parts_of(const FoundResponse& response) {
  std::vector<uint32_t> parts;
  for (const PassageHit& passage : response.found.passages) parts.push_back(passage.snippet.part);
  return parts;
}

using Parts = std::vector<uint32_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(a_publication)

BOOST_AUTO_TEST_CASE(has_what_the_index_holds_of_it) {
  const auto held = make_publication(searcher(), "walls");
  BOOST_REQUIRE(held.has_value());
  BOOST_TEST(held->about.title == "Harbour walls 2024");
  BOOST_TEST(held->about.publisher == "The Port");
  BOOST_TEST(held->about.pages == 4U);
  BOOST_REQUIRE(held->parts.size() == 4U);
  BOOST_TEST(held->parts[2].label == "2");
  BOOST_TEST(held->parts[2].url == "/walls#page=3");
  BOOST_TEST(held->parts[2].headings == std::vector<std::string>{"Chapter 2"},
             boost::test_tools::per_element());
  BOOST_TEST(!held->keywords.empty());
  BOOST_REQUIRE(held->about.forms.size() == 1U);
  BOOST_TEST(held->about.forms[0].id == "walls-2023");
  BOOST_TEST((held->about.forms[0].relation == HitForm::Relation::kEdition));
}

BOOST_AUTO_TEST_CASE(that_is_not_there_or_is_hidden_gives_nothing) {
  Editorial editorial;
  editorial.hides.push_back({{}, {"walls"}, 1});
  Searcher hiding(index(), make_house_rules(*index(), editorial));
  for (Searcher* each : {&searcher(), &hiding}) {
    const std::string id = each == &hiding ? "walls" : "nowhere";
    BOOST_TEST(!make_publication(*each, id));
    BOOST_TEST(!make_similar(*each, id, 5));
    BOOST_TEST(!find_in_publication(*each, {id, "harbour", {}, FindOrder::kPage, 1, 20}));
    BOOST_TEST(!find_quoted(*each, {id, "harbour"}));
  }
  // An address is no id: looking for it would read all fields.
  BOOST_TEST(!make_publication(searcher(), "/walls"));
}

BOOST_AUTO_TEST_CASE(is_searched_page_by_page_or_best_first) {
  BOOST_TEST(parts_of(find("harbour")) == (Parts{1, 3}), boost::test_tools::per_element());
  BOOST_TEST(parts_of(find("harbour wall leaks", FindOrder::kBest)).front() == 3U);
  BOOST_TEST(parts_of(find("ferries")) == (Parts{2, 4}), boost::test_tools::per_element());
  const FoundResponse found = find("ferries");
  BOOST_TEST(found.found.total == 2U);
  BOOST_TEST(found.found.passages[0].snippet.url == "/walls#page=2");
  BOOST_TEST(!found.found.passages[0].snippet.fragment.spans.empty());
}

BOOST_AUTO_TEST_CASE(is_searched_for_whole_phrases) {
  BOOST_TEST(parts_of(find("\"harbour master\"")) == (Parts{3}), boost::test_tools::per_element());
  BOOST_TEST(find("\"master harbour\"").found.total == 0U);
  BOOST_TEST(find("zeppelin").found.total == 0U);
}

BOOST_AUTO_TEST_CASE(gives_its_places_page_by_page) {
  BOOST_TEST(parts_of(find("harbour ferries", FindOrder::kPage, 2, 2)) == (Parts{3, 4}),
             boost::test_tools::per_element());
  BOOST_TEST(find("harbour ferries", FindOrder::kPage, 2, 2).found.total == 4U);
  BOOST_TEST(parts_of(find("harbour", FindOrder::kPage, 9, 20)).empty());
}

BOOST_AUTO_TEST_CASE(is_like_others_that_share_its_words_but_not_like_its_own_series) {
  const auto similar = make_similar(searcher(), "walls", 5);
  BOOST_REQUIRE(similar.has_value());
  BOOST_REQUIRE(similar->publications.size() == 2U);
  for (const auto& other : similar->publications) {
    BOOST_TEST((other.about.id == "dredger" || other.about.id == "ferry"));
    BOOST_TEST(other.shared.size() >= 3U);
  }
  BOOST_TEST(similar->publications[0].about.score >= similar->publications[1].about.score);
  BOOST_TEST(make_similar(searcher(), "walls", 1)->publications.size() == 1U);
  const auto of_an_orchard = make_similar(searcher(), "other1", 5);
  BOOST_REQUIRE(of_an_orchard.has_value());
  for (const auto& other : of_an_orchard->publications) BOOST_TEST(other.about.id.starts_with("other"));
}

BOOST_AUTO_TEST_CASE(shows_a_series_once_among_what_is_like_another) {
  const auto similar = make_similar(searcher(), "ferry", 5);
  size_t walls = 0;
  for (const auto& other : similar->publications) walls += other.about.id.starts_with("walls") ? 1 : 0;
  BOOST_TEST(walls == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_quoted_passage)

BOOST_AUTO_TEST_CASE(is_found_by_its_own_address) {
  for (const PassageHit& passage : find("harbour ferries").found.passages) {
    const auto again = find_quoted(searcher(), {"walls", quoted_words(passage.snippet.fragment)});
    BOOST_REQUIRE(again.has_value());
    BOOST_REQUIRE(again->passage.has_value());
    BOOST_TEST(again->whole);
    BOOST_TEST(again->passage->snippet.part == passage.snippet.part);
  }
}

BOOST_AUTO_TEST_CASE(is_found_where_it_has_moved_to_and_gone_when_it_is_gone) {
  const std::string words = quoted_words(find("leaks").found.passages.front().snippet.fragment);
  const TempDir directory;
  std::vector<std::string> pages = kPages;
  pages.insert(pages.begin(), {"A new cover.", "A new preface by the mayor."});
  publish(directory.path(), {report("walls", "Harbour walls 2024", 2024, pages)});
  Searcher moved(open_current(directory.path()));
  auto found = find_quoted(moved, {"walls", words});
  BOOST_REQUIRE((found && found->passage));
  BOOST_TEST(found->passage->snippet.part == 5U);
  BOOST_TEST(found->passage->snippet.url == "/walls#page=5");

  publish(directory.path(),
          {report("walls", "Harbour walls 2024", 2024, {"Nothing of all that is left here."})});
  Searcher gone(open_current(directory.path()));
  found = find_quoted(gone, {"walls", words});
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(!found->passage.has_value());
}

BOOST_AUTO_TEST_CASE(is_found_by_most_of_its_words_in_their_order_when_others_have_changed) {
  const auto found = find_quoted(
      searcher(), {"walls", "The port's harbour master says every wall of the harbour leaks badly"});
  BOOST_REQUIRE((found && found->passage));
  BOOST_TEST(!found->whole);
  BOOST_TEST(found->passage->snippet.part == 3U);
}

BOOST_AUTO_TEST_CASE(is_gone_when_its_words_stand_in_another_order_or_most_of_them_nowhere) {
  for (const char* words : {"leaks harbour the of wall the that says master harbour The",
                            "The harbour master says that entirely other things are the matter"})
    BOOST_TEST(!find_quoted(searcher(), {"walls", words})->passage.has_value(), words);
}

BOOST_AUTO_TEST_CASE(is_found_nearest_to_where_it_stood_when_it_stands_on_several_pages) {
  // The fourth page is empty; its number counts all the same.
  const TempDir directory;
  publish(directory.path(),
          {report("tides", "Tides", 2024,
                  {"Contents: high water at the quay", "Nothing of it.", "High water at the quay", "",
                   "Nothing either.", "High water at the quay"})});
  Searcher tides(open_current(directory.path()));
  const auto part_of = [&](uint32_t part) {
    const auto found = find_quoted(tides, {"tides", "high water at the quay", part});
    return found && found->passage && found->whole ? found->passage->snippet.part : 0;
  };
  BOOST_TEST(part_of(0) == 1U);
  BOOST_TEST(part_of(1) == 1U);
  BOOST_TEST(part_of(3) == 3U);
  BOOST_TEST(part_of(4) == 3U);
  BOOST_TEST(part_of(5) == 6U);
  BOOST_TEST(part_of(6) == 6U);
  BOOST_TEST(part_of(limits::kPagesMax) == 6U);
}

BOOST_AUTO_TEST_CASE(that_is_no_words_at_all_is_not_found) {
  for (const char* words : {"", "  ", "\"", "-", "zeppelin zeppelin"})
    BOOST_TEST(!find_quoted(searcher(), {"walls", words})->passage.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
