// Dates as people write them: "2022", "March 2022", "3. März 2022", "29/03/2022", "last year". Pure
// functions, to which today is told; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "engine/publication.h"

namespace pressmark {

/// Days in a row, both included.
struct Period {
  Date first, last;
  bool operator==(const Period&) const = default;
};

/// The day, month or year that `text` names; nothing if it names none, or might name several.
/// Numbers: yyyy, or year, month and day with '-', '/' or '.' between; the year has four digits and comes
/// first or last, and then the day comes first. Names of months in the languages of month_of_name, the day
/// before or behind them. Where `today` is given, relative ones in English: today, yesterday; this or last
/// week (from Monday), month, year; last N days, weeks, months, years, which end today.
std::optional<Period> read_period(std::string_view text, std::optional<Date> today);

/// The last day of a month there is.
Date month_end(int year, int month);

/// Nothing outside the years 1 to 9999.
std::optional<Date> day_after(Date date);
std::optional<Date> day_before(Date date);

}  // namespace pressmark
