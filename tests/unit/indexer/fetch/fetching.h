// What the tests of the fetcher share.
#pragma once

#include <unistd.h>
#include <zlib.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "indexer/fetch/fetcher.h"
#include "tests/support/scripted_server.h"

namespace pressmark::testing {

/// Loopback permitted, no waiting between requests.
inline FetchOptions at_once() {
  FetchOptions options;
  options.allow_private = true;
  options.delay_ms = 0;
  return options;
}

inline std::string text_of(const Descriptor& file) {
  std::string text;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(file.get(), piece, sizeof piece)) > 0;) {
    text.append(piece, static_cast<size_t>(got));
  }
  return text;
}

inline std::string why(const Result<Fetched>& fetched) {
  return fetched.ok() ? "fetched" : fetched.error().where + ": " + fetched.error().message;
}

inline bool contains(const Result<Fetched>& refused, std::string_view words) {
  return !refused.ok() && refused.error().message.find(words) != std::string::npos;
}

inline std::string gzip(const std::string& text) {
  z_stream stream{};
  BOOST_REQUIRE_EQUAL(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  BOOST_REQUIRE_EQUAL(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace pressmark::testing
