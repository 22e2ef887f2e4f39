#include "indexer/reader/zip_archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

#include "engine/limits.h"
#include "indexer/reader/inflate.h"

namespace pressmark {
namespace {

constexpr size_t kChunkBytes = 64u << 10;

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

Archive open_zip(std::string_view bytes) {
  Archive zip(archive_read_new(), &archive_read_free);
  archive_read_support_format_zip_seekable(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) zip.reset();
  return zip;
}

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? std::string() : std::string(name);
}

Error damaged(archive* zip) {
  const char* reason = archive_error_string(zip);
  return Error{ErrorCode::kDamaged,
               std::string("the zip container does not read (") + (reason == nullptr ? "no reason" : reason) +
                   "); open the file in its program and save it again",
               {}};
}

}  // namespace

Result<std::map<std::string, std::string>> read_zip_entries(std::string_view bytes,
                                                            const std::vector<std::string>& names) {
  const Archive zip = open_zip(bytes);
  if (!zip) return Error{ErrorCode::kDamaged, "is no zip container", {}};
  const size_t budget = inflate_budget(bytes.size());
  std::map<std::string, std::string> contents;
  size_t bytes_count = 0;
  uint32_t entries_count = 0;
  archive_entry* entry = nullptr;
  int status = ARCHIVE_OK;
  while ((status = archive_read_next_header(zip.get(), &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
    if (++entries_count > limits::kArchiveEntriesMax) {
      return Error{
          ErrorCode::kTooLarge,
          "has more than " + std::to_string(limits::kArchiveEntriesMax) + " entries in its zip container",
          {}};
    }
    const std::string name = name_of(entry);
    if (std::find(names.begin(), names.end(), name) == names.end() || contents.count(name) > 0) continue;
    if (archive_entry_is_encrypted(entry) != 0) {
      return Error{ErrorCode::kEncrypted, "is protected by a password; publish a copy without one", name};
    }
    std::string& content = contents[name];
    char chunk[kChunkBytes];
    la_ssize_t count = 0;
    while ((count = archive_read_data(zip.get(), chunk, sizeof chunk)) > 0) {
      bytes_count += static_cast<size_t>(count);
      if (bytes_count > budget) {
        return Error{
            ErrorCode::kTooLarge,
            "unpacks to more than " + std::to_string(budget) + " bytes, which its size does not explain",
            name};
      }
      content.append(chunk, static_cast<size_t>(count));
    }
    if (count < 0) return damaged(zip.get());
  }
  if (status != ARCHIVE_EOF) return damaged(zip.get());
  return contents;
}

std::vector<std::string> zip_entry_names(std::string_view bytes) {
  std::vector<std::string> names;
  const Archive zip = open_zip(bytes);
  archive_entry* entry = nullptr;
  while (zip && names.size() < limits::kArchiveEntriesMax) {
    const int status = archive_read_next_header(zip.get(), &entry);
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) break;
    names.push_back(name_of(entry));
  }
  return names;
}

}  // namespace pressmark
