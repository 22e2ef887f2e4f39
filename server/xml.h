// Text of documents and queries in XML. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pressmark {

/// `text` for an element or a quoted attribute: & < > " as entities; what XML does not allow at all, even
/// written as a number, and what is no UTF-8, as U+FFFD.
std::string escape_xml(std::string_view text);

}  // namespace pressmark
