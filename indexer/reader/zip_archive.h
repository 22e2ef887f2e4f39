// The entries of a zip container (OOXML, OpenDocument) that a reader asks for, within budgets. Stateless; the
// bytes stay the caller's.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace pressmark {

/// Contents by entry name; a name that the archive lacks is not in the map. Errors: kDamaged, kEncrypted, and
/// kTooLarge over limits::kArchiveEntriesMax, limits::kArchiveBytesMax, or a suspicious ratio of compression.
Result<std::map<std::string, std::string>> read_zip_entries(std::string_view bytes,
                                                            const std::vector<std::string>& names);

/// The names of all entries, in the archive's order; empty when it cannot be read.
std::vector<std::string> zip_entry_names(std::string_view bytes);

}  // namespace pressmark
