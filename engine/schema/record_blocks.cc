#include "engine/schema/record_blocks.h"

#include <algorithm>

namespace pressmark::record_layout {

namespace {

/// A varint of at most 24 bits off the front of [next, end); most have two bytes. False if it does not fit.
inline bool read_delta(const uint8_t*& next, const uint8_t* end, uint32_t& delta) {
  if (end - next >= 2 && (next[0] < 0x80 || next[1] < 0x80)) {
    const uint32_t is_long = next[0] >> 7;
    delta = (next[0] & 0x7fu) | (is_long * next[1]) << 7;
    next += 1 + is_long;
    return true;
  }
  ByteReader reader({next, end});
  delta = static_cast<uint32_t>(reader.varint(kFormIdMax));
  next += reader.offset();
  return reader.ok();
}

}  // namespace

bool FormDirectory::open(std::span<const uint8_t> bytes) {
  if (bytes.empty() || bytes[0] > kLocalFormsMax) return false;
  size_ = bytes[0];
  samples_count_ = size_ == 0 ? 0 : (size_ - 1) / kSampleInterval;
  const size_t samples_bytes = size_t{samples_count_} * kSampleBytes;
  if (bytes.size() - 1 < samples_bytes) return false;
  samples_ = bytes.subspan(1, samples_bytes);
  deltas_ = bytes.subspan(1 + samples_bytes);
  return true;
}

FormId FormDirectory::sample_form(uint32_t sample) const {
  return load_u24(samples_.data() + size_t{sample} * kSampleBytes);
}

bool FormFinder::find(FormId form, uint8_t& code) {
  if (form < kCommonForms) {
    code = static_cast<uint8_t>(form);
    return true;
  }
  const uint8_t* const begin = directory_.deltas_.data();
  const uint8_t* const end = begin + directory_.deltas_.size();
  const uint32_t samples_before = samples_;
  while (samples_ < directory_.samples_count_ && directory_.sample_form(samples_) <= form) ++samples_;
  if (samples_ != samples_before) {
    const size_t offset = load_u16(directory_.samples_.data() + size_t{samples_ - 1} * kSampleBytes + 3);
    if (offset > directory_.deltas_.size()) return false;
    next_ = begin + offset;
    at_ = directory_.sample_form(samples_ - 1);
    index_ = samples_ * kSampleInterval + 1;
  }
  const uint32_t index_end = std::min(directory_.size_, (samples_ + 1) * kSampleInterval);
  while (at_ < form && index_ < index_end) {
    uint32_t delta = 0;
    if (!read_delta(next_, end, delta)) return false;
    at_ += delta + 1;
    ++index_;
  }
  code = static_cast<uint8_t>(kCommonForms + index_ - 1);
  return at_ == form;
}

bool FormDirectory::list(std::vector<FormId>& forms) const {
  forms.clear();
  ByteReader deltas(deltas_);
  FormId at = kCommonForms - 1;
  for (uint32_t index = 0; index < size_; ++index) {
    if (index > 0 && index % kSampleInterval == 0) {
      const FormId sampled = sample_form(index / kSampleInterval - 1);
      if (sampled <= at) return false;
      at = sampled;
    } else {
      if (at == kFormIdMax) return false;
      at += static_cast<FormId>(deltas.varint(kFormIdMax - at - 1)) + 1;
    }
    forms.push_back(at);
  }
  return deltas.finished();
}

void BlockReader::skip_to(uint32_t index) {
  // Samples begin with that of block kRegisterInterval.
  const size_t sampled = std::min<size_t>(index / kRegisterInterval, sections_.samples.size());
  if (sampled * kRegisterInterval > next_) {
    const RegisterSample sample = sections_.samples[sampled - 1];
    directory_ = ByteReader(sections_.directory);
    blocks_ = ByteReader(sections_.blocks);
    directory_.bytes(sample.offset);
    blocks_.bytes(sample.blocks_offset);
    position_ = sample.position;
    next_ = static_cast<uint32_t>(sampled * kRegisterInterval);
    damaged_ = damaged_ || position_ > sections_.length;
  }
  for (; next_ < index && !damaged_; ++next_) {
    const uint32_t bytes_count = directory_.varint32();
    const uint32_t codes_count = directory_.varint32();
    blocks_.bytes(bytes_count);
    const uint32_t overlap = std::min(kOverlapTokens, position_);
    damaged_ = !directory_.ok() || !blocks_.ok() || codes_count <= overlap ||
               codes_count - overlap > sections_.length - position_;
    if (!damaged_) position_ += codes_count - overlap;
  }
}

bool BlockReader::next(RecordBlock& block) {
  if (next_ >= sections_.blocks_count || damaged_) return false;
  ++next_;
  damaged_ = true;  // until everything below has been found in order
  const bool single = sections_.blocks_count == 1;
  const size_t bytes_count = single ? blocks_.remaining() : directory_.varint32();
  const uint32_t codes_count = single ? sections_.length : directory_.varint32();
  const std::span<const uint8_t> bytes = blocks_.bytes(bytes_count);
  if (!directory_.ok() || codes_count >= bytes.size()) return false;

  block.overlap = std::min(kOverlapTokens, position_);
  if (codes_count <= block.overlap || codes_count - block.overlap > sections_.length - position_)
    return false;
  block.position = position_ - block.overlap;
  block.codes = bytes.last(codes_count);
  if (!block.directory.open(bytes.first(bytes_count - codes_count))) return false;
  position_ += codes_count - block.overlap;
  damaged_ = false;
  return true;
}

bool BlockReader::complete() const {
  return !damaged_ && next_ == sections_.blocks_count && position_ == sections_.length &&
         directory_.finished() && blocks_.finished();
}

}  // namespace pressmark::record_layout
