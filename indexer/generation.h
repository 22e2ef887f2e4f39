// Generations: immutable directories below INDEX, one of them served through the link INDEX/current. A new
// one is built beside the others under a name of its own, checked, synced, and published by renaming a link;
// until then nothing that is served changes, and whatever goes wrong leaves only a directory that the next
// run clears away.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/result.h"
#include "engine/schema/manifest.h"

namespace pressmark {

/// Another run holds the lock; the message names its process.
struct LockHeld : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A directory of generations.
class IndexDirectory {
 public:
  static constexpr size_t kGenerationsKept = 3;

  explicit IndexDirectory(std::filesystem::path directory);
  ~IndexDirectory();
  IndexDirectory(const IndexDirectory&) = delete;
  IndexDirectory& operator=(const IndexDirectory&) = delete;

  /// Takes the lock (creating the directory if need be) until destruction, and clears what dead runs left
  /// behind. Throws LockHeld, std::system_error.
  void lock();

  /// The generation that is served; nothing when there is none.
  std::optional<std::filesystem::path> current() const;
  /// Names of the published generations, oldest first.
  std::vector<std::string> generations() const;

  /// A directory to build in: a copy of the current generation (sharing blocks where the file system can), or
  /// empty. Throws std::system_error.
  std::filesystem::path begin(bool copy_current);
  /// Writes the manifest (name, time and hashes are filled in), syncs, renames, moves the link, drops the
  /// oldest beyond kGenerationsKept. The name of the new generation. Throws std::system_error; then nothing
  /// is published.
  std::string publish(const std::filesystem::path& built, Manifest manifest);
  void discard(const std::filesystem::path& built);

  /// Moves the link to `generation`, or to the one before the current. Error when there is no such or it is
  /// damaged.
  Result<std::string> roll_back(const std::string& generation);

 private:
  void point_to(const std::string& generation);
  void prune();

  std::filesystem::path directory_;
  int lock_ = -1;
};

}  // namespace pressmark
