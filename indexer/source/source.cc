#include "indexer/source/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <new>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "indexer/source/ignore.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

constexpr size_t kDepthMax = 64;  // folders inside folders
constexpr size_t kHashPieceBytes = 1u << 20;

/// The length of the well-formed UTF-8 sequence at the start of `text`; 0 if there is none.
size_t sequence_length(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool outside = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return overlong || outside ? 0 : length;
}

/// The name with ill-formed and control bytes as \xNN; equal to the name if there are none.
std::string escaped(std::string_view name) {
  std::string readable;
  for (size_t at = 0; at < name.size();) {
    const size_t length = sequence_length(name.substr(at));
    const bool control = static_cast<unsigned char>(name[at]) < 0x20 || name[at] == 0x7F;
    if (length == 0 || control) {
      char code[8];
      std::snprintf(code, sizeof code, "\\x%02X", static_cast<unsigned char>(name[at]));
      readable += code;
      ++at;
    } else {
      readable.append(name, at, length);
      at += length;
    }
  }
  return readable;
}

std::string hash_text(XXH128_hash_t hash) {
  char text[33];
  std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return text;
}

std::string reason(int error) {
  return std::generic_category().message(error);
}

bool is_beneath(const fs::path& path, const fs::path& root) {
  const auto [at_root, at_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return at_root == root.end() && path != root;
}

class Walk {
 public:
  explicit Walk(SourceListing& listing) : listing_(listing) {}

  void add_source(const std::string& source) {
    std::error_code code;
    const fs::path root = fs::canonical(source, code);
    if (code) throw std::invalid_argument("source " + escaped(source) + ": " + code.message());
    if (fs::is_directory(root)) {
      root_ = root;
      ignored_ = IgnoreList::load(root);
      walk_folder(root);
    } else {
      const fs::path given = fs::path(source).lexically_normal();
      const std::string name = given.filename().string();
      if (escaped(name) != name) {
        fail(ErrorCode::kBadEncoding, "has a name that is not UTF-8 text; rename it", escaped(name));
      } else {
        add_file(root, name, escaped(source));
      }
    }
  }

 private:
  struct Folder {
    fs::path file;
    std::string path;  // under the root, with a '/' behind each name
    size_t depth = 0;
  };

  void fail(ErrorCode code, std::string message, std::string where) {
    listing_.errors.push_back(Error{code, std::move(message), std::move(where)});
  }

  void walk_folder(const fs::path& root) {
    std::vector<Folder> open = {{root, {}, 0}};
    // A link to a folder above it would be walked for ever.
    std::set<fs::path> seen = {root};
    while (!open.empty()) {
      const Folder folder = std::move(open.back());
      open.pop_back();
      std::error_code code;
      fs::directory_iterator entries(folder.file, code);
      for (; !code && entries != fs::directory_iterator(); entries.increment(code)) {
        visit(*entries, folder, open, seen);
      }
      if (code) {
        const std::string place = folder.path.empty() ? escaped(folder.file.string()) : folder.path;
        fail(ErrorCode::kUnreadable, "folder cannot be listed: " + code.message(), place);
      }
    }
  }

  void visit(const fs::directory_entry& entry, const Folder& folder, std::vector<Folder>& open,
             std::set<fs::path>& seen) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.')) return;
    const std::string path = folder.path + name;
    if (escaped(name) != name) {
      return fail(ErrorCode::kBadEncoding, "has a name that is not UTF-8 text; rename it",
                  folder.path + escaped(name));
    }
    std::error_code code;
    fs::path file = entry.path();
    if (entry.is_symlink(code)) {
      file = fs::canonical(entry.path(), code);
      if (code) return fail(ErrorCode::kUnreadable, "is a link that leads nowhere: " + code.message(), path);
      if (!is_beneath(file, root_)) {
        return fail(ErrorCode::kUnreadable, "is a link out of its source folder, which is not followed",
                    path);
      }
    }
    const fs::file_status status = fs::status(file, code);
    if (fs::is_directory(status)) {
      if (ignored_.fits(path, Entry::kFolder) || !seen.insert(file).second) return;
      if (folder.depth + 1 > kDepthMax) {
        return fail(ErrorCode::kTooLarge, "lies more than " + std::to_string(kDepthMax) + " folders deep",
                    path);
      }
      open.push_back({file, path + "/", folder.depth + 1});
    } else if (fs::is_regular_file(status)) {
      if (!ignored_.fits(path, Entry::kFile)) add_file(file, path, path);
    } else if (code) {
      fail(ErrorCode::kUnreadable, "cannot be looked at: " + code.message(), path);
    }
  }

  void add_file(const fs::path& file, const std::string& path, const std::string& where) {
    struct stat info = {};
    if (::stat(file.c_str(), &info) != 0)
      return fail(ErrorCode::kUnreadable, "cannot be looked at: " + reason(errno), where);
    if (!S_ISREG(info.st_mode)) return;
    SourceItem item;
    item.file = file;
    item.path = path;
    item.bytes = static_cast<uint64_t>(info.st_size);
    item.modified_ns = static_cast<int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
    listing_.items.push_back(std::move(item));
  }

  SourceListing& listing_;
  fs::path root_;
  IgnoreList ignored_;
};

/// Sorts by path; of files with one path the first by place stays, and the others are errors.
void sort_and_unite(SourceListing& listing) {
  auto& items = listing.items;
  std::stable_sort(items.begin(), items.end(),
                   [](const SourceItem& a, const SourceItem& b) { return a.path < b.path; });
  std::vector<SourceItem> unique;
  for (SourceItem& item : items) {
    if (unique.empty() || unique.back().path != item.path) {
      unique.push_back(std::move(item));
    } else if (unique.back().file != item.file) {
      listing.errors.push_back(Error{ErrorCode::kConflict,
                                     "two files have this path, " + unique.back().file.string() + " and " +
                                         item.file.string() +
                                         "; the first is taken: rename one, or name a folder above both",
                                     item.path});
    }
  }
  items = std::move(unique);
  std::stable_sort(listing.errors.begin(), listing.errors.end(),
                   [](const Error& a, const Error& b) { return a.where < b.where; });
}

}  // namespace

SourceListing list_sources(const std::vector<std::string>& sources) {
  SourceListing listing;
  for (const std::string& source : sources) Walk(listing).add_source(source);
  sort_and_unite(listing);
  return listing;
}

Result<Descriptor> open_file(const std::filesystem::path& file) {
  const auto unreadable = [&](const std::string& why) {
    return Error{ErrorCode::kUnreadable, "cannot be read: " + why, escaped(file.string())};
  };
  // Not to wait for the other end of a pipe that took the file's place.
  Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!descriptor.open()) return unreadable(reason(errno));
  struct stat info = {};
  if (::fstat(descriptor.get(), &info) != 0) return unreadable(reason(errno));
  if (!S_ISREG(info.st_mode)) return unreadable("it is no regular file");
  return descriptor;
}

std::string content_hash(std::string_view bytes) {
  return hash_text(XXH3_128bits(bytes.data(), bytes.size()));
}

Result<std::string> content_hash(int file, const std::stop_token& stop) {
  const auto unreadable = [](std::string why) {
    return Error{ErrorCode::kUnreadable, "cannot be read: " + std::move(why), {}};
  };
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                              XXH3_freeState);
  if (!state || XXH3_128bits_reset(state.get()) != XXH_OK) throw std::bad_alloc();
  // Made once a thread: for most files filling it with noughts would cost more than reading them.
  thread_local const std::unique_ptr<char[]> piece(std::make_unique_for_overwrite<char[]>(kHashPieceBytes));
  for (off_t at = 0;;) {
    if (stop.stop_requested()) return unreadable("it was stopped");
    const ssize_t got = ::pread(file, piece.get(), kHashPieceBytes, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(reason(errno));
    if (got == 0) return hash_text(XXH3_128bits_digest(state.get()));
    XXH3_128bits_update(state.get(), piece.get(), static_cast<size_t>(got));
    at += got;
  }
}

}  // namespace pressmark
