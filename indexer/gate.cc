#include "indexer/gate.h"

#include "indexer/index_writer.h"

namespace pressmark {

std::optional<std::string> refuse(const std::filesystem::path& built, const Manifest& manifest,
                                  const GateOptions& options) {
  if (const std::string broken = check_postings(built); !broken.empty()) {
    return "the new generation does not check: " + broken + "; the old one is served on";
  }
  const auto before = static_cast<double>(options.publications_before);
  const auto now = static_cast<double>(manifest.publications);
  if (!options.allow_shrink && now < before * (1 - GateOptions::kShrinkMax)) {
    return "the collection would shrink from " + std::to_string(options.publications_before) + " to " +
           std::to_string(manifest.publications) +
           " publications; is a folder missing? If it is meant, run again with --allow-shrink. The old "
           "generation is "
           "served on";
  }
  return std::nullopt;
}

}  // namespace pressmark
