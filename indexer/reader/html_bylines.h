// Who wrote a page, from the line under its headline. Pure functions of UTF-8 text; safe in any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

/// The names in "By Joan Hartley and Ann Lee", "Von Jürgen Ott"; nothing when what follows the first word is
/// no name. `named` says that the text is known to name its writer, so that "By" may be missing.
std::vector<std::string> authors_in_byline(std::string_view text, bool named);

}  // namespace pressmark
