// The name of the route that answered, for the log and the metrics. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark {

/// The path itself where it is a route's own, with a placeholder for what clients choose in it, such as
/// "/api/v1/publications/{id}/similar". What no route answers (`status` 404) is "other".
std::string route_name(std::string_view path, uint16_t status);

}  // namespace pressmark
