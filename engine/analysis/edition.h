// What tells one edition of a title from another: "Annual report 2023" and "Annual report 2024". Pure
// functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

/// A title in two: what all editions have, and what only this one has. Folded words joined by blanks.
struct EditionTitle {
  std::string common;
  std::string edition;  // "2024", "14 september 2022", "2021 q3"; empty when the title names no edition
};

/// Takes the years out of a title (1900 to 2099), and beside a year the months, quarters and numbers of one
/// or two digits. A title with fewer than two other words names no edition: it is all about the year.
EditionTitle split_edition(const std::vector<std::string>& folded_words);

/// "1900" to "2099".
bool is_year(std::string_view word);

}  // namespace pressmark
