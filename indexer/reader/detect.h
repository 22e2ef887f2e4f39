// What kind of file some bytes are, for the readers that pick one another.
#pragma once

#include <string_view>

#include "indexer/reader/reader.h"

namespace pressmark {

/// As detect_format, by the request's name; what its server said decides where that tells nothing.
Format detect(std::string_view bytes, const ReadRequest& request);

/// Reads a file of this format. Precondition: not kUnknown.
Result<ReadResult> read_as(Format format, std::string_view bytes, const ReadRequest& request);

/// Why a file of no known format is not read, with its name for people: "is a JPEG image; …".
Error unsupported(std::string_view bytes, const ReadRequest& request);

}  // namespace pressmark
