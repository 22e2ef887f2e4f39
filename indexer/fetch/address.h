// Address: an http(s) address taken apart and put in order. Parsed as libcurl parses it, so that what is
// checked here is what is connected to.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"

namespace pressmark {

struct Address {
  std::string url;     // to ask for: no fragment, no default port, host in lower case, dots resolved
  std::string origin;  // "https://example.org:443"
  std::string host;    // "example.org"; "[::1]" in brackets
  std::string target;  // path and query, what robots.txt speaks of: "/a?b"
};

/// Errors: kUnsupported for what is not http(s), has a user name or password in it, or cannot be asked for.
Result<Address> parse_address(const std::string& text);

/// Where a redirect from `base` leads; `location` as the server wrote it, perhaps relative. Errors as above.
Result<Address> parse_redirect(const Address& base, const std::string& location);

/// The text with what a user name and password could be in left out, and cut to a length fit for a message.
std::string presentable(std::string_view text);

}  // namespace pressmark
