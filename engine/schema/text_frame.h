// The raw bytes of one frame of text.dat, before compression: a run of blocks that can be read without any
// other. Internal to the text store; one thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "engine/schema/text_store.h"

namespace pressmark {

/// A label, an anchor or a heading is stored up to so many bytes; a longer anchor is left out, since a part
/// of one leads nowhere, the others are cut.
inline constexpr size_t kFrameNoteBytesMax = limits::kBlockTextBytesMax;
/// No block has more seams.
inline constexpr size_t kFrameSeamsMax = 64;
/// A frame is closed at this size even if its text is short.
inline constexpr size_t kFrameRawBytesClose = 4 * limits::kBlockTextBytesMax;
/// No frame is larger: the last block may come to one that is all but full.
inline constexpr size_t kFrameRawBytesMax = kFrameRawBytesClose + 5 * limits::kBlockTextBytesMax;

struct RawFrame {
  uint32_t position = 0;  // of its first block
  std::string bytes;      // empty when there are no blocks
};

/// The frames of one document. `blocks` are ordered by position and their texts not over the limit.
std::vector<RawFrame> encode_frames(const std::vector<StoredBlock>& blocks);

/// Adds the blocks of one frame to `blocks`; false if the bytes are not a frame.
bool decode_frame(std::span<const uint8_t> raw, std::vector<StoredBlock>& blocks);

}  // namespace pressmark
