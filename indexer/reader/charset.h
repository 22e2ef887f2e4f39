// Which charset the bytes of a web page are in, by what its server and the page itself say. Pure functions;
// safe in any thread. to_utf8 (metadata.h) does the rest.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace pressmark {

/// "utf-8" of "text/html; charset=UTF-8"; "" if there is none.
std::string charset_of_content_type(std::string_view content_type);

/// The first of `labels` that can be meant: one that is known and, where it is UTF-8, that the bytes are; ""
/// if there is none.
std::string believable_charset(std::string_view bytes, std::initializer_list<std::string_view> labels);

}  // namespace pressmark
