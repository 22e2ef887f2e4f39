// Spool: what the readers gave in this run, on disk until all of it has been seen: only then is it known what
// is boilerplate. A file without a name in the index's directory, gone with the program however that ends.
// One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "engine/publication.h"
#include "indexer/source/scratch_file.h"

namespace pressmark {

class Spool {
 public:
  /// Throws std::system_error.
  explicit Spool(const std::filesystem::path& directory) : file_(directory) {}

  /// `source` is the path of the file it came from. Throws std::system_error.
  void append(const std::string& source, Publication publication);
  uint64_t count() const { return count_; }
  /// Calls visit(source, publication) for each in order. Throws std::system_error.
  void for_each(const std::function<void(const std::string&, Publication&)>& visit);

 private:
  ScratchFile file_;
  uint64_t count_ = 0;
};

}  // namespace pressmark
