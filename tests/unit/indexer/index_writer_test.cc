#include "indexer/index_writer.h"

#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

BOOST_AUTO_TEST_CASE(a_second_publication_of_an_id_takes_the_place_of_the_first) {
  const TempDir directory;
  publish(directory.path(), {post("a", "Old", {"Stone bridge."}), post("b", "Other", {"Stone wall."})});
  publish(directory.path(), {post("a", "New", {"Steel bridge."})});
  Searcher searcher(open_current(directory.path()));
  BOOST_TEST(ids_of(searcher, "steel") == std::vector<std::string>{"a"}, boost::test_tools::per_element());
  BOOST_TEST(ids_of(searcher, "stone") == std::vector<std::string>{"b"}, boost::test_tools::per_element());
  BOOST_TEST(searcher.index().manifest().publications == 2U);
}

BOOST_AUTO_TEST_CASE(updating_and_building_at_once_come_to_the_same_totals) {
  const TempDir step_by_step;
  publish(step_by_step.path(), {post("a", "Alpha", {"One two three."}), post("b", "Beta", {"Four five."})});
  publish(step_by_step.path(), {post("c", "Gamma", {"Six seven."}, "de"), post("a", "Alpha", {"Eight."})});
  const TempDir at_once;
  publish(at_once.path(), {post("a", "Alpha", {"Eight."}), post("b", "Beta", {"Four five."}),
                           post("c", "Gamma", {"Six seven."}, "de")});
  const auto a = open_current(step_by_step.path());
  const auto b = open_current(at_once.path());
  BOOST_TEST(a->manifest().publications == b->manifest().publications);
  BOOST_TEST(a->manifest().text_bytes == b->manifest().text_bytes);
  BOOST_TEST((a->manifest().languages == b->manifest().languages));
  const auto frequency = [](const Index& index, const char* form) {
    uint32_t most = 0;
    for (const FormId id : index.lexicon().forms(form))
      most = std::max(most, index.lexicon().document_frequency(id));
    return most;
  };
  for (const char* form : {"alpha", "one", "four", "eight", "six"}) {
    BOOST_TEST(frequency(*a, form) == frequency(*b, form), form);
  }
}

BOOST_AUTO_TEST_CASE(text_over_the_limit_is_cut_and_said) {
  const TempDir directory;
  IndexWriter writer(directory.path());
  std::string text(limits::kTextBytesMax / 16, 'x');
  Publication publication = post("a", "Long", {});
  for (int i = 0; i < 17; ++i) publication.parts[0].blocks.push_back({Role::kBody, "start " + text});
  BOOST_TEST(writer.put(publication, "a").truncated);
  BOOST_TEST(!writer.put(post("b", "Short", {"text"}), "b").truncated);
}

BOOST_AUTO_TEST_CASE(a_generation_of_nothing_can_be_published_and_searched) {
  const TempDir directory;
  publish(directory.path(), {});
  Searcher searcher(open_current(directory.path()));
  BOOST_TEST(ids_of(searcher, "anything").empty());
  BOOST_TEST(ids_of(searcher, "").empty());
}
