// text.idx   a little-endian u64 for each document id from 1: where the document begins in text.dat; 0 for
// none text.dict  a zstd dictionary; empty as long as there was too little text to train one text.dat   eight
// bytes of magic, then documents. A document is
//   varint     2 * number of frames, + 1 if they need the dictionary
//   varint     bytes of the directory
//   samples    for every kSampleFrames-th frame but the first: u32 its position, u32 where it is in the
//   directory, u32
//              where among the frames; so that what it costs to read one frame does not grow with the
//              document
//   directory  for each frame: varint position of its first block, less that of the frame before; varint
//   bytes
//              compressed; varint bytes raw
//   frames     zstd, with a checksum, without the sizes and names that the directory makes needless
// The raw bytes of a frame are described in text_frame.cc.
#include "engine/schema/text_store.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <new>
#include <optional>
#include <utility>

#include "engine/schema/bytes.h"
#include "engine/schema/mapped_file.h"
#include "engine/schema/text_format.h"
#include "engine/schema/text_frame.h"

namespace pressmark {
namespace {

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

ZSTD_DCtx* context_of_thread() {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context{ZSTD_createDCtx()};
  if (!context) throw std::bad_alloc();
  return context.get();
}

struct Frame {
  uint32_t position = 0;
  std::span<const uint8_t> bytes;  // compressed
  size_t raw_bytes = 0;
};

/// The frames of one document, from one of them on.
class FrameList {
 public:
  /// Nothing is read yet but the header; `bytes` begin with the document and may go on after it.
  explicit FrameList(std::span<const uint8_t> bytes) : directory_({}), data_({}) {
    ByteReader reader(bytes);
    const uint64_t frames = reader.varint();
    uses_dictionary_ = (frames & 1) != 0;
    frames_left_ = frames >> 1;
    const uint64_t directory_bytes = reader.varint(bytes.size());
    // No frame has less than three bytes of directory, so the number is bounded before it is multiplied.
    ok_ = reader.ok() && frames_left_ > 0 && frames_left_ <= directory_bytes / 3;
    if (!ok_) return;
    samples_ = reader.bytes((frames_left_ - 1) / kSampleFrames * kSampleBytes);
    directory_bytes_ = reader.bytes(directory_bytes);
    data_bytes_ = reader.bytes(reader.remaining());
    directory_ = ByteReader(directory_bytes_);
    data_ = ByteReader(data_bytes_);
    ok_ = reader.ok() && directory_bytes_.size() == directory_bytes;
  }

  bool ok() const { return ok_; }
  bool uses_dictionary() const { return uses_dictionary_; }

  /// Goes near the last frame that begins at or before `position`, never behind it. Call it before `next`.
  void skip_to(uint32_t position) {
    size_t low = 0;  // samples known to be at or before the position
    for (size_t high = samples_.size() / kSampleBytes; low < high;) {
      const size_t middle = low + (high - low) / 2;
      if (load_u32(&samples_[middle * kSampleBytes]) <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) return;
    const uint8_t* const sample = &samples_[(low - 1) * kSampleBytes];
    directory_.bytes(load_u32(sample + 4));
    data_.bytes(load_u32(sample + 8));
    frames_left_ -= low * kSampleFrames;
    position_ = load_u32(sample);
    at_sample_ = true;
  }

  /// The next frame; false at the end, or at damage, after which `ok()` is false.
  bool next(Frame& frame) {
    if (frames_left_ == 0) ok_ = ok_ && directory_.finished();
    if (!ok_ || frames_left_ == 0) return false;
    --frames_left_;
    const uint32_t step = directory_.varint32();
    if (!at_sample_) position_ += step;
    at_sample_ = false;
    const uint64_t compressed_bytes = directory_.varint();
    frame.position = position_;
    frame.raw_bytes = directory_.varint(kFrameRawBytesMax);
    frame.bytes = data_.bytes(compressed_bytes);
    ok_ = directory_.ok() && data_.ok();
    return ok_;
  }

 private:
  std::span<const uint8_t> samples_, directory_bytes_, data_bytes_;
  ByteReader directory_, data_;
  uint64_t frames_left_ = 0;
  uint32_t position_ = 0;
  bool at_sample_ = false;  // position_ is that of the next frame already
  bool uses_dictionary_ = false;
  bool ok_ = false;
};

}  // namespace

struct TextFile::State {
  std::filesystem::path directory;
  MappedFile text, index;
  std::unique_ptr<ZSTD_DDict, FreeContext> dictionary;

  Error corrupt(std::string_view name, const std::string& what) const {
    const std::string path = directory / name;
    return {ErrorCode::kCorrupt,
            path + ": " + what +
                "; go back with: indexer rollback, or make the index again with: indexer rebuild",
            path};
  }
  Error corrupt(uint32_t docid) const {
    return corrupt(kTextName, "the text of document " + std::to_string(docid) + " is damaged");
  }

  /// Where a document begins; 0 if it has no text.
  uint64_t offset(uint32_t docid) const {
    const auto entries = index.bytes();
    if (docid == 0 || docid > entries.size() / sizeof(uint64_t)) return 0;
    return load_u64(&entries[(docid - size_t{1}) * sizeof(uint64_t)]);
  }
  bool read(const Frame& frame, bool uses_dictionary, std::vector<StoredBlock>& blocks) const;
};

bool TextFile::State::read(const Frame& frame, bool uses_dictionary, std::vector<StoredBlock>& blocks) const {
  thread_local std::array<uint8_t, kFrameRawBytesMax> raw;
  if (uses_dictionary && !dictionary) return false;
  const size_t size =
      ZSTD_decompress_usingDDict(context_of_thread(), raw.data(), frame.raw_bytes, frame.bytes.data(),
                                 frame.bytes.size(), uses_dictionary ? dictionary.get() : nullptr);
  if (ZSTD_isError(size) || size != frame.raw_bytes) return false;
  return decode_frame(std::span(raw).first(size), blocks);
}

TextFile::TextFile() : state_(std::make_unique<State>()) {}
TextFile::~TextFile() = default;

Result<std::shared_ptr<const TextFile>> TextFile::open(const std::string& directory) {
  struct Opened : TextFile {};  // std::make_shared cannot reach the private constructor itself
  const auto opened = std::make_shared<Opened>();
  State& state = *opened->state_;
  state.directory = directory;
  auto text = MappedFile::open(state.directory / kTextName);
  if (!text.ok()) return text.error();
  auto index = MappedFile::open(state.directory / kTextIndexName);
  if (!index.ok()) return index.error();
  const auto dictionary = MappedFile::open(state.directory / kTextDictionaryName);
  if (!dictionary.ok()) return dictionary.error();
  state.text = std::move(text).value();
  state.index = std::move(index).value();
  if (!as_text(state.text.bytes()).starts_with(kTextMagic))
    return state.corrupt(kTextName, "it is not a text file");
  if (state.index.bytes().size() % sizeof(uint64_t) != 0)
    return state.corrupt(kTextIndexName, "it is cut short");
  if (const auto bytes = dictionary.value().bytes(); !bytes.empty()) {
    state.dictionary.reset(ZSTD_createDDict(bytes.data(), bytes.size()));
    if (!state.dictionary) return state.corrupt(kTextDictionaryName, "it is not a dictionary");
  }
  return std::shared_ptr<const TextFile>(opened);
}

void TextFile::release() const {
  state_->text.release();
}

Result<std::vector<StoredBlock>> TextFile::frame_at(uint32_t docid, uint32_t position) const {
  std::vector<StoredBlock> blocks;
  const uint64_t offset = state_->offset(docid);
  if (offset == 0) return blocks;
  if (offset > state_->text.bytes().size()) return state_->corrupt(docid);
  FrameList frames(state_->text.bytes().subspan(offset));
  frames.skip_to(position);
  std::optional<Frame> wanted;
  for (Frame frame; frames.next(frame) && frame.position <= position;) wanted = frame;
  if (!frames.ok()) return state_->corrupt(docid);
  if (!wanted) return blocks;
  if (!state_->read(*wanted, frames.uses_dictionary(), blocks)) return state_->corrupt(docid);
  const auto holds = [position](const StoredBlock& block) {
    return position >= block.position && position - block.position < block.positions_count;
  };
  if (std::none_of(blocks.begin(), blocks.end(), holds)) blocks.clear();
  return blocks;
}

Result<std::vector<StoredBlock>> TextFile::blocks(uint32_t docid) const {
  std::vector<StoredBlock> blocks;
  const uint64_t offset = state_->offset(docid);
  if (offset == 0) return blocks;
  if (offset > state_->text.bytes().size()) return state_->corrupt(docid);
  FrameList frames(state_->text.bytes().subspan(offset));
  for (Frame frame; frames.next(frame);) {
    if (!state_->read(frame, frames.uses_dictionary(), blocks)) return state_->corrupt(docid);
  }
  if (!frames.ok()) return state_->corrupt(docid);
  return blocks;
}

}  // namespace pressmark
