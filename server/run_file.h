// Topics in, a run out: the formats of retrieval experiments. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "server/search_service.h"

namespace pressmark {

struct Topic {
  std::string id, text;
  bool operator==(const Topic&) const = default;
};

/// The lines "id<TAB>text" of a topics file; empty lines are passed over. The error names the line that is
/// none, or an id that stands there twice.
Result<std::vector<Topic>> parse_topics(std::string_view file, const std::string& where);

/// "qid Q0 docid rank score pressmark" for each hit, one a line, and for each form of it
/// that matches, after it and with its score; then for what is related. White space in ids is
/// percent-encoded.
std::string run_lines(const std::string& topic, const SearchResponse& response);

/// The same for passages; docid is that of the publication with the fragment that opens the part
/// ("annual.pdf#page=14"), or with "#part=3", the number of the part, where it has none.
std::string run_lines(const std::string& topic, const std::vector<PassageHit>& passages);

}  // namespace pressmark
