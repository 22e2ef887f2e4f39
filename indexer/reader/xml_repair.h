// XML that is almost so: what feeds that were put together by hand get wrong. Pure functions, linear in time.
#pragma once

#include <string>
#include <string_view>

namespace pressmark {

/// UTF-8 text made well-formed: stray '<' and '&' escaped, control characters dropped, attributes quoted or
/// left out, end tags without a start dropped, elements that are never closed closed where their parent ends.
/// Comments, processing instructions and the document type are left out.
std::string repair_xml(std::string_view text);

}  // namespace pressmark
