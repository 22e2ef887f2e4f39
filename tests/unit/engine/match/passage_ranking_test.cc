// Which page of which publication comes first, and why.
#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

const std::string kFiller =
    "The committee met on Tuesday and agreed the minutes of its last meeting in the hall by the river.";

/// A report with a part for each list of blocks.
Publication report(const std::string& id, const std::vector<std::vector<Block>>& pages) {
  Publication publication;
  publication.id = id;
  publication.url = "/" + id;
  publication.kind = Kind::kReport;
  publication.title = id;
  publication.language = "en";
  publication.pages_count = static_cast<uint32_t>(pages.size());
  for (const std::vector<Block>& blocks : pages) {
    const std::string number = std::to_string(publication.parts.size() + 1);
    publication.parts.push_back({number, "#page=" + number, blocks});
  }
  return publication;
}
std::vector<Block> page(const std::string& text) {
  return {{Role::kBody, text}};
}

/// An index of `publications`, and what is found in it.
class Found {
 public:
  explicit Found(const std::vector<Publication>& publications) {
    publish(directory_.path(), publications);
    searcher_ = std::make_unique<Searcher>(open_current(directory_.path()));
  }

  /// Passages of a query, best first, as "id#page=2".
  std::vector<std::string> passages(const std::string& query, const MatchOptions& options = {}) {
    const Plan plan = searcher_->plan(parse_query(query), {});
    ranked_ = searcher_->search_parts(plan, options);
    std::vector<std::string> names;
    const Wanted wanted = wanted_of(plan);
    SnippetMaker snippets = searcher_->snippets(wanted);
    for (const RankedPart& part : ranked_.parts) {
      const auto passage = searcher_->passage(part, "en", snippets, 300);
      BOOST_TEST_REQUIRE(passage.has_value());
      names.push_back(searcher_->fields(part.docid).value().id + passage->anchor);
    }
    return names;
  }
  /// The page of the first snippet of the first hit.
  std::string page_of_hit(const std::string& query) {
    const Plan plan = searcher_->plan(parse_query(query), {});
    const RankedHits hits = searcher_->search(plan, {});
    BOOST_TEST_REQUIRE(!hits.hits.empty());
    SnippetOptions options;
    options.ranges = searcher_->best_parts(plan, hits.hits).front();
    const Wanted wanted = wanted_of(plan);
    SnippetMaker snippets = searcher_->snippets(wanted);
    const Passages passages = searcher_->passages(hits.hits.front().docid, "en", snippets, options);
    return passages.passages.empty() ? "" : passages.passages.front().anchor;
  }
  const RankedParts& ranked() const { return ranked_; }

 private:
  TempDir directory_;
  std::unique_ptr<Searcher> searcher_;
  RankedParts ranked_;
};

std::string first(const std::vector<std::string>& names) {
  return names.empty() ? "" : names.front();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_page_with_all_words_comes_first) {
  Found found({report("a", {page("Sales rose. " + kFiller), page("Sales and costs rose. " + kFiller),
                            page("Costs rose. " + kFiller)}),
               report("b", {page(kFiller), page("Wages rose. " + kFiller)})});
  BOOST_TEST(first(found.passages("sales costs")) == "a#page=2");
  BOOST_TEST(found.page_of_hit("sales costs") == "#page=2");
}

BOOST_AUTO_TEST_CASE(a_name_on_every_page_chooses_the_report_and_not_the_page) {
  std::vector<std::vector<Block>> acme, other;
  for (int i = 0; i < 30; ++i) {
    acme.push_back(page("Acme report. " + kFiller));
    other.push_back(page("Other report. " + kFiller));
  }
  acme[4] = page("Acme, Acme and Acme again: the story of Acme. " + kFiller);
  acme[20] = page("Acme report. The dividend. " + kFiller);
  other[7] = page("Other report. The dividend. " + kFiller);
  Found found({report("acme", acme), report("other", other)});
  const auto passages = found.passages("acme dividend");
  BOOST_TEST(first(passages) == "acme#page=21");
  BOOST_TEST(found.page_of_hit("acme dividend") == "#page=21");
}

BOOST_AUTO_TEST_CASE(a_heading_says_what_its_page_is_about) {
  Found found({report(
      "a",
      {page(kFiller),
       page("See the cash flow and the cash flow of last year. " + kFiller),
       {{Role::kHeading, "Cash flow"}, {Role::kTable, "Income\t14\nOutlay\t9"}, {Role::kBody, kFiller}}})});
  BOOST_TEST(first(found.passages("cash flow")) == "a#page=3");
}

BOOST_AUTO_TEST_CASE(neighbours_in_the_query_are_sought_together) {
  Found found({report("a", {page("The flow of cash in a river. " + kFiller),
                            page("The cash flow in some big river. " + kFiller), page(kFiller)})});
  BOOST_TEST(first(found.passages("cash flow")) == "a#page=2");
}

BOOST_AUTO_TEST_CASE(a_page_of_contents_is_never_the_best) {
  Found found({report("a", {{{Role::kHeading, "Contents"},
                             {Role::kBody, "Foreword 3\nCash flow 14\nDividend 20\nCash flow in detail 90"}},
                            page(kFiller),
                            page("The cash was counted. " + kFiller)})});
  BOOST_TEST(first(found.passages("cash flow")) == "a#page=3");
  BOOST_TEST(found.page_of_hit("cash flow") == "#page=3");
}

BOOST_AUTO_TEST_CASE(a_page_with_next_to_nothing_on_it_is_never_the_best) {
  Found found({report("a", {page("Cash flow"), page(kFiller), page("The cash flow was low. " + kFiller)})});
  BOOST_TEST(first(found.passages("cash flow")) == "a#page=3");
}

BOOST_AUTO_TEST_CASE(boilerplate_is_a_passage_only_where_nothing_else_is) {
  Found found({report("a", {{{Role::kBoilerplate, "Dividend, dividend, dividend."}, {Role::kBody, kFiller}},
                            page("One dividend. " + kFiller)})});
  BOOST_TEST(first(found.passages("dividend")) == "a#page=2");
  Found only({report("a", {page(kFiller), {{Role::kBoilerplate, "Dividend."}, {Role::kBody, kFiller}}})});
  BOOST_TEST(first(only.passages("dividend")) == "a#page=2");
}

BOOST_AUTO_TEST_CASE(a_page_with_the_phrase_comes_before_those_with_its_words) {
  Found found({report("a", {page("Cash or flow or cash or flow or cash. " + kFiller), page(kFiller),
                            page("And cash flow. " + kFiller + kFiller + kFiller)})});
  BOOST_TEST(first(found.passages("\"cash flow\"")) == "a#page=3");
}

BOOST_AUTO_TEST_CASE(a_title_and_details_are_no_passages) {
  Publication titled = report("a", {{{Role::kTitle, "Dividend"}, {Role::kBody, kFiller}}, page(kFiller)});
  titled.topics = {"dividend"};
  Found found({titled});
  BOOST_TEST(found.passages("dividend").empty());
}

BOOST_AUTO_TEST_CASE(words_far_into_a_long_report_are_found) {
  // More places of the common word than are read for snippets, before the page in question.
  std::vector<std::vector<Block>> pages;
  for (int i = 0; i < 200; ++i) pages.push_back(page("Cash, cash, cash and cash. " + kFiller));
  pages[180] = page("Cash and the turbine. " + kFiller);
  Found found({report("a", pages), report("b", {page(kFiller)})});
  BOOST_TEST(first(found.passages("cash turbine")) == "a#page=181");
  BOOST_TEST(found.page_of_hit("cash turbine") == "#page=181");
}

BOOST_AUTO_TEST_CASE(pages_of_the_answer_follow_each_other) {
  std::vector<std::vector<Block>> pages;
  for (int i = 0; i < 7; ++i) pages.push_back(page("Cash in " + std::to_string(i) + ". " + kFiller));
  Found found({report("a", pages)});
  MatchOptions all, second;
  all.count = 100;
  second.first = 3;
  second.count = 3;
  const auto whole = found.passages("cash", all);
  BOOST_TEST(whole.size() == 7u);
  const auto part = found.passages("cash", second);
  BOOST_TEST(part == std::vector<std::string>(whole.begin() + 3, whole.begin() + 6),
             boost::test_tools::per_element());
  BOOST_TEST(found.ranked().total == 7u);
  second.first = 7;
  BOOST_TEST(found.passages("cash", second).empty());
}

BOOST_AUTO_TEST_CASE(no_words_no_passages) {
  Found found({report("a", {page(kFiller)})});
  BOOST_TEST(found.passages("").empty());
  BOOST_TEST(found.passages("walrus").empty());
  BOOST_TEST(found.passages("kind:report").empty());
}
