#include "server/today.h"

#include <ctime>
#include <optional>
#include <stdexcept>

namespace pressmark {

Date local_day() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  const bool known = localtime_r(&now, &local) != nullptr;
  const auto day = known ? Date::make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday) : std::nullopt;
  if (!day) throw std::runtime_error("the system's clock shows no day; set it");
  return *day;
}

}  // namespace pressmark
