#include "tests/unit/indexer/reader/in_pieces.h"

#include <boost/test/unit_test.hpp>

#include "tests/unit/indexer/reader/render.h"

namespace pressmark::testing {

Whole read_in_pieces(const std::string& path, const std::string& file, size_t window) {
  Whole whole;
  ReadRequest request = request_of(path);
  request.file_bytes = file.size();
  while (true) {
    const Result<ReadResult> result =
        read_document(std::string_view(file).substr(request.offset, window), request);
    BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().message));
    ++whole.pieces_count;
    for (const Publication& each : result.value().publications) whole.ids.push_back(each.id);
    for (const Error& each : result.value().bad_items) {
      whole.bad.push_back(each.where + " " + std::string(error_name(each.code)));
    }
    for (const std::string& each : result.value().warnings) whole.warnings.push_back(each);
    if (result.value().next_offset == 0) return whole;
    BOOST_REQUIRE(result.value().next_offset > request.offset);
    request.offset = result.value().next_offset;
    request.first_line = result.value().next_line;
  }
}

}  // namespace pressmark::testing
