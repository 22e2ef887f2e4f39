// The name that somebody probably meant. Pure; any thread.
#pragma once

#include <span>
#include <string_view>

namespace pressmark {

/// The one of `valid`, which is not empty, that takes the fewest changed letters to become `name`.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> valid);

}  // namespace pressmark
