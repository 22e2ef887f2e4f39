// Works: which publications of a generation are one work in several forms (a report and the page that
// announces it, copies, near copies). `works.dat`: for each work its number of forms, 2 or more, and their
// document ids, rising, each as the difference to the one before; all varints.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/result.h"

namespace pressmark {

/// Each of two or more document ids, rising; no id stands in two.
using Works = std::vector<std::vector<uint32_t>>;

/// Throws std::system_error that names the file.
void write_works(const std::filesystem::path& directory, const Works& works);

/// Error kUnreadable or kCorrupt.
Result<Works> read_works(const std::filesystem::path& directory);

}  // namespace pressmark
