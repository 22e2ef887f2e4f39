#include "indexer/source/ignore.h"

#include <fnmatch.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace pressmark {

IgnoreList::IgnoreList(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string line;
  while (std::getline(lines, line)) {
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (line.empty() || line[0] == '#') continue;
    Pattern pattern;
    pattern.folders_only = line.back() == '/';
    if (pattern.folders_only) line.pop_back();
    pattern.whole_path = line.find('/') != std::string::npos;
    pattern.glob =
        line.substr(line.find_first_not_of('/') == std::string::npos ? 0 : line.find_first_not_of('/'));
    if (!pattern.glob.empty()) patterns_.push_back(std::move(pattern));
  }
}

IgnoreList IgnoreList::load(const std::filesystem::path& root) {
  std::ifstream file(root / kFileName, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return IgnoreList(text.str());
}

bool IgnoreList::fits(const std::string& path, Entry entry) const {
  const std::string name = path.substr(path.rfind('/') + 1);
  return std::any_of(patterns_.begin(), patterns_.end(), [&](const Pattern& pattern) {
    if (pattern.folders_only && entry != Entry::kFolder) return false;
    const std::string& subject = pattern.whole_path ? path : name;
    return ::fnmatch(pattern.glob.c_str(), subject.c_str(), FNM_PATHNAME) == 0;
  });
}

}  // namespace pressmark
