#include "indexer/stored_publication.h"

#include <boost/test/unit_test.hpp>

#include "indexer/index_writer.h"
#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

BOOST_AUTO_TEST_CASE(a_publication_comes_back_as_it_is_analysed) {
  Publication written = post("a", "Stone bridge", {"The bridge is of stone.", "It was built by hand."});
  written.summary = "A bridge that is not in the text.";
  written.topics = {"roads"};
  written.authors = {"Ann Example"};
  written.published = Date::make(2023, 5, 1);
  written.parts.push_back({"Piers", "#piers", {{Role::kHeading, "Piers"}, {Role::kTable, "pier\tmetres"}}});
  const TempDir directory;
  publish(directory.path(), {written});

  IndexWriter writer(directory.path() / "current");
  const auto stored = writer.stored("a");
  BOOST_REQUIRE(stored.has_value());
  BOOST_TEST(stored->source == "a");
  BOOST_TEST((stored->publication == written));
  BOOST_TEST(!writer.stored("b").has_value());
}
