#include "indexer/fetch/body_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "indexer/source/nameless_file.h"

namespace pressmark {
namespace {

std::string folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

}  // namespace

bool BodyFile::ready() {
  if (!file_.open() && error_ == 0) {
    file_ = open_nameless(folder());
    if (!file_.open()) error_ = errno;
  }
  return error_ == 0;
}

bool BodyFile::write(std::string_view bytes) {
  if (!ready()) return false;
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      error_ = errno;
      return false;
    }
    bytes_ += static_cast<uint64_t>(written);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

Descriptor BodyFile::take() {
  if (!ready() || ::lseek(file_.get(), 0, SEEK_SET) != 0) {
    throw std::system_error(error_ != 0 ? error_ : errno, std::generic_category(),
                            "cannot keep a document in " + folder());
  }
  return std::move(file_);
}

}  // namespace pressmark
