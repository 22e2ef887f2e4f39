// A response as a crawler kept it: the status, and the body with its codings taken off. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace pressmark {

struct HttpMessage {
  int status = 0;
  std::string content_type;  // as the server wrote it
  std::string_view body;     // as it was kept: `decoded_body` takes the codings off
  std::string transfer_encoding;
  std::string content_encoding;
};

/// The head of a kept response; its body lives as long as `bytes`. Error: kDamaged.
Result<HttpMessage> parse_http(std::string_view bytes);

/// The body without its codings, at most limits::kWarcRecordBytesMax of it. Crawlers that took a coding off
/// leave the header in: a body that is not coded as it says is taken as it is. `truncated` is set when it was
/// cut short. Errors: kUnsupported for a coding that is not read, kTooLarge, kDamaged.
Result<std::string> decoded_body(const HttpMessage& message, bool& truncated);

}  // namespace pressmark
