#include "indexer/source/scratch_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "engine/result.h"
#include "indexer/source/nameless_file.h"

namespace pressmark {
namespace {

constexpr size_t kBufferBytes = 1u << 20;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

ScratchFile::ScratchFile(const std::filesystem::path& directory) : file_(open_nameless(directory)) {
  if (!file_.open()) fail("cannot make a file in " + directory.string());
}

uint64_t ScratchFile::append(std::string_view bytes) {
  const uint64_t offset = size();
  buffer_ += bytes;
  if (buffer_.size() >= kBufferBytes) flush();
  return offset;
}

void ScratchFile::flush() {
  for (size_t done = 0; done < buffer_.size();) {
    const ssize_t wrote = ::write(file_.get(), buffer_.data() + done, buffer_.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail("cannot write what was read; is the disk full?");
    done += static_cast<size_t>(wrote);
  }
  written_bytes_ += buffer_.size();
  // One document may be much larger than the buffer: that room is not kept for the rest of the run.
  buffer_.clear();
  if (buffer_.capacity() > 2 * kBufferBytes) buffer_.shrink_to_fit();
}

void ScratchFile::read(uint64_t offset, char* data, size_t size) {
  ENGINE_CHECK(offset <= this->size() && size <= this->size() - offset);
  if (offset >= written_bytes_) {
    std::memcpy(data, buffer_.data() + (offset - written_bytes_), size);
    return;
  }
  if (offset + size > written_bytes_) flush();
  while (size > 0) {
    const ssize_t got = ::pread(file_.get(), data, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = EIO;
    if (got <= 0) fail("cannot read back what was read in this run");
    data += got;
    size -= static_cast<size_t>(got);
    offset += static_cast<uint64_t>(got);
  }
}

void ScratchFile::overwrite(uint64_t offset, std::string_view bytes) {
  ENGINE_CHECK(offset <= size() && bytes.size() <= size() - offset);
  flush();
  while (!bytes.empty()) {
    const ssize_t wrote = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail("cannot write what was read; is the disk full?");
    bytes.remove_prefix(static_cast<size_t>(wrote));
    offset += static_cast<uint64_t>(wrote);
  }
}

}  // namespace pressmark
