// What is shown as one: forms of a work, editions of a series; which of them is in front, and what is
// counted.
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "engine/match/explain.h"
#include "engine/match/folds.h"
#include "engine/match/house.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

constexpr auto kSeries = Fold::kSeries;
constexpr auto kWorks = Fold::kWorks;

EditionOfDocument edition(uint32_t docid, uint64_t series, uint32_t of) {
  return {docid, {series, of}};
}

Publication report(const std::string& id, const std::string& title, int year,
                   const std::vector<std::string>& paragraphs) {
  Publication publication = post(id, title, paragraphs);
  publication.kind = Kind::kReport;
  publication.published = Date::make(year, 6, 1);
  return publication;
}

/// A plan and the page that announces it; three annual reports, one at two addresses; something else.
struct Fixture {
  Fixture() {
    const std::string tides =
        "The tide gauges of the estuary are read each day, and the harbour board keeps them.";
    std::vector<Publication> all = {
        report("plan", "Estuary plan", 2022,
               {tides, "Dredging begins in the spring.", tides, "Boats may wait."}),
        post("landing", "Estuary plan", {"The plan for the tide gauges is published."}),
        report("r2022", "Annual report 2022", 2022, {"Dredging was late. The otter came back."}),
        report("r2023", "Annual report 2023", 2023, {"Dredging was on time."}),
        report("r2023-copy", "Annual report 2023", 2023, {"Dredging was on time."}),
        report("r2024", "Annual report 2024", 2024, {"Dredging was early."}),
        post("otter", "An otter", {"An otter sat on the quay and looked at an otter."}),
    };
    for (int i = 0; i < 20; ++i) {
      const std::string number = std::to_string(i);
      all.push_back(post("other" + number, "Tram number " + number, {"The tram stops at the museum."}));
    }
    IndexDirectory index(directory.path());
    index.lock();
    const std::filesystem::path built = index.begin(true);
    IndexWriter writer(built);
    for (const Publication& publication : all) writer.put(publication, publication.id);
    writer.set_works({{"plan", "landing"}, {"r2023", "r2023-copy"}, {"otter", "nobody"}});
    index.publish(built, manifest_of(writer.finish()));
    searcher.emplace(open_current(directory.path()));
  }

  RankedHits search(const std::string& text, const MatchOptions& options = {}, const Filters& filters = {}) {
    return searcher->search(searcher->plan(parse_query(text), filters), options);
  }
  std::string id(uint32_t docid) { return searcher->fields(docid).value().id; }
  /// "plan(landing) otter".
  std::string shown(const RankedHits& found) {
    std::string text;
    for (const RankedHit& hit : found.hits) {
      text += (text.empty() ? "" : " ") + id(hit.docid);
      for (size_t i = 0; i < hit.forms.size(); ++i) text += (i == 0 ? '(' : ' ') + id(hit.forms[i]);
      if (!hit.forms.empty()) text += ')';
    }
    return text;
  }

  TempDir directory;
  std::optional<Searcher> searcher;
};

}  // namespace

BOOST_AUTO_TEST_CASE(editions_of_a_series_bring_the_forms_of_their_works_along) {
  const Folds folds({{2, 9}, {4, 5}}, {edition(1, 7, 2022), edition(2, 7, 2023), edition(3, 8, 2023)}, 9);
  BOOST_TEST(folds.group(9, kWorks) == folds.group(2, kWorks));
  BOOST_TEST(folds.group(1, kWorks) == 0U);
  BOOST_TEST(folds.group(1, kSeries) != 0U);
  BOOST_TEST(folds.group(9, kSeries) == folds.group(1, kSeries));
  BOOST_TEST(folds.group(4, kSeries) == folds.group(4, kWorks));
  BOOST_TEST(folds.group(3, kSeries) == 0U);
  BOOST_TEST(folds.group(1, Fold::kNothing) == 0U);
  BOOST_TEST(folds.group(10, kSeries) == 0U);
  BOOST_TEST(folds.forms(9).size() == 2U);
  BOOST_TEST(folds.forms(1).empty());
  BOOST_TEST(folds.groups_count() == 4U);
}

BOOST_AUTO_TEST_CASE(two_works_of_one_edition_are_no_editions) {
  const Folds two({}, {edition(1, 7, 2022), edition(2, 7, 2023), edition(3, 7, 2023)}, 3);
  BOOST_TEST(two.group(1, kSeries) == 0U);
  BOOST_TEST(two.group(3, kSeries) == 0U);
  const Folds copies({{2, 3}}, {edition(1, 7, 2022), edition(2, 7, 2023), edition(3, 7, 2023)}, 3);
  BOOST_TEST(copies.group(1, kSeries) == copies.group(3, kSeries));
  const Folds one_work({{1, 2}}, {edition(1, 7, 2022), edition(2, 7, 2023)}, 2);
  BOOST_TEST(one_work.group(1, kSeries) == one_work.group(1, kWorks));
}

BOOST_AUTO_TEST_CASE(what_names_no_document_of_the_generation_is_left_out) {
  const Folds folds({{2, 90}}, {edition(1, 7, 2022), edition(80, 7, 2023)}, 3);
  BOOST_TEST(folds.forms(2).size() == 1U);
  BOOST_TEST(folds.group(1, kSeries) == 0U);
}

BOOST_FIXTURE_TEST_SUITE(folding, Fixture)

BOOST_AUTO_TEST_CASE(shows_a_work_once_with_its_fullest_form_in_front) {
  BOOST_TEST(shown(search("tide gauges")) == "plan(landing)");
  MatchOptions apart;
  apart.fold = Fold::kNothing;
  BOOST_TEST(search("tide gauges", apart).hits.size() == 2U);
}

BOOST_AUTO_TEST_CASE(shows_the_newest_edition_to_who_asks_for_the_series) {
  BOOST_TEST(search("annual report").hits.size() == 1U);
  BOOST_TEST(id(search("annual report").hits.front().docid) == "r2024");
  BOOST_TEST(search("annual report").hits.front().forms.size() == 3U);
}

BOOST_AUTO_TEST_CASE(keeps_editions_apart_for_who_names_a_year) {
  const RankedHits named = search("annual report 2022");
  BOOST_TEST(named.hits.size() == 3U);
  BOOST_TEST(id(named.hits.front().docid) == "r2022");
  BOOST_TEST(search("annual report published:2020..2023").hits.size() == 2U);
  Filters since;
  since.published.from = Date::make(2023, 1, 1);
  BOOST_TEST(search("annual report", {}, since).hits.size() == 2U);
}

BOOST_AUTO_TEST_CASE(keeps_editions_apart_for_who_asks_for_a_matter) {
  BOOST_TEST(search("otter").hits.size() == 2U);
  BOOST_TEST(search("dredging report").hits.size() == 4U);
}

BOOST_AUTO_TEST_CASE(keeps_editions_apart_in_order_of_date) {
  MatchOptions newest;
  newest.order = Order::kNewest;
  BOOST_TEST(shown(search("annual report", newest)) == "r2024 r2023(r2023-copy) r2022");
}

BOOST_AUTO_TEST_CASE(counts_what_is_shown) {
  MatchOptions counted;
  counted.facets = true;
  const RankedHits works = search("dredging", counted);
  BOOST_TEST(works.total == 4U);
  BOOST_TEST(works.total == works.hits.size());
  BOOST_TEST(works.facets.kinds.at(Kind::kReport) == 4U);
  BOOST_TEST(works.facets.years.at(2023) == 1U);
  const RankedHits series = search("annual report", counted);
  BOOST_TEST(series.total == 1U);
  BOOST_TEST(series.facets.years.at(2022) == 1U);
  BOOST_TEST(series.facets.years.at(2023) == 1U);
  const RankedHits both_kinds = search("tide gauges", counted);
  BOOST_TEST(both_kinds.total == 1U);
  BOOST_TEST(both_kinds.facets.kinds.at(Kind::kReport) == 1U);
  BOOST_TEST(both_kinds.facets.kinds.at(Kind::kPost) == 1U);
  BOOST_TEST(searcher->count(searcher->plan(parse_query("dredging"), {}), 100) == 4U);
  const RankedHits uncounted = search("dredging");
  BOOST_TEST(uncounted.total == 4U);
  BOOST_TEST(uncounted.total_exact);
}

BOOST_AUTO_TEST_CASE(pages_of_results_go_on_where_the_one_before_ended) {
  std::string all = shown(search("dredging tide otter tram"));
  std::string paged;
  for (uint32_t first = 0; first < 10; first += 2) {
    MatchOptions page;
    page.first = first;
    page.count = 2;
    paged += (paged.empty() ? "" : " ") + shown(search("dredging tide otter tram", page));
  }
  BOOST_TEST(paged == all);
}

BOOST_AUTO_TEST_CASE(a_title_typed_in_full_brings_the_one_that_has_it_to_the_front) {
  BOOST_TEST(id(search("Annual report 2023").hits.front().docid).starts_with("r2023"));
  BOOST_TEST(shown(search("Estuary plan")).starts_with("plan(landing)"));
}

BOOST_AUTO_TEST_CASE(is_explained_by_the_form_that_is_shown) {
  const Explanation explanation = explain(*searcher, parse_query("tide gauges"), {}, "landing");
  BOOST_TEST(explanation.rank == 1U);
  BOOST_TEST(explanation.shown_under == "plan");
  BOOST_TEST(explain(*searcher, parse_query("tide gauges"), {}, "plan").shown_under.empty());
}

BOOST_AUTO_TEST_CASE(a_pinned_form_is_shown_in_place_of_the_others) {
  Editorial editorial;
  editorial.pins = {{{"tram"}, {"r2023-copy"}, 1}, {{"tide gauges"}, {"landing"}, 2}};
  const std::shared_ptr<const Index> index = open_current(directory.path());
  searcher.emplace(index, make_house_rules(*index, editorial));
  BOOST_TEST(shown(search("tide gauges")) == "landing(plan)");
  BOOST_TEST(id(search("tram").hits.front().docid) == "r2023-copy");
  BOOST_TEST(search("tram").hits.size() == 10U);
}

BOOST_AUTO_TEST_SUITE_END()
