// The names of months in the languages that the analyser stems. A table made on first use and never changed;
// any thread.
#pragma once

#include <string_view>

namespace pressmark {

/// The month, 1 to 12, that `name` means, in full or abbreviated, whatever its case and accents ("März",
/// "MARS", "fevr", "Meán Fómhair"); 0 if it means none, or different ones in different languages.
int month_of_name(std::string_view name);

}  // namespace pressmark
