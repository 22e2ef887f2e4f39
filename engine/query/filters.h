// Filters as they are typed: kind:report, lang:de, published:2021..2023. Reading them and writing them again.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/query/query.h"

namespace pressmark {

/// Adds the condition `name`:`value` to `filters`; false, and nothing added, if the value is none.
/// Dates are what read_period reads: days, months, years and, where `today` is given, relative ones.
/// `published:2022` is all of that year, `2021..2023` from the start of the
/// one to the end of the other (either may be left out), `>=` from the start, `<=` to the end; `after:` and
/// `>` mean later than the end, `before:` and `<` earlier than the start. Several conditions on dates hold
/// together.
bool add_filter(std::string_view name, std::string_view value, std::optional<Date> today, Filters& filters);

/// The filters as typed, each after a space; dates as short as they can be.
std::string filters_text(const Filters& filters);

}  // namespace pressmark
