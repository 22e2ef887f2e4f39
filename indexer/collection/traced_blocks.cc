#include "indexer/collection/traced_blocks.h"

namespace pressmark {
namespace {

constexpr uint8_t kRepeatedBit = 0x80;

}  // namespace

std::string encode_blocks(std::span<const TracedBlock> blocks) {
  std::string out;
  for (const TracedBlock& block : blocks) {
    append_u8(out,
              static_cast<uint8_t>(static_cast<uint8_t>(block.role) | (block.repeated ? kRepeatedBit : 0)));
    append_u32(out, block.fingerprint);
    append_varint(out, block.words_count);
  }
  return out;
}

std::vector<TracedBlock> decode_blocks(ByteReader& reader) {
  std::vector<TracedBlock> blocks;
  while (reader.ok() && reader.remaining() > 0) {
    TracedBlock& block = blocks.emplace_back();
    const uint8_t role = reader.u8();
    block.repeated = (role & kRepeatedBit) != 0;
    if ((role & ~kRepeatedBit) >= static_cast<int>(kRoleCount)) reader.fail();
    block.role = static_cast<Role>(role & ~kRepeatedBit);
    block.fingerprint = reader.u32();
    block.words_count = reader.varint32();
  }
  return blocks;
}

}  // namespace pressmark
