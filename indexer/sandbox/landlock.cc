#include "indexer/sandbox/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "indexer/source/descriptor.h"

namespace pressmark {
namespace {

// The kernel's interface, as of version 7; the headers of Debian 12 know version 2.
constexpr uint32_t kAskVersion = 1;
constexpr int kPathBeneath = 1;
constexpr uint64_t kReadFile = 1u << 2;
constexpr uint64_t kReadFolder = 1u << 3;

struct Ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

struct __attribute__((packed)) PathRule {
  uint64_t allowed;
  int32_t parent;
};

// What the PDF library opens as it needs it: character maps, fonts for what a document does not embed,
// charset tables, the time zone.
constexpr auto kReadable = std::to_array<const char*>({
    "/usr/share/poppler",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/fontconfig",
    "/etc/fonts",
    "/var/cache/fontconfig",
    "/etc/localtime",
    "/usr/share/zoneinfo",
});

/// Every right that a version of the interface can take away.
Ruleset all_rights(int abi) {
  const int file_rights_count = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
  return Ruleset{(uint64_t{1} << file_rights_count) - 1, abi >= 4 ? 3u : 0u, abi >= 6 ? 3u : 0u};
}

size_t bytes_of(int abi) {
  return sizeof(uint64_t) * (abi >= 6 ? 3 : abi >= 4 ? 2 : 1);
}

void allow_reading(int ruleset, const char* path) {
  const Descriptor place(open(path, O_PATH | O_CLOEXEC));
  struct stat info {};
  // A machine without this folder has nothing in it to read.
  if (!place.open() || fstat(place.get(), &info) != 0) return;
  const PathRule rule{S_ISDIR(info.st_mode) ? kReadFile | kReadFolder : kReadFile, place.get()};
  syscall(SYS_landlock_add_rule, ruleset, kPathBeneath, &rule, 0);
}

}  // namespace

int restrict_files() {
  const auto abi = static_cast<int>(syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion));
  if (abi < 1) return 0;
  const Ruleset rights = all_rights(abi);
  const Descriptor ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &rights, bytes_of(abi), 0)));
  if (!ruleset.open()) return 0;
  for (const char* path : kReadable) allow_reading(ruleset.get(), path);
  return syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0 ? abi : 0;
}

}  // namespace pressmark
