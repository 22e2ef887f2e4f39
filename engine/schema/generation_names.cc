#include "engine/schema/generation_names.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <system_error>

namespace pressmark {
namespace {

constexpr std::string_view kPrefix = "gen-";
constexpr size_t kDigitsMax = 18;  // so that a name's number is one of 64 bits

bool is_generation(const std::string& name) {
  return name.size() > kPrefix.size() && name.size() <= kPrefix.size() + kDigitsMax &&
         name.starts_with(kPrefix) &&
         name.find_first_not_of("0123456789", kPrefix.size()) == std::string::npos;
}

}  // namespace

std::string generation_name(uint64_t number) {
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "gen-%06llu", static_cast<unsigned long long>(number));
  return name.data();
}

uint64_t generation_number(const std::string& name) {
  return std::stoull(name.substr(kPrefix.size()));
}

std::vector<std::string> generation_names(const std::filesystem::path& directory) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(directory, none)) {
    if (is_generation(entry.path().filename())) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end(),
            [](const auto& a, const auto& b) { return generation_number(a) < generation_number(b); });
  return names;
}

}  // namespace pressmark
