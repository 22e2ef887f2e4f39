#include "indexer/spool.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "engine/schema/bytes.h"
#include "indexer/sandbox/wire.h"
#include "indexer/source/nameless_file.h"

namespace pressmark {
namespace {

constexpr size_t kBufferBytes = 4u << 20;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void read_all(int file, char* data, size_t size, uint64_t offset) {
  while (size > 0) {
    const ssize_t got = ::pread(file, data, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = EIO;
    if (got <= 0) fail("cannot read back what was read in this run");
    data += got;
    size -= static_cast<size_t>(got);
    offset += static_cast<uint64_t>(got);
  }
}

}  // namespace

Spool::Spool(const std::filesystem::path& directory) : file_(open_nameless(directory)) {
  if (!file_.open()) fail(("cannot make a file in " + directory.string()).c_str());
}

void Spool::append(const std::string& source, const Publication& publication) {
  ReadResult one;
  one.publications.push_back(publication);
  const std::string bytes = encode_result(one);
  append_u64(buffer_, source.size());
  append_u64(buffer_, bytes.size());
  buffer_ += source;
  buffer_ += bytes;
  ++count_;
  if (buffer_.size() >= kBufferBytes) flush();
}

void Spool::flush() {
  size_t done = 0;
  while (done < buffer_.size()) {
    const ssize_t wrote = ::write(file_.get(), buffer_.data() + done, buffer_.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail("cannot write what was read; is the disk full?");
    done += static_cast<size_t>(wrote);
  }
  written_bytes_ += buffer_.size();
  buffer_.clear();
}

void Spool::for_each(const std::function<void(const std::string&, Publication&)>& visit) {
  flush();
  uint64_t offset = 0;
  std::string source, bytes;
  while (offset < written_bytes_) {
    uint8_t sizes[16];
    read_all(file_.get(), reinterpret_cast<char*>(sizes), sizeof sizes, offset);
    source.resize(load_u64(sizes));
    bytes.resize(load_u64(sizes + 8));
    read_all(file_.get(), source.data(), source.size(), offset + sizeof sizes);
    read_all(file_.get(), bytes.data(), bytes.size(), offset + sizeof sizes + source.size());
    offset += sizeof sizes + source.size() + bytes.size();
    Result<ReadResult> one = decode_result(bytes, {});
    ENGINE_CHECK(one.ok() && one.value().publications.size() == 1);
    visit(source, one.value().publications.front());
  }
}

}  // namespace pressmark
