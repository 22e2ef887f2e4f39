// The blocks of a trace as bytes: always as many bytes for the same blocks, whatever is marked as repeated.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/schema/bytes.h"
#include "indexer/collection/trace.h"

namespace pressmark {

std::string encode_blocks(std::span<const TracedBlock> blocks);
/// Fails the reader where those are no blocks.
std::vector<TracedBlock> decode_blocks(ByteReader& reader);

/// Bytes of a block at least.
inline constexpr size_t kTracedBlockBytesMin = 6;

}  // namespace pressmark
