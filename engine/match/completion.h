// Completion: one thing offered while somebody types. A plain value.
#pragma once

#include <cstdint>
#include <string>

namespace pressmark {

struct Completion {
  enum class Type : uint8_t { kTitle, kPhrase, kWord };
  Type type = Type::kWord;
  std::string text;
  // Publications that have all its words; a phrase word for word; of a title 1. Of several words of which
  // only the last is completed about, above some tens.
  uint64_t total = 0;
  std::string url;  // of the publication whose title it is
};

}  // namespace pressmark
