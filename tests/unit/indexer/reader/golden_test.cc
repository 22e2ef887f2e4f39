// Whole files of each kind beside what they must become: tests/golden/readers.
#include "tests/support/golden.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

const std::string kInputs[] = {"export.jsonl", "legacy.html", "minutes.txt", "news.atom",
                               "news.rss",     "post.html",   "post.md",     "report-page.html"};

}  // namespace

BOOST_DATA_TEST_CASE(reads_as_before, data::make(kInputs)) {
  const std::string bytes = golden_input("readers/" + sample);
  const Result<ReadResult> result =
      read_document(bytes, request_of(sample, "https://larkfield.example/documents/"));
  BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().message));
  check_golden("readers/" + sample + ".expected.txt", render(result.value()));
}
