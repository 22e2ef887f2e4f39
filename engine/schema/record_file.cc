// records.dat holds the records one after the other. records.idx holds, for each document id from 0, where
// its record ends as a little-endian u64; a record begins where the one before it ends, and a document
// without a record ends where it begins. So the last offset is the size of records.dat.
#include <cerrno>
#include <system_error>

#include "engine/schema/bytes.h"
#include "engine/schema/mapped_file.h"
#include "engine/schema/record.h"

namespace pressmark {

namespace {

constexpr size_t kOffsetBytes = 8;

std::string data_path(const std::string& directory) {
  return directory + "/records.dat";
}
std::string index_path(const std::string& directory) {
  return directory + "/records.idx";
}

uint64_t offset_at(std::span<const uint8_t> bytes, size_t index) {
  return load_u64(bytes.subspan(index * kOffsetBytes, kOffsetBytes).data());
}

/// The last offset in a file, 0 if it is empty. Throws std::system_error.
uint64_t last_offset(const std::string& path) {
  const Result<MappedFile> file = MappedFile::open(path);
  if (!file.ok()) throw std::system_error(EIO, std::generic_category(), file.error().message);
  const size_t count = file.value().bytes().size() / kOffsetBytes;
  return count == 0 ? 0 : offset_at(file.value().bytes(), count - 1);
}

}  // namespace

struct RecordWriter::State {
  explicit State(const std::string& directory)
      : data(data_path(directory), AppendFile::Start::kAtEnd),
        index(index_path(directory), AppendFile::Start::kAtEnd) {}
  AppendFile data, index;
};

RecordWriter::RecordWriter(const std::string& directory) : state_(std::make_unique<State>(directory)) {
  AppendFile& index = state_->index;
  if (index.size() % kOffsetBytes != 0 || state_->data.size() != last_offset(index_path(directory))) {
    throw std::system_error(
        EIO, std::generic_category(),
        index_path(directory) + " and records.dat do not fit each other; rebuild the index");
  }
  if (index.size() == 0) {
    std::string document_zero;
    append_u64(document_zero, 0);
    index.append(document_zero);
  }
}

RecordWriter::~RecordWriter() = default;

void RecordWriter::append(uint32_t docid, const std::string& record) {
  const uint64_t next_docid = state_->index.size() / kOffsetBytes;
  ENGINE_CHECK(docid >= next_docid);
  ENGINE_CHECK(!record.empty());
  std::string offsets;
  for (uint64_t skipped = next_docid; skipped < docid; ++skipped) append_u64(offsets, state_->data.size());
  state_->data.append(record);
  append_u64(offsets, state_->data.size());
  state_->index.append(offsets);
}

void RecordWriter::flush() {
  state_->data.flush();
  state_->index.flush();
}

struct RecordFile::State {
  std::string index_path;
  MappedFile data, index;
};

RecordFile::RecordFile() : state_(std::make_unique<State>()) {}
RecordFile::~RecordFile() = default;

Result<std::shared_ptr<const RecordFile>> RecordFile::open(const std::string& directory) {
  Result<MappedFile> data = MappedFile::open(data_path(directory));
  if (!data.ok()) return data.error();
  Result<MappedFile> index = MappedFile::open(index_path(directory));
  if (!index.ok()) return index.error();

  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::kCorrupt, index_path(directory) + " " + what + "; rebuild the index",
                 index_path(directory)};
  };
  const std::span<const uint8_t> offsets = index.value().bytes();
  if (offsets.size() % kOffsetBytes != 0) return corrupt("ends within an offset");
  uint64_t before = 0;
  for (size_t i = 0; i < offsets.size() / kOffsetBytes; ++i) {
    const uint64_t offset = offset_at(offsets, i);
    if (offset < before) return corrupt("has offsets that do not rise");
    before = offset;
  }
  if (before != data.value().bytes().size()) return corrupt("does not end where records.dat does");

  struct Opened : RecordFile {};  // lets make_shared at the constructor
  const auto file = std::make_shared<Opened>();
  *file->state_ = {index_path(directory), std::move(data).value(), std::move(index).value()};
  return std::shared_ptr<const RecordFile>(file);
}

void RecordFile::release() const {
  state_->data.release();
}

Result<RecordView> RecordFile::record(uint32_t docid) const {
  const std::span<const uint8_t> offsets = state_->index.bytes();
  const std::span<const uint8_t> data = state_->data.bytes();
  if (docid > 0 && docid < offsets.size() / kOffsetBytes) {
    const uint64_t begin = offset_at(offsets, docid - 1);
    const uint64_t end = offset_at(offsets, docid);
    // Checked when the file was opened, but what is mapped can change.
    if (begin < end && end <= data.size()) return RecordView::open(data.subspan(begin, end - begin));
  }
  return Error{ErrorCode::kCorrupt,
               "there is no positional record of document " + std::to_string(docid) + "; rebuild the index",
               state_->index_path};
}

}  // namespace pressmark
