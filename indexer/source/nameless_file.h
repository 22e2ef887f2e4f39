// A file without a name: gone with the program, however that ends.
#pragma once

#include <filesystem>

#include "indexer/source/descriptor.h"

namespace pressmark {

/// A new file in the file system of `directory`, open for reading and writing, of its owner alone. Closed
/// when the system refuses; errno says why.
Descriptor open_nameless(const std::filesystem::path& directory);

}  // namespace pressmark
