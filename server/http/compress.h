// gzip for bodies of answers.
#pragma once

#include <string>
#include <string_view>

namespace pressmark {

/// `bytes` as a gzip stream.
std::string gzip(std::string_view bytes);

}  // namespace pressmark
