#include "engine/result.h"

#include <array>

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 14> kNames = {
    "unsupported", "empty",      "too_large", "encrypted", "damaged", "bad_encoding", "bad_metadata",
    "bad_syntax",  "unreadable", "timeout",   "crashed",   "corrupt", "conflict",     "gone"};

}  // namespace

std::string_view error_name(ErrorCode code) {
  return kNames.at(static_cast<size_t>(code));
}

ErrorCode error_from_name(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames.at(i) == name) return static_cast<ErrorCode>(i);
  }
  return ErrorCode::kDamaged;
}

}  // namespace pressmark
