// What crosses the socket between the indexer and its reading worker: length-prefixed fields. The parent
// trusts nothing that comes back: every size is checked, every string made valid UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/reader.h"

namespace pressmark {

std::string encode_request(const ReadRequest& request);
Result<ReadRequest> decode_request(std::string_view bytes);

std::string encode_result(const Result<ReadResult>& result);
/// What a reader answered to `asked`. Error kCorrupt for bytes that are no result, or that name a next piece
/// which is not behind asked.offset and within asked.file_bytes; kTooLarge when a limit of engine/limits.h is
/// exceeded.
Result<ReadResult> decode_result(std::string_view bytes, const ReadRequest& asked);

}  // namespace pressmark
