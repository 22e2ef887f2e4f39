// IgnoreList: what `.pressmarkignore` in a source folder leaves out. One pattern a line; '#' begins a
// comment.
// "*.bak" fits a name in any folder, "drafts/" a folder of that name with all in it, "old/*.html" a path from
// the root; '*' and '?' do not fit a '/'.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

enum class Entry { kFile, kFolder };

class IgnoreList {
 public:
  static constexpr const char* kFileName = ".pressmarkignore";

  IgnoreList() = default;
  explicit IgnoreList(std::string_view text);
  /// The list in `root`; an empty one if there is none.
  static IgnoreList load(const std::filesystem::path& root);

  /// Whether `path` (under the root, '/' between names) is left out.
  bool fits(const std::string& path, Entry entry) const;

 private:
  struct Pattern {
    std::string glob;
    bool folders_only = false;
    bool whole_path = false;
  };
  std::vector<Pattern> patterns_;
};

}  // namespace pressmark
