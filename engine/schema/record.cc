// Encoding of a record. Numbers are varints (7 bits a byte, low first) unless a width is given; widths are
// little-endian.
//
//   record  = length, blocks count, bytes of roles, bytes of compounds, bytes of parts,
//             [more than one block: u8 log2 of the filter's bits, bytes of the block directory],
//             [kRegisterBlocksMin blocks or more: bytes of the register],
//             roles, compounds, parts, [pair filter, block directory, register], block*
//   roles   = (positions of the run * 8 + role)*
//   compounds = (position less the one before, form)*
//   parts   = (first position less that of the part before, kind)*; rising
//   pair filter = bits over (primary term, primary term) of neighbouring words, two bits or more a position
//   block directory = (bytes of the block, codes of the block)*
//   block   = u8 count of forms, samples, form deltas, codes
//
// A block lists the forms that are not common and stand in it, sorted: each as its distance from the one
// before less one, but every 16th in a sample (u24 form, u16 offset of the delta after it), so that a form is
// found by reading at most 15 deltas. Then comes one byte a position: 0 to 63 a common form, 64 to 254 the
// n-th form of the list, 255 a field break. So a block holds at most 191 such forms; it also ends at 2048
// positions, and begins with the last 7 of the block before, so that eight words in a row always lie in one
// block.
//
// The register (record_register.cc) says in which blocks a form stands.
#include "engine/schema/record.h"

#include <algorithm>
#include <string_view>

#include "engine/schema/record_blocks.h"
#include "engine/schema/record_register.h"

namespace pressmark {

using namespace record_layout;

namespace {

constexpr uint32_t kFilterBitsPerPosition = 2;
constexpr uint8_t kFilterBitsLog2Min = 9;

/// Cuts a stream of forms into blocks and knows, within the current one, the distinct forms.
class BlockCutter {
 public:
  struct Scratch {
    std::vector<uint32_t>& stamp;  // by form: the generation in which it was last seen
    std::vector<uint8_t>& local;   // by form: its code in the current block
    uint32_t& generation;
  };
  BlockCutter(const std::vector<FormId>& forms, Scratch scratch) : forms_(forms), scratch_(scratch) {}

  /// Goes to the next block; false when there is none.
  bool next() {
    if (end_ == forms_.size()) return false;
    fresh_ = end_;
    begin_ = end_ - std::min<size_t>(kOverlapTokens, end_);
    const size_t end_max = std::min(forms_.size(), begin_ + kBlockTokensMax);
    distinct_.clear();
    if (++scratch_.generation == 0) {
      std::fill(scratch_.stamp.begin(), scratch_.stamp.end(), 0);
      scratch_.generation = 1;
    }
    for (end_ = begin_; end_ < end_max; ++end_) {
      if (!admit(forms_[end_])) break;
    }
    return true;
  }
  size_t codes_count() const { return end_ - begin_; }
  /// The first position that the blocks before do not have.
  size_t fresh_begin() const { return fresh_; }
  std::span<const FormId> distinct() const { return distinct_; }

  void append_to(std::string& bytes) {
    std::sort(distinct_.begin(), distinct_.end());
    bytes += static_cast<char>(distinct_.size());
    std::string deltas;
    FormId before = kCommonForms - 1;
    for (size_t i = 0; i < distinct_.size(); ++i) {
      const FormId form = distinct_[i];
      scratch_.local[form] = static_cast<uint8_t>(kCommonForms + i);
      if (i > 0 && i % kSampleInterval == 0) {
        append_u24(bytes, form);
        append_u16(bytes, static_cast<uint16_t>(deltas.size()));
      } else {
        append_varint(deltas, form - before - 1);
      }
      before = form;
    }
    bytes += deltas;
    for (size_t i = begin_; i < end_; ++i) bytes += static_cast<char>(code_of(forms_[i]));
  }

 private:
  /// Counts a form in; false if the block has no room for it.
  bool admit(FormId form) {
    if (form == kFieldBreak || form < kCommonForms) return true;
    ENGINE_CHECK(form <= kFormIdMax);
    if (form >= scratch_.stamp.size()) {
      const size_t size = std::max<size_t>(size_t{form} + 1, scratch_.stamp.size() * 2);
      scratch_.stamp.resize(size);
      scratch_.local.resize(size);
    }
    if (scratch_.stamp[form] == scratch_.generation) return true;
    if (distinct_.size() == kLocalFormsMax) return false;
    scratch_.stamp[form] = scratch_.generation;
    distinct_.push_back(form);
    return true;
  }
  uint8_t code_of(FormId form) const {
    if (form == kFieldBreak) return kBreakCode;
    return form < kCommonForms ? static_cast<uint8_t>(form) : scratch_.local[form];
  }

  const std::vector<FormId>& forms_;
  Scratch scratch_;
  std::vector<FormId> distinct_;
  size_t fresh_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
};

std::string encode_roles(const RecordContent& content, RegisterContent& of_record) {
  std::string bytes;
  size_t begin = 0;
  for (const Role& role : content.roles) {
    const auto run = static_cast<size_t>(&role - content.roles.data());
    if (run > 0 && run % kRegisterInterval == 0) {
      append_sample(of_record.runs,
                    {static_cast<TermPosition>(begin), static_cast<uint32_t>(bytes.size()), 0});
    }
    const auto end = std::find(content.forms.begin() + begin, content.forms.end(), kFieldBreak);
    const size_t positions = static_cast<size_t>(end - content.forms.begin()) - begin;
    append_varint(bytes, positions << 3 | static_cast<size_t>(role));
    begin += positions + 1;
    ENGINE_CHECK((&role == &content.roles.back()) == (end == content.forms.end()));
  }
  ENGINE_CHECK(!content.roles.empty() || content.forms.empty());
  return bytes;
}

std::string encode_compounds(const RecordContent& content, RegisterContent& of_record) {
  std::string bytes;
  TermPosition before = 0;
  for (const CompoundPosting& compound : content.compounds) {
    const uint32_t index = of_record.compounds_count++;
    if (index > 0 && index % kRegisterInterval == 0)
      append_sample(of_record.compounds, {before, static_cast<uint32_t>(bytes.size()), 0});
    of_record.compound_listings.push_back({compound.form, index / kRegisterInterval});
    ENGINE_CHECK(compound.position >= before && compound.position < content.forms.size());
    ENGINE_CHECK(compound.form <= kFormIdMax);
    append_varint(bytes, compound.position - before);
    append_varint(bytes, compound.form);
    before = compound.position;
  }
  return bytes;
}

std::string encode_parts(const RecordContent& content) {
  std::string bytes;
  TermPosition before = 0;
  for (const RecordPart& part : content.parts) {
    ENGINE_CHECK((&part == &content.parts.front() || part.begin > before) &&
                 part.begin < content.forms.size());
    append_varint(bytes, part.begin - before);
    bytes += static_cast<char>(part.kind);
    before = part.begin;
  }
  return bytes;
}

std::string encode_filter(const std::vector<FormId>& forms, uint8_t bits_log2,
                          const RecordEncoder::PrimaryTerm& primary_term) {
  std::string bits((size_t{1} << bits_log2) / 8, '\0');
  bool has_before = false;
  TermId before = 0;
  for (const FormId form : forms) {
    if (form == kFieldBreak) {
      has_before = false;
      continue;
    }
    const TermId term = primary_term(form);
    if (has_before) {
      const uint32_t bit = pair_bit(before, term, bits_log2);
      bits[bit >> 3] = static_cast<char>(static_cast<uint8_t>(bits[bit >> 3]) | 1u << (bit & 7));
    }
    before = term;
    has_before = true;
  }
  return bits;
}

}  // namespace

std::string RecordEncoder::encode(const RecordContent& content, const PrimaryTerm& primary_term) {
  std::string directory, blocks;
  RegisterContent of_record;
  uint32_t& blocks_count = of_record.blocks_count;
  BlockCutter cutter(content.forms, {stamp_, local_, generation_});
  while (cutter.next()) {
    if (blocks_count > 0 && blocks_count % kRegisterInterval == 0) {
      append_sample(of_record.blocks,
                    {static_cast<TermPosition>(cutter.fresh_begin()), static_cast<uint32_t>(directory.size()),
                     static_cast<uint32_t>(blocks.size())});
    }
    for (const FormId form : cutter.distinct()) of_record.block_listings.push_back({form, blocks_count});
    const size_t blocks_bytes_before = blocks.size();
    cutter.append_to(blocks);
    append_varint(directory, blocks.size() - blocks_bytes_before);
    append_varint(directory, cutter.codes_count());
    ++blocks_count;
  }
  const std::string roles = encode_roles(content, of_record);
  const std::string compounds = encode_compounds(content, of_record);
  const std::string parts = encode_parts(content);

  std::string record;
  for (const size_t value :
       {content.forms.size(), size_t{of_record.blocks_count}, roles.size(), compounds.size(), parts.size()}) {
    append_varint(record, value);
  }
  if (blocks_count <= 1) return record + roles + compounds + parts + blocks;

  uint8_t bits_log2 = kFilterBitsLog2Min;
  while (size_t{1} << bits_log2 < kFilterBitsPerPosition * content.forms.size()) ++bits_log2;
  record += static_cast<char>(bits_log2);
  append_varint(record, directory.size());
  std::string of_long;
  if (blocks_count >= kRegisterBlocksMin) {
    of_long = encode_register(std::move(of_record));
    append_varint(record, of_long.size());
  }
  record += roles;
  record += compounds;
  record += parts;
  record += encode_filter(content.forms, bits_log2, primary_term);
  record += directory;
  record += of_long;
  record += blocks;
  return record;
}

}  // namespace pressmark
