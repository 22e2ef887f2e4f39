// The publish gate: is a finished generation fit to be served?
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/schema/manifest.h"

namespace pressmark {

struct GateOptions {
  uint64_t publications_before = 0;  // of the generation that is served; 0 when there is none
  bool allow_shrink = false;
  static constexpr double kShrinkMax = 0.5;  // share of the publications that may go in one run
};

/// Why the generation in `built` must not go live, with the remedy; nothing if it may.
std::optional<std::string> refuse(const std::filesystem::path& built, const Manifest& manifest,
                                  const GateOptions& options);

}  // namespace pressmark
