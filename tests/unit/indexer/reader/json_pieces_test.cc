// A JSON Lines file read in pieces gives what it gives in one.
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "tests/unit/indexer/reader/in_pieces.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

std::string line(size_t id, size_t text_bytes) {
  return "{\"id\": \"" + std::to_string(id) + "\", \"text\": \"" + std::string(text_bytes, 'x') + "\"}\n";
}

}  // namespace

BOOST_AUTO_TEST_CASE(stops_at_a_line_once_a_piece_is_full) {
  std::string file;
  for (size_t i = 1; i <= 24; ++i) file += line(i, 1u << 20);
  const Whole whole = read_in_pieces("export.jsonl", file, limits::kFileBytesMax);
  BOOST_TEST(whole.ids.size() == 24u);
  BOOST_TEST(whole.ids.back() == "24");
  BOOST_TEST(whole.pieces_count == 3u);
}

BOOST_AUTO_TEST_CASE(gives_the_same_through_windows_of_any_size) {
  std::string file = "\xEF\xBB\xBF" + line(1, 10) + "\n\n" + "no object\n" + line(5, 300) + "   \r\n" +
                     "[1]\n" + line(8, 1) + line(9, 100) + "{\"id\": broken\n" + line(11, 20);
  const Whole expected = read_in_pieces("export.jsonl", file, file.size());
  BOOST_TEST(expected.ids.size() == 5u);
  BOOST_TEST(expected.bad.size() == 3u);
  // Every line fits into these.
  for (size_t window = 340; window < file.size(); window += 7) {
    const Whole whole = read_in_pieces("export.jsonl", file, window);
    BOOST_TEST(whole.ids == expected.ids, boost::test_tools::per_element());
    BOOST_TEST(whole.bad == expected.bad, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(goes_on_behind_a_line_that_is_longer_than_what_is_read_at_once) {
  const std::string file =
      line(1, 10) + line(2, 5'000) + line(3, 10) + "x" + std::string(3'000, 'y') + "\n" + line(5, 10);
  for (const size_t window : {500u, 777u, 1'000u}) {
    const Whole whole = read_in_pieces("export.jsonl", file, window);
    const std::vector<std::string> ids = {"1", "3", "5"};
    BOOST_TEST(whole.ids == ids, boost::test_tools::per_element());
    const std::vector<std::string> bad = {"line 2 too_large", "line 4 bad_syntax"};
    BOOST_TEST(whole.bad == bad, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(never_stands_still) {
  for (const char c : {'{', ' ', '\n', 'x', '"'}) {
    const std::string file(2'000, c);
    for (const size_t window : {1u, 2u, 3u, 100u}) {
      ReadRequest request = request_of("export.jsonl");
      request.file_bytes = file.size();
      for (size_t rounds = 0; rounds <= file.size(); ++rounds) {
        const Result<ReadResult> result =
            read_json_lines(std::string_view(file).substr(request.offset, window), request);
        if (!result.ok() || result.value().next_offset == 0) break;
        BOOST_REQUIRE(result.value().next_offset > request.offset);
        request.offset = result.value().next_offset;
        request.first_line = result.value().next_line;
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(reports_so_many_bad_lines_and_then_their_number_only) {
  std::string file;
  for (size_t i = 0; i < limits::kBadItemsMax; ++i) file += "[]\n";
  BOOST_TEST(read_in_pieces("export.jsonl", file, file.size()).warnings.empty());
  const Whole over = read_in_pieces("export.jsonl", file + "[]\n", file.size() + 3);
  BOOST_TEST(over.bad.size() == limits::kBadItemsMax);
  BOOST_TEST(over.warnings.at(0) ==
             "bad_lines_truncated: from line " + std::to_string(limits::kBadItemsMax + 1) + " on");
}
