// What an index directory calls its generations. Only the names: whether one is whole, its manifest says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace pressmark {

/// The link to the generation that is served.
inline constexpr const char* kCurrentGeneration = "current";

/// "gen-000012" for 12.
std::string generation_name(uint64_t number);
/// The number in the name of a generation, which it must be.
uint64_t generation_number(const std::string& name);
/// The generations that are published in `directory`, oldest first; empty when it cannot be read.
std::vector<std::string> generation_names(const std::filesystem::path& directory);

}  // namespace pressmark
