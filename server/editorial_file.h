// The editors' file, editorial.toml (docs/editorial.md): text -> Editorial.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/editorial.h"
#include "engine/result.h"

namespace pressmark {

struct EditorialReading {
  Editorial editorial;
  std::vector<Error> faults;  // entries left out; `where` is file:line, the message says what to do
};

/// What `text` says; a bad entry is left out with a fault. Error kBadSyntax, with the line, when it is no
/// TOML, kTooLarge over limits::kEditorialBytesMax: then nothing of it can be used. `file` is for messages.
Result<EditorialReading> parse_editorial(std::string_view text, const std::string& file);

/// The file, read again when it changes on disk. One thread at a time.
class EditorialFile {
 public:
  explicit EditorialFile(std::filesystem::path path) : path_(std::move(path)) {}

  /// True when there is something new: another editorial() or other messages(). A file that is broken or gone
  /// leaves the last good editorial in force.
  bool refresh();
  const Editorial& editorial() const { return editorial_; }
  /// About the file as it is now, one a line: "editorial.toml:12: …".
  const std::vector<std::string>& messages() const { return messages_; }

 private:
  struct Stamp {
    int64_t modified_ns = 0;
    uint64_t bytes = 0, inode = 0;
    bool operator==(const Stamp&) const = default;
  };

  const std::filesystem::path path_;
  std::optional<Stamp> stamp_;  // of what was read last; nothing for a file that could not be
  bool tried_ = false;
  Editorial editorial_;
  std::vector<std::string> messages_;
};

/// "where: message".
std::string one_line(const Error& error);

}  // namespace pressmark
