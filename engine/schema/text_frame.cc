// A frame is, for each of its blocks:
//   u8      role, + 16 if the label differs from the block before, + 32 the anchor, + 64 the heading
//   varint  part, as a signed difference from the block before
//   for each of label, anchor, heading that differs: varint bytes in common with the one before, then a
//   string of the
//           rest
//   varint  position, less that of the block before; varint words; string text
//   varint  number of seams; for each varint bytes, varint words, less those of the seam before
// "Before" the first block of a frame all of these are empty and 0.
#include "engine/schema/text_frame.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

constexpr uint8_t kRoleMask = 15;
constexpr std::array<std::pair<uint8_t, std::string StoredBlock::*>, 3> kNotes = {
    {{16, &StoredBlock::part_label}, {32, &StoredBlock::anchor}, {64, &StoredBlock::heading}}};

/// The block with what is too long in it cut.
StoredBlock bounded(const StoredBlock& block) {
  StoredBlock kept = block;
  kept.part_label.resize(code_point_floor(block.part_label, kFrameNoteBytesMax));
  kept.heading.resize(code_point_floor(block.heading, kFrameNoteBytesMax));
  if (kept.anchor.size() > kFrameNoteBytesMax) kept.anchor.clear();
  return kept;
}

void append_block(std::string& out, const StoredBlock& before, const StoredBlock& block) {
  uint8_t flags = static_cast<uint8_t>(block.role);
  for (const auto& [flag, note] : kNotes) {
    if (block.*note != before.*note) flags |= flag;
  }
  append_u8(out, flags);
  append_varint(out, zigzag(int64_t{block.part} - int64_t{before.part}));
  for (const auto& [flag, note] : kNotes) {
    if ((flags & flag) == 0) continue;
    const std::string& text = block.*note;
    const std::string& old = before.*note;
    const auto end = std::mismatch(text.begin(), text.end(), old.begin(), old.end()).first;
    const auto shared = static_cast<size_t>(end - text.begin());
    append_varint(out, shared);
    append_string(out, std::string_view(text).substr(shared));
  }
  append_varint(out, block.position - before.position);
  append_varint(out, block.positions_count);
  append_string(out, block.text);
  append_varint(out, block.seams.size());
  Seam seam;
  for (const Seam& each : block.seams) {
    ENGINE_CHECK(each.byte > seam.byte && each.word > seam.word);
    append_varint(out, each.byte - seam.byte);
    append_varint(out, each.word - seam.word);
    seam = each;
  }
}

/// Reads the seams of a block whose text and words are known.
void read_seams(ByteReader& reader, StoredBlock& block) {
  block.seams.resize(reader.varint(kFrameSeamsMax));
  Seam before;
  for (Seam& seam : block.seams) {
    seam.byte = before.byte + static_cast<uint32_t>(reader.varint(block.text.size() - before.byte));
    seam.word = before.word + static_cast<uint32_t>(reader.varint(block.positions_count - before.word));
    const bool rises = seam.byte > before.byte && seam.word > before.word;
    if (!rises || seam.byte >= block.text.size() || seam.word >= block.positions_count) return reader.fail();
    before = seam;
  }
}

/// Reads one block into `block`, which holds the one before. Whether it was one.
bool read_block(ByteReader& reader, StoredBlock& block) {
  const uint8_t flags = reader.u8();
  const uint8_t role = flags & kRoleMask;
  if (role >= kRoleCount || flags > (16 | 32 | 64 | kRoleMask)) return false;
  block.role = static_cast<Role>(role);
  block.part = static_cast<uint32_t>(block.part + static_cast<uint64_t>(unzigzag(reader.varint())));
  for (const auto& [flag, note] : kNotes) {
    if ((flags & flag) == 0) continue;
    std::string& text = block.*note;
    text.resize(reader.varint(text.size()));
    text.append(reader.string(kFrameNoteBytesMax - text.size()));
  }
  block.position += reader.varint32();
  block.positions_count = reader.varint32();
  block.text.assign(reader.string(limits::kBlockTextBytesMax));
  read_seams(reader, block);
  return reader.ok();
}

}  // namespace

std::vector<RawFrame> encode_frames(const std::vector<StoredBlock>& blocks) {
  std::vector<RawFrame> frames;
  StoredBlock before;
  size_t text_bytes = 0;
  uint32_t position = 0;
  for (const StoredBlock& each : blocks) {
    ENGINE_CHECK(each.text.size() <= limits::kBlockTextBytesMax && each.position >= position &&
                 each.seams.size() <= kFrameSeamsMax);
    position = each.position;
    if (frames.empty() || text_bytes + each.text.size() > limits::kBlockTextBytesMax ||
        frames.back().bytes.size() >= kFrameRawBytesClose) {
      frames.push_back({each.position, {}});
      before = {};
      text_bytes = 0;
    }
    StoredBlock block = bounded(each);
    append_block(frames.back().bytes, before, block);
    text_bytes += block.text.size();
    before = std::move(block);
  }
  return frames;
}

bool decode_frame(std::span<const uint8_t> raw, std::vector<StoredBlock>& blocks) {
  ByteReader reader(raw);
  StoredBlock block;
  while (reader.remaining() > 0) {
    if (!read_block(reader, block)) return false;
    blocks.push_back(block);
  }
  return reader.ok();
}

}  // namespace pressmark
