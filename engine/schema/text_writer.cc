// TextWriter. The files are described in text_store.cc.
#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/schema/bytes.h"
#include "engine/schema/mapped_file.h"
#include "engine/schema/text_format.h"
#include "engine/schema/text_frame.h"
#include "engine/schema/text_store.h"

namespace pressmark {
namespace {

constexpr int kLevel = 3;
constexpr size_t kDictionaryBytesMax = 64u << 10;
/// With less than this, what a dictionary saves would not make up for the dictionary.
constexpr size_t kTrainingBytesMin = 256u << 10;
/// A dictionary is at most this share of what it is trained on.
constexpr size_t kTrainingShare = 32;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
};

[[noreturn]] void refuse(const std::filesystem::path& path, const char* what) {
  throw std::system_error(std::make_error_code(std::errc::bad_message),
                          path.string() + " " + what + "; make the index again with: indexer rebuild");
}

std::string read_file(const std::filesystem::path& path) {
  const auto file = MappedFile::open(path);
  if (!file.ok()) {
    throw std::system_error(std::make_error_code(std::errc::io_error), file.error().message);
  }
  return std::string(as_text(file.value().bytes()));
}

struct HeldDocument {
  uint32_t docid = 0;
  std::vector<RawFrame> frames;
};

/// A dictionary for frames like these, each a sample; empty when they are too few for one.
std::string train(const std::vector<HeldDocument>& documents) {
  std::string samples;
  std::vector<size_t> sizes;
  for (const HeldDocument& document : documents) {
    for (const RawFrame& frame : document.frames) {
      if (samples.size() + frame.bytes.size() > TextWriter::kTrainingBytes) break;
      samples.append(frame.bytes);
      sizes.push_back(frame.bytes.size());
    }
  }
  if (samples.size() < kTrainingBytesMin) return {};
  std::string dictionary(std::min(kDictionaryBytesMax, samples.size() / kTrainingShare), '\0');
  const size_t size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(),
                                            sizes.data(), static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size)) return {};  // zstd finds them too alike or too few: do without
  dictionary.resize(size);
  return dictionary;
}

}  // namespace

struct TextWriter::State {
  explicit State(const std::filesystem::path& directory);

  void use(const std::string& bytes);
  void settle();
  void write(const HeldDocument& document);
  std::string_view compress(const std::string& raw);

  std::filesystem::path dictionary_path;
  AppendFile text, index;
  uint32_t docid_last = 0;
  bool holding = false;  // until there is a dictionary
  std::vector<HeldDocument> held;
  size_t held_bytes = 0;
  std::unique_ptr<ZSTD_CCtx, FreeContext> context{ZSTD_createCCtx()};
  std::unique_ptr<ZSTD_CDict, FreeContext> dictionary;
  std::string compressed;
};

TextWriter::State::State(const std::filesystem::path& directory)
    : dictionary_path(directory / kTextDictionaryName),
      text(directory / kTextName, AppendFile::Start::kAtEnd),
      index(directory / kTextIndexName, AppendFile::Start::kAtEnd) {
  if (!context) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_dictIDFlag, 0);
  if (text.size() == 0 && index.size() == 0) {
    text.append(kTextMagic);
    text.flush();
    AppendFile(dictionary_path, AppendFile::Start::kEmpty);
  }
  const std::filesystem::path text_path = directory / kTextName;
  const auto start = MappedFile::open(text_path);
  if (!start.ok() || !as_text(start.value().bytes()).starts_with(kTextMagic))
    refuse(text_path, "is not a text file");
  if (index.size() % sizeof(uint64_t) != 0 || index.size() / sizeof(uint64_t) > UINT32_MAX) {
    refuse(directory / kTextIndexName, "is cut short");
  }
  docid_last = static_cast<uint32_t>(index.size() / sizeof(uint64_t));
  use(read_file(dictionary_path));
  holding = dictionary == nullptr;
}

void TextWriter::State::use(const std::string& bytes) {
  if (bytes.empty()) return;
  dictionary.reset(ZSTD_createCDict(bytes.data(), bytes.size(), kLevel));
  if (!dictionary || ZSTD_isError(ZSTD_CCtx_refCDict(context.get(), dictionary.get()))) {
    refuse(dictionary_path, "is not a dictionary");
  }
}

/// Trains a dictionary on what is held, if that is enough, and writes it all.
void TextWriter::State::settle() {
  if (holding) {
    const std::string bytes = train(held);
    if (!bytes.empty()) {
      AppendFile file(dictionary_path, AppendFile::Start::kEmpty);
      file.append(bytes);
      file.flush();
      use(bytes);
    }
    holding = bytes.empty() && held_bytes < kTrainingBytes;
  }
  for (const HeldDocument& document : held) write(document);
  held.clear();
  held_bytes = 0;
}

std::string_view TextWriter::State::compress(const std::string& raw) {
  compressed.resize(ZSTD_compressBound(raw.size()));
  const size_t size =
      ZSTD_compress2(context.get(), compressed.data(), compressed.size(), raw.data(), raw.size());
  if (ZSTD_isError(size)) throw std::bad_alloc();  // the only reason it has with room for the worst case
  return std::string_view(compressed).substr(0, size);
}

void TextWriter::State::write(const HeldDocument& document) {
  std::string samples, directory, frames;
  uint32_t position = 0;
  for (size_t i = 0; i < document.frames.size(); ++i) {
    const RawFrame& frame = document.frames[i];
    if (i > 0 && i % kSampleFrames == 0) {
      append_u32(samples, frame.position);
      append_u32(samples, static_cast<uint32_t>(directory.size()));
      append_u32(samples, static_cast<uint32_t>(frames.size()));
    }
    const std::string_view bytes = compress(frame.bytes);
    append_varint(directory, frame.position - position);
    append_varint(directory, bytes.size());
    append_varint(directory, frame.bytes.size());
    frames.append(bytes);
    position = frame.position;
  }
  ENGINE_CHECK(frames.size() <= UINT32_MAX);
  std::string header;
  append_varint(header, 2 * document.frames.size() + (dictionary ? 1 : 0));
  append_varint(header, directory.size());
  std::string entry((document.docid - docid_last - 1) * sizeof(uint64_t), '\0');
  append_u64(entry, text.size());
  index.append(entry);
  docid_last = document.docid;
  text.append(header);
  text.append(samples);
  text.append(directory);
  text.append(frames);
}

TextWriter::TextWriter(const std::string& directory) : state_(std::make_unique<State>(directory)) {}
TextWriter::~TextWriter() = default;

void TextWriter::append(uint32_t docid, const std::vector<StoredBlock>& blocks) {
  State& state = *state_;
  ENGINE_CHECK(docid > (state.held.empty() ? state.docid_last : state.held.back().docid));
  if (blocks.empty()) return;
  HeldDocument document{docid, encode_frames(blocks)};
  if (!state.holding) return state.write(document);
  for (const RawFrame& frame : document.frames) state.held_bytes += frame.bytes.size();
  state.held.push_back(std::move(document));
  if (state.held_bytes >= kTrainingBytes) state.settle();
}

void TextWriter::flush() {
  state_->settle();
  state_->text.flush();
  state_->index.flush();
}

}  // namespace pressmark
