// Reading side of RecordView; the encoding is described in record.cc.
#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

#include "engine/schema/record.h"
#include "engine/schema/record_blocks.h"

namespace pressmark {

using namespace record_layout;

namespace {

constexpr uint8_t kFilterBitsLog2Least = 3;
constexpr uint8_t kFilterBitsLog2Most = 31;

Error corrupt(std::string what) {
  return {ErrorCode::kCorrupt, "the positional record is damaged: " + std::move(what) + "; rebuild the index",
          "records.dat"};
}

/// Which codes of a block stand for a wanted form.
class WantedCodes {
 public:
  /// `forms` rise.
  explicit WantedCodes(std::span<const FormId> forms) : forms_(forms) {}

  /// Looks the forms up in a block; false if none can be there.
  bool look_up(const RecordBlock& block) {
    codes_.fill(kFieldBreak);
    codes_count_ = 0;
    FormFinder finder(block.directory);
    for (const FormId form : forms_) {
      uint8_t code = 0;
      if (!finder.find(form, code)) continue;
      codes_[code] = form;
      only_code_ = code;
      ++codes_count_;
    }
    return codes_count_ > 0;
  }

  /// Appends the places in the block and in `range`, which it meets, except those in the block before, until
  /// `found` has `limit`.
  void scan(const RecordBlock& block, PositionRange range, size_t limit,
            std::vector<Occurrence>& found) const {
    const uint8_t* const begin = block.codes.data();
    const size_t first =
        std::max<size_t>(block.overlap, range.begin > block.position ? range.begin - block.position : 0);
    const uint8_t* const end = begin + std::min<size_t>(block.codes.size(), range.end - block.position);
    for (const uint8_t* at = begin + first; at < end && found.size() < limit; ++at) {
      if (codes_count_ == 1) {
        at = static_cast<const uint8_t*>(std::memchr(at, only_code_, static_cast<size_t>(end - at)));
        if (at == nullptr) return;
      } else {
        while (at != end && codes_[*at] == kFieldBreak) ++at;
        if (at == end) return;
      }
      found.push_back({block.position + static_cast<TermPosition>(at - begin), codes_[*at]});
    }
  }

 private:
  std::span<const FormId> forms_;
  std::array<FormId, 256> codes_;  // kFieldBreak: not wanted
  uint32_t codes_count_ = 0;
  uint8_t only_code_ = 0;
};

/// The forms of a block in place of its codes, without what the block before has; false if a code has no
/// form.
bool append_forms(const RecordBlock& block, std::vector<FormId>& distinct, std::vector<FormId>& forms) {
  if (!block.directory.list(distinct)) return false;
  for (const uint8_t code : block.codes.subspan(block.overlap)) {
    if (code == kBreakCode) {
      forms.push_back(kFieldBreak);
    } else if (code < kCommonForms) {
      forms.push_back(code);
    } else if (code - kCommonForms < distinct.size()) {
      forms.push_back(distinct[code - kCommonForms]);
    } else {
      return false;
    }
  }
  return true;
}

/// Goes through the compounds in order, from a sample on.
class CompoundReader {
 public:
  CompoundReader(std::span<const uint8_t> bytes, uint32_t length, const RegisterSample& from = {})
      : reader_(bytes), length_(length), position_(std::min(from.position, length)) {
    reader_.bytes(from.offset);
  }

  /// False after the last one, and at one that cannot be.
  bool next(CompoundPosting& posting) {
    if (reader_.remaining() == 0) return false;
    const uint32_t delta = reader_.varint32();
    posting.form = reader_.varint32();
    if (!reader_.ok() || delta >= length_ - position_ || posting.form > kFormIdMax) {
      reader_.fail();
      return false;
    }
    position_ += delta;
    posting.position = position_;
    return true;
  }
  bool complete() const { return reader_.finished(); }

 private:
  ByteReader reader_;
  uint32_t length_;
  TermPosition position_;
};

/// Goes through the runs in order, from a sample on.
class RunReader {
 public:
  RunReader(std::span<const uint8_t> bytes, uint32_t length, const RegisterSample& from = {})
      : reader_(bytes), length_(length), begin_(from.position) {
    reader_.bytes(from.offset);
  }

  /// False after the last one, and at one that cannot be.
  bool next(RoleRun& run) {
    if (begin_ > length_ || reader_.remaining() == 0) return false;
    const uint32_t value = reader_.varint32();
    const uint32_t positions = value >> 3;
    if (!reader_.ok() || positions > length_ - begin_) return false;
    run = {static_cast<Role>(value & 7), begin_, begin_ + positions};
    begin_ += positions + 1;
    return true;
  }
  TermPosition position() const { return begin_; }

 private:
  ByteReader reader_;
  uint32_t length_;
  TermPosition begin_;
};

/// Whether the field breaks stand exactly between the runs.
bool runs_match(const std::vector<RoleRun>& runs, const std::vector<FormId>& forms) {
  for (const RoleRun& run : runs) {
    const auto found = std::find(forms.begin() + run.begin, forms.end(), kFieldBreak);
    if (static_cast<size_t>(found - forms.begin()) != run.end) return false;
  }
  return runs.empty() ? forms.empty() : runs.back().end == forms.size();
}

}  // namespace

Result<RecordView> RecordView::open(std::span<const uint8_t> bytes) {
  RecordView view;
  view.bytes_ = bytes;
  ByteReader reader(bytes);
  view.length_ = reader.varint32();
  view.blocks_count_ = reader.varint32();
  const uint32_t roles_bytes = reader.varint32();
  const uint32_t compounds_bytes = reader.varint32();
  const uint32_t parts_bytes = reader.varint32();
  uint32_t directory_bytes = 0, register_bytes = 0;
  size_t filter_bytes = 0;
  if ((view.blocks_count_ == 0) != (view.length_ == 0) || view.blocks_count_ > view.length_) {
    return corrupt("its number of blocks cannot be");
  }
  if (view.blocks_count_ > 1) {
    view.filter_bits_log2_ = reader.u8();
    directory_bytes = reader.varint32();
    if (view.blocks_count_ >= kRegisterBlocksMin) register_bytes = reader.varint32();
    if (view.filter_bits_log2_ < kFilterBitsLog2Least || view.filter_bits_log2_ > kFilterBitsLog2Most) {
      return corrupt("its pair filter has a size that cannot be");
    }
    filter_bytes = (size_t{1} << view.filter_bits_log2_) / 8;
  }
  view.roles_ = reader.bytes(roles_bytes);
  view.compounds_ = reader.bytes(compounds_bytes);
  view.parts_ = reader.bytes(parts_bytes);
  view.filter_ = reader.bytes(filter_bytes);
  view.directory_ = reader.bytes(directory_bytes);
  view.register_ = reader.bytes(register_bytes);
  if (!reader.ok()) return corrupt("it ends before its sections do");
  view.blocks_ = reader.bytes(reader.remaining());
  if (view.blocks_.size() < view.length_) return corrupt("it has fewer bytes than positions");
  return view;
}

std::vector<RoleRun> RecordView::runs() const {
  std::vector<RoleRun> runs;
  RunReader reader(roles_, length_);
  for (RoleRun run; reader.next(run);) runs.push_back(run);
  return runs;
}

std::vector<RoleRun> RecordView::runs_at(std::span<const TermPosition> positions) const {
  std::vector<RoleRun> runs;
  runs.reserve(positions.size());
  const auto long_one = long_register();
  const RegisterSamples samples = long_one ? long_one->runs : RegisterSamples();
  RunReader reader(roles_, length_);
  RoleRun run;
  bool more = true;
  for (const TermPosition position : positions) {
    if (const size_t sampled = samples.count_until(position);
        sampled > 0 && samples[sampled - 1].position > reader.position()) {
      reader = RunReader(roles_, length_, samples[sampled - 1]);
    }
    while (more && run.end <= position) more = reader.next(run);
    runs.push_back(run.begin <= position && position < run.end ? run : RoleRun{});
  }
  return runs;
}

BlockSections RecordView::sections() const {
  return {length_, blocks_count_, directory_, blocks_};
}

std::optional<Register> RecordView::long_register() const {
  if (register_.empty()) return std::nullopt;
  return open_register(register_);
}

std::vector<CompoundPosting> RecordView::compounds() const {
  std::vector<CompoundPosting> postings;
  CompoundReader reader(compounds_, length_);
  for (CompoundPosting posting; reader.next(posting);) postings.push_back(posting);
  return postings;
}

std::vector<PartRun> RecordView::parts() const {
  std::vector<PartRun> parts;
  ByteReader reader(parts_);
  TermPosition begin = 0;
  while (reader.remaining() > 0) {
    const uint32_t delta = reader.varint32();
    const uint8_t kind = reader.u8();
    const bool rises = delta > 0 || parts.empty();
    if (!reader.ok() || !rises || delta >= length_ - begin || kind > static_cast<uint8_t>(kPartKindLast))
      break;
    begin += delta;
    if (!parts.empty()) parts.back().end = begin;
    parts.push_back({begin, length_, static_cast<PartKind>(kind)});
  }
  return parts;
}

bool RecordView::may_have_pair(TermId first, TermId second) const {
  if (filter_.empty()) return true;
  const uint32_t bit = pair_bit(first, second, filter_bits_log2_);
  return (filter_[bit >> 3] >> (bit & 7) & 1) != 0;
}

void RecordView::words_at(std::span<const FormId> forms, size_t limit, PositionRange range,
                          std::vector<Occurrence>& found) const {
  BlockSections in = sections();
  std::optional<std::vector<uint32_t>> listed;
  uint32_t first = 0;
  if (const auto long_one = long_register()) {
    in.samples = long_one->blocks;
    first = static_cast<uint32_t>(in.samples.count_until(range.begin)) * kRegisterInterval;
    if (forms.front() >= kCommonForms) listed = items_of(long_one->block_lists, forms);
  }
  WantedCodes wanted(forms);
  BlockReader blocks(in);
  RecordBlock block;
  // False when nothing more can come.
  const auto look = [&] {
    if (found.size() >= limit || !blocks.next(block) || block.position >= range.end) return false;
    if (block.position + block.codes.size() > range.begin && wanted.look_up(block))
      wanted.scan(block, range, limit, found);
    return true;
  };
  if (!listed) {
    blocks.skip_to(first);
    while (look()) {
    }
    return;
  }
  for (const uint32_t index : *listed) {
    if (index < first) continue;
    blocks.skip_to(index);
    if (!look()) return;
  }
}

void RecordView::compounds_at(std::span<const FormId> forms, size_t limit, PositionRange range,
                              std::vector<Occurrence>& found) const {
  const auto read = [&](CompoundReader reader, size_t count_max) {
    CompoundPosting posting;
    for (; count_max > 0 && found.size() < limit && reader.next(posting); --count_max) {
      if (posting.position >= range.end) return;
      if (posting.position >= range.begin && std::binary_search(forms.begin(), forms.end(), posting.form)) {
        found.push_back({posting.position, posting.form});
      }
    }
  };
  const auto long_one = long_register();
  const auto listed = long_one ? items_of(long_one->compound_lists, forms) : std::nullopt;
  if (!listed) return read(CompoundReader(compounds_, length_), SIZE_MAX);
  for (const uint32_t item : *listed) {
    if (item > long_one->compounds.size()) return;
    const RegisterSample from = item == 0 ? RegisterSample{} : long_one->compounds[item - 1];
    if (from.position >= range.end || found.size() == limit) return;
    read(CompoundReader(compounds_, length_, from), kRegisterInterval);
  }
}

std::vector<Occurrence> RecordView::occurrences(std::span<const FormId> forms, size_t limit,
                                                PositionRange range) const {
  std::vector<Occurrence> words, wholes, found;
  range.end = std::min(range.end, length_);
  if (forms.empty() || limit == 0 || range.begin >= range.end) return words;
  words_at(forms, limit, range, words);
  // Beyond the last word that fits no compound does.
  if (words.size() == limit) range.end = words.back().position + 1;
  compounds_at(forms, limit, range, wholes);
  if (wholes.empty()) return words;
  // A compound comes before the word at its position, as the analyser gives them.
  std::merge(wholes.begin(), wholes.end(), words.begin(), words.end(), std::back_inserter(found),
             [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
  if (found.size() > limit) found.resize(limit);
  return found;
}

Result<RecordContent> RecordView::decode() const {
  RecordContent content;
  content.forms.reserve(length_);
  std::vector<FormId> distinct;
  BlockReader blocks(sections());
  for (RecordBlock block; blocks.next(block);) {
    if (!append_forms(block, distinct, content.forms))
      return corrupt("a block names a form it does not list");
  }
  if (!blocks.complete()) return corrupt("its blocks do not add up");

  const std::vector<RoleRun> role_runs = runs();
  if (!runs_match(role_runs, content.forms)) {
    return corrupt("its runs do not end at its field breaks");
  }
  for (const RoleRun& run : role_runs) content.roles.push_back(run.role);
  CompoundReader reader(compounds_, length_);
  for (CompoundPosting posting; reader.next(posting);) content.compounds.push_back(posting);
  if (!reader.complete()) return corrupt("a compound is not at a word");
  for (const PartRun& part : parts()) content.parts.push_back({part.begin, part.kind});
  return content;
}

}  // namespace pressmark
