#include "indexer/source/nameless_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace pressmark {

Descriptor open_nameless(const std::filesystem::path& directory) {
  Descriptor file(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.open() || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return file;
  // Not every file system knows files without a name.
  std::string name = (directory / "pressmark-XXXXXX").string();
  file = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (file.open()) ::unlink(name.c_str());
  return file;
}

}  // namespace pressmark
