#include "engine/schema/works.h"

#include <string>

#include "engine/schema/bytes.h"
#include "engine/schema/mapped_file.h"

namespace pressmark {
namespace {

constexpr const char* kFileName = "works.dat";

}  // namespace

void write_works(const std::filesystem::path& directory, const Works& works) {
  std::string bytes;
  for (const std::vector<uint32_t>& forms : works) {
    append_varint(bytes, forms.size());
    uint32_t before = 0;
    for (const uint32_t docid : forms) {
      append_varint(bytes, docid - before);
      before = docid;
    }
  }
  AppendFile file(directory / kFileName, AppendFile::Start::kEmpty);
  file.append(bytes);
  file.flush();
}

Result<Works> read_works(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kFileName;
  const Result<MappedFile> file = MappedFile::open(path);
  if (!file.ok()) return file.error();
  Works works;
  ByteReader reader(file.value().bytes());
  while (reader.ok() && reader.remaining() > 0) {
    const uint64_t count = reader.varint(reader.remaining());
    if (count < 2) reader.fail();
    std::vector<uint32_t> forms;
    uint64_t docid = 0;
    for (uint64_t i = 0; i < count && reader.ok(); ++i) {
      const uint64_t step = reader.varint(UINT32_MAX);
      docid += step;
      if (step == 0 || docid > UINT32_MAX) reader.fail();
      forms.push_back(static_cast<uint32_t>(docid));
    }
    works.push_back(std::move(forms));
  }
  if (reader.ok()) return works;
  return Error{ErrorCode::kCorrupt,
               "a work is cut short or names no document; make the index anew with "
               "`indexer rebuild`",
               path.string()};
}

}  // namespace pressmark
