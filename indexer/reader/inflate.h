// Compressed bytes unpacked within a budget: gzip members, and the content codings of HTTP. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark {

enum class Coding {
  kGzip,
  kDeflate,  // with zlib's frame or, as some servers send it, without
  kBrotli,   // RFC 7932
};

enum class InflateEnd {
  kWhole,      // the stream ended and its checksum is right
  kTruncated,  // the bytes ended first
  kDamaged,
  kTooLarge,  // it unpacks to more than the budget
};

struct Inflated {
  std::string bytes;       // what came out, also before damage; at most the budget
  size_t bytes_taken = 0;  // of the input, to the end of the stream
  InflateEnd end = InflateEnd::kDamaged;
};

/// Unpacks the stream at the start of `bytes`. Of one that is too large the rest is unpacked and thrown away,
/// within limits::kArchiveBytesMax, so that `bytes_taken` still tells where it ends; 0 if that is not known.
Inflated inflate_stream(std::string_view bytes, Coding coding, size_t bytes_max);

/// The first bytes, at most `bytes_max`, of a gzip member; "" if it is none.
std::string peek_gzip(std::string_view bytes, size_t bytes_max);

inline bool is_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B\x08");
}

/// What may come out of so many compressed bytes before it is taken for an attack.
size_t inflate_budget(size_t bytes_count);

}  // namespace pressmark
