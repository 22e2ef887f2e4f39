#include "server/http/server_timing.h"

#include <array>
#include <cstdio>

namespace pressmark {

std::string server_timing(const StageTimes& stages, double render_ms) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(),
                "parse;dur=%.3f, match;dur=%.3f, snippets;dur=%.3f, render;dur=%.3f", stages.parse_ms,
                stages.match_ms, stages.snippets_ms, render_ms);
  return text.data();
}

}  // namespace pressmark
