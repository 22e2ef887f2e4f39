#include "engine/schema/keywords.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

constexpr const char* kFileName = "keywords.dat";
constexpr size_t kEntryBytes = 5;
constexpr size_t kSlotBytes = kKeywordsMax * kEntryBytes;

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string() + ": cannot write");
}

}  // namespace

KeywordWriter::KeywordWriter(const std::filesystem::path& directory)
    : path_(directory / kFileName), descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) fail(path_);
}

KeywordWriter::~KeywordWriter() {
  ::close(descriptor_);
}

void KeywordWriter::put(uint32_t docid, const Keywords& keywords) {
  ENGINE_CHECK(docid > 0);
  std::string slot;
  for (const Keyword& keyword : keywords) {
    append_u32(slot, keyword.term);
    append_u8(slot, keyword.weight);
  }
  slot.resize(kSlotBytes, '\0');
  const auto begin = static_cast<off_t>((docid - 1) * uint64_t{kSlotBytes});
  for (size_t done = 0; done < slot.size();) {
    const ssize_t wrote =
        ::pwrite(descriptor_, slot.data() + done, slot.size() - done, begin + static_cast<off_t>(done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail(path_);
    done += static_cast<size_t>(wrote);
  }
}

Result<KeywordFile> KeywordFile::open(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kFileName;
  Result<MappedFile> file = MappedFile::open(path);
  if (!file.ok()) return file.error();
  if (file.value().bytes().size() % kSlotBytes != 0)
    return Error{ErrorCode::kCorrupt, "ends within a slot; make the index anew with `indexer rebuild`",
                 path.string()};
  KeywordFile opened;
  opened.file_ = std::move(file).value();
  return opened;
}

Keywords KeywordFile::keywords(uint32_t docid) const {
  Keywords keywords;
  const std::span<const uint8_t> bytes = file_.bytes();
  if (docid == 0 || docid > bytes.size() / kSlotBytes) return keywords;
  const uint8_t* entry = bytes.data() + (docid - 1) * kSlotBytes;
  for (size_t i = 0; i < kKeywordsMax && entry[4] != 0; ++i, entry += kEntryBytes)
    keywords.add({load_u32(entry), entry[4]});
  return keywords;
}

}  // namespace pressmark
