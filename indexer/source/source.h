// Sources: what the command line names (folders, files) -> the files to read, in a stable order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "indexer/source/descriptor.h"

namespace pressmark {

/// One file as it was found. `path` is relative to its root, '/' between names, and is its identity in the
/// index; for a SOURCE that is a file it is the file's name.
struct SourceItem {
  std::filesystem::path file;  // to open
  std::string path;
  uint64_t bytes = 0;
  int64_t modified_ns = 0;  // since the epoch
};

struct SourceListing {
  std::vector<SourceItem> items;  // sorted by path, unique
  std::vector<Error>
      errors;  // folders that could not be listed, two files with one path, links out of the root
};

/// Walks the sources. Hidden names (".git"), what the root's
/// IgnoreList names, sockets, devices and pipes are passed over; symbolic links are followed
/// only inside their root. Throws std::invalid_argument for a SOURCE that does not exist, naming it.
SourceListing list_sources(const std::vector<std::string>& sources);

/// A file, open for reading. Error kUnreadable with the system's reason, or when it is no regular file.
Result<Descriptor> open_file(const std::filesystem::path& file);

/// XXH3-128 of `bytes`, 32 hexadecimal digits: the same content, the same hash.
std::string content_hash(std::string_view bytes);
/// The same of an open file from its beginning, read in pieces; nothing is kept of it. kUnreadable with the
/// system's reason, or when `stop` was asked for.
Result<std::string> content_hash(int file, const std::stop_token& stop = {});

}  // namespace pressmark
