// Golden files: what a thing printed when it was last looked at and found right.
#pragma once

#include <string>

namespace pressmark::testing {

/// Fails the running test unless `actual` is what the file `name` under tests/golden holds, naming the first
/// line that differs. With PRESSMARK_UPDATE_GOLDEN=1 in the environment it writes the file instead.
void check_golden(const std::string& name, const std::string& actual);

/// The bytes of a file under tests/golden; fails the running test if there is none.
std::string golden_input(const std::string& name);

}  // namespace pressmark::testing
